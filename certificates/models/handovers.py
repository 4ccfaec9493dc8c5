"""Who received which paper."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from certificates.enums import RecipientKind
from certificates.models.certificate import Certificate
from certificates.models.copies import PhysicalCopy

USER = settings.AUTH_USER_MODEL

# The paper is in these hands now: no slip of the pen, and it neither came back nor got lost.
STANDING = Q(canceled_at__isnull=True, ended_at__isnull=True)


class Handover(models.Model):
    """Who received which paper, when, from whom (tanda terima). A slip is canceled, not deleted.

    ``ended_at`` is set when the sheet is returned or lost; the record stays true for its time.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="handovers")
    copy = models.ForeignKey(PhysicalCopy, models.PROTECT, related_name="handovers")
    recipient_kind = models.CharField(max_length=8, choices=RecipientKind.choices)
    recipient_name = models.CharField("nama penerima", max_length=150)
    relation = models.CharField("hubungan", max_length=80, blank=True)
    handed_on = models.DateField("tanggal serah")
    handed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField("dicatat")
    ended_at = models.DateTimeField("kertas tidak lagi padanya", null=True, blank=True)
    canceled_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    canceled_at = models.DateTimeField("dibatalkan", null=True, blank=True)
    cancel_reason = models.CharField("alasan batal", max_length=200, blank=True)

    class Meta:
        ordering = ("-handed_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=STANDING,
                name="certificate_is_handed_over_once",
            ),
            models.CheckConstraint(
                condition=Q(canceled_at__isnull=True, canceled_by__isnull=True)
                | (Q(canceled_at__isnull=False, canceled_by__isnull=False) & ~Q(cancel_reason="")),
                name="canceled_handover_has_person_moment_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(recipient_kind=RecipientKind.HOLDER) | ~Q(relation=""),
                name="proxy_recipient_states_the_relation",
            ),
        ]

    def __str__(self) -> str:
        """Recipient."""
        return self.recipient_name
