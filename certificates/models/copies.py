"""The sheets of paper of a certificate: printed, handed over, returned, lost, spoiled."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from certificates.enums import CopyKind, CopyStatus
from certificates.models.certificate import Certificate
from certificates.models.proposals import Proposal
from certify.audit.models import AppendOnlyModel

USER = settings.AUTH_USER_MODEL

# One sheet at a time is the certificate's paper; the lost and the spoiled are none any more.
CURRENT = (
    CopyStatus.PRINTED.value,
    CopyStatus.HANDED_OVER.value,
    CopyStatus.RETURNED.value,
)


class PhysicalCopy(models.Model):
    """One sheet. A second one has a reason, and after a loss two people (``proposal``).

    Who printed it is unknown (both empty) where a sheet was handed over that nobody had recorded.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="copies")
    copy_number = models.PositiveSmallIntegerField("lembar ke")
    kind = models.CharField("jenis", max_length=10, choices=CopyKind.choices)
    status = models.CharField(max_length=12, choices=CopyStatus.choices, default=CopyStatus.PRINTED)
    reason = models.CharField("alasan cetak lagi", max_length=300, blank=True)
    proposal = models.OneToOneField(
        Proposal, models.PROTECT, null=True, blank=True, related_name="copy"
    )
    printed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    printed_at = models.DateTimeField("dicetak", null=True, blank=True)

    class Meta:
        ordering = ("certificate", "copy_number")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "copy_number"],
                name="copy_number_is_unique_per_certificate",
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(status__in=CURRENT),
                name="one_current_copy_per_certificate",
            ),
            models.CheckConstraint(
                condition=Q(copy_number__gte=1), name="copy_number_starts_at_one"
            ),
            models.CheckConstraint(
                condition=Q(copy_number=1) | ~Q(reason=""), name="further_copy_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(printed_by__isnull=True, printed_at__isnull=True)
                | Q(printed_by__isnull=False, printed_at__isnull=False),
                name="printing_has_person_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CopyKind.values), name="copy_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=CopyStatus.values), name="copy_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Which sheet."""
        return f"Lembar {self.copy_number}"


class CopyChange(AppendOnlyModel):
    """Every move of a sheet of paper: from, to, why, who, when."""

    copy = models.ForeignKey(PhysicalCopy, models.PROTECT, related_name="changes")
    source = models.CharField(max_length=12, choices=CopyStatus.choices)
    target = models.CharField(max_length=12, choices=CopyStatus.choices)
    reason = models.CharField("keterangan", max_length=300, blank=True)
    changed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("copy", "changed_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(target__in=[CopyStatus.HANDED_OVER, CopyStatus.PRINTED])
                | ~Q(reason=""),
                name="ended_copy_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """From and to."""
        return f"{self.source} → {self.target}"
