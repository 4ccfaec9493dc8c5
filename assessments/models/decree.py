"""The decree (SK) that makes decisions effective, and how a body numbers it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.content import DECREE_NUMBER_PATTERN
from assessments.enums import DecreeStatus
from assessments.models.panel import Panel
from programs.models import CertificationBody

USER = settings.AUTH_USER_MODEL


class Decree(models.Model):
    """The director's decree (SK) that makes a panel's decisions effective."""

    panel = models.OneToOneField(Panel, models.PROTECT, related_name="decree")
    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="decrees")
    number = models.CharField("nomor SK", max_length=80)
    decided_on = models.DateField("tanggal SK")
    status = models.CharField(
        max_length=8, choices=DecreeStatus.choices, default=DecreeStatus.DRAFT
    )
    drafted_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-decided_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number"], name="decree_number_is_unique_in_body"
            ),
            models.CheckConstraint(
                condition=Q(
                    status=DecreeStatus.DRAFT, signed_by__isnull=True, signed_at__isnull=True
                )
                | Q(status=DecreeStatus.IN_FORCE, signed_by__isnull=False, signed_at__isnull=False),
                name="decree_in_force_is_signed_by_a_person_at_a_moment",
            ),
            models.CheckConstraint(condition=~Q(number=""), name="decree_has_a_number"),
        ]

    def __str__(self) -> str:
        """Number."""
        return f"SK {self.number}"


class DecreePattern(models.Model):
    """How a body numbers its decrees; staff may overtype the number it suggests."""

    body = models.OneToOneField(CertificationBody, models.PROTECT, related_name="decree_pattern")
    pattern = models.CharField("pola nomor SK", max_length=80, default=DECREE_NUMBER_PATTERN)

    class Meta:
        ordering = ("body",)

    def __str__(self) -> str:
        """Body and pattern."""
        return f"{self.body}: {self.pattern}"
