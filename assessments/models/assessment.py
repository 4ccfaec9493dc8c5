"""One candidate's assessment, who took which part in it, and the consent before it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.enums import AssessmentStatus, ConsentMeans, Part
from participants.models import Application
from programs.models import Assessor, CertificationBody, Program, Scheme, Venue

USER = settings.AUTH_USER_MODEL


class Assessment(models.Model):
    """One candidate assessed once for one scheme."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="assessment")
    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="assessments")
    program = models.ForeignKey(Program, models.PROTECT, related_name="assessments")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="+")
    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="assessments")
    scheduled_on = models.DateField("tanggal asesmen")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(
        max_length=12, choices=AssessmentStatus.choices, default=AssessmentStatus.ASSIGNED
    )
    assigned_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField("ditugaskan")
    readiness_note = models.CharField("catatan kesiapan", max_length=300, blank=True)
    readiness_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    readiness_at = models.DateTimeField(null=True, blank=True)
    status_reason = models.CharField("alasan", max_length=300, blank=True)

    class Meta:
        ordering = ("program", "application__enrollment__number", "pk")
        indexes = [
            models.Index(fields=["assessor", "scheduled_on"], name="assessment_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=AssessmentStatus.values),
                name="assessment_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(readiness_by__isnull=True, readiness_at__isnull=True)
                | Q(readiness_by__isnull=False, readiness_at__isnull=False),
                name="assessment_readiness_has_person_and_moment",
            ),
        ]

    def __str__(self) -> str:
        """Name and scheme."""
        return str(self.application)


class Participation(models.Model):
    """Who took which part in an assessment.

    Assessor, deciding panel member and issuer are different people for the same participant
    (decisions.md 4, ISO/IEC 17024 9.4): one person holds one row per assessment, so the
    database refuses a second part.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="participations")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    part = models.CharField(max_length=16, choices=Part.choices)

    class Meta:
        ordering = ("assessment", "part", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user"], name="one_person_one_part_per_assessment"
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(part=Part.ASSESSOR),
                name="one_assessor_per_assessment",
            ),
            models.CheckConstraint(
                condition=Q(part__in=Part.values), name="participation_part_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Part and person."""
        return f"{self.get_part_display()}: {self.user}"


class Consent(models.Model):
    """FR.AK.01: no instrument before both agreed. What was agreed is kept by text version."""

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="consent")
    text_version = models.CharField(max_length=20)
    means = models.CharField("cara", max_length=12, choices=ConsentMeans.choices)
    appeal_explained = models.BooleanField("hak banding dijelaskan")
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("dicatat")

    class Meta:
        ordering = ("assessment",)
        constraints = [
            models.CheckConstraint(
                condition=Q(appeal_explained=True), name="consent_needs_appeal_explained"
            ),
            models.CheckConstraint(
                condition=Q(means__in=ConsentMeans.values), name="consent_means_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Assessment."""
        return f"Persetujuan {self.assessment}"
