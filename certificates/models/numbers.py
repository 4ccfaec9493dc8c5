"""BNSP's numbers for a competent result."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models import Assessment

USER = settings.AUTH_USER_MODEL


class OfficialNumber(models.Model):
    """BNSP's two numbers for one competent result: typed or imported, never made (decisions 6)."""

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="official_number")
    certificate_number = models.CharField("nomor sertifikat", max_length=60)
    certificate_key = models.CharField(max_length=60, unique=True)
    registration_number = models.CharField("nomor registrasi", max_length=60)
    registration_key = models.CharField(max_length=60, unique=True)
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("dicatat")

    class Meta:
        ordering = ("assessment",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(certificate_key="") & ~Q(registration_key=""),
                name="official_numbers_are_both_given",
            ),
        ]

    def __str__(self) -> str:
        """The certificate number as given."""
        return self.certificate_number
