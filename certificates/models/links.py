"""A participant's personal links, and what she reports through them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from certificates.enums import LinkChannel
from participants.models import Enrollment

USER = settings.AUTH_USER_MODEL


class AccessLink(models.Model):
    """A participant's personal link: 128 random bits, stored as a hash (decisions 8).

    The token is made from ``seed`` and the server's key, so the database alone opens nothing and
    staff can print a card again without the token being kept anywhere.
    """

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="links")
    seed = models.CharField(max_length=32)
    token_sha256 = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=10, choices=LinkChannel.choices)
    created_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("dibuat")
    revoked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField("dicabut", null=True, blank=True)
    revoke_reason = models.CharField("alasan", max_length=200, blank=True)
    opened_at = models.DateTimeField("pertama dibuka", null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoke_reason="")),
                name="revoked_link_has_person_moment_and_reason",
            ),
        ]

    def __str__(self) -> str:
        """Enrollment and channel."""
        return f"{self.enrollment} ({self.get_channel_display()})"


class NameReport(models.Model):
    """A holder says the name is written wrong; staff answer by a correction or by words."""

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="name_reports")
    proposed_name = models.CharField("nama yang benar", max_length=150)
    message = models.CharField("pesan", max_length=300, blank=True)
    reported_at = models.DateTimeField("dilaporkan")
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)
    answer = models.CharField("jawaban", max_length=300, blank=True)

    class Meta:
        ordering = ("-reported_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="name_report_answer_has_person_and_moment",
            ),
            models.UniqueConstraint(
                fields=["enrollment"],
                condition=Q(answered_at__isnull=True),
                name="one_open_name_report_per_enrollment",
            ),
        ]

    def __str__(self) -> str:
        """Enrollment."""
        return str(self.enrollment)
