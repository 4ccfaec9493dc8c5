"""From the assignment of an assessor to the decree that makes a decision effective."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.enums import (
    AssessmentStatus,
    DecreeStatus,
    MarkValue,
    Outcome,
    PanelStatus,
    Part,
)
from certify.audit.models import AppendOnlyModel
from participants.models import Application
from programs.models import Assessor, CertificationBody, Criterion, Program, Scheme, Venue

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
    part = models.CharField(max_length=10, choices=Part.choices)

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
    means = models.CharField("cara", max_length=40)
    appeal_explained = models.BooleanField("hak banding dijelaskan")
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("dicatat")

    class Meta:
        ordering = ("assessment",)
        constraints = [
            models.CheckConstraint(
                condition=Q(appeal_explained=True), name="consent_needs_appeal_explained"
            ),
        ]

    def __str__(self) -> str:
        """Assessment."""
        return f"Persetujuan {self.assessment}"


class Mark(models.Model):
    """The present mark of one criterion; ``version`` guards against silent overwriting."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = models.CharField(max_length=8, choices=MarkValue.choices)
    reason = models.CharField("alasan", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    marked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField("dicatat")

    class Meta:
        ordering = ("assessment", "criterion")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="one_mark_per_criterion"
            ),
            models.CheckConstraint(
                condition=Q(value=MarkValue.MET) | (Q(value=MarkValue.NOT_YET) & ~Q(reason="")),
                name="mark_not_yet_needs_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """Criterion and value."""
        return f"{self.criterion.number} {self.get_value_display()}"


class MarkChange(AppendOnlyModel):
    """Every value a mark ever had, who set it and when."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="mark_changes")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = models.CharField(max_length=8, choices=MarkValue.choices)
    reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField()
    marked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ("assessment", "criterion", "version")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion", "version"], name="one_change_per_mark_version"
            ),
        ]

    def __str__(self) -> str:
        """Version and value."""
        return f"{self.version}: {self.get_value_display()}"


class Recommendation(AppendOnlyModel):
    """The assessor's conclusion; a returned one is followed by a new round, never changed."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="recommendations")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    unit_outcomes = models.JSONField()
    note = models.TextField("catatan", blank=True)
    follow_up = models.TextField("tindak lanjut", blank=True)
    recommended_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    recommended_at = models.DateTimeField()

    class Meta:
        ordering = ("assessment", "-round")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "round"], name="one_recommendation_per_round"
            ),
        ]

    def __str__(self) -> str:
        """Outcome."""
        return self.get_outcome_display()


class Panel(models.Model):
    """A decision meeting (pleno) of at least three members."""

    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="panels")
    program = models.ForeignKey(Program, models.PROTECT, related_name="panels")
    held_on = models.DateField("tanggal")
    place = models.CharField("tempat", max_length=150)
    status = models.CharField(max_length=8, choices=PanelStatus.choices, default=PanelStatus.OPEN)
    convened_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    convened_at = models.DateTimeField("diundang")
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField("ditetapkan", null=True, blank=True)

    class Meta:
        ordering = ("-held_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=PanelStatus.OPEN, closed_by__isnull=True, closed_at__isnull=True)
                | Q(status=PanelStatus.CLOSED, closed_by__isnull=False, closed_at__isnull=False),
                name="panel_is_closed_by_a_person_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Program and day."""
        return f"Pleno {self.program} {self.held_on:%d/%m/%Y}"


class PanelMember(models.Model):
    """A member of a panel; one of them chairs."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="members")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    is_chair = models.BooleanField("ketua", default=False)

    class Meta:
        ordering = ("panel", "-is_chair", "user__full_name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["panel", "user"], name="member_sits_once_in_a_panel"),
            models.UniqueConstraint(
                fields=["panel"], condition=Q(is_chair=True), name="one_chair_per_panel"
            ),
        ]

    def __str__(self) -> str:
        """Person."""
        return str(self.user)


class PanelCase(models.Model):
    """One assessment before a panel, with what the panel leans to until it closes."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="cases")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="panel_cases")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    is_postponed = models.BooleanField("ditunda", default=False)
    reason = models.TextField("alasan", blank=True)
    follow_up = models.TextField("langkah berikutnya", blank=True)
    version = models.PositiveIntegerField(default=0)
    marked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    marked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("panel", "assessment__application__enrollment__number", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "assessment"], name="assessment_stands_once_in_a_panel"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.NOT_YET_COMPETENT) | ~Q(reason=""),
                name="panel_case_not_yet_competent_needs_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(is_postponed=False),
                name="postponed_panel_case_has_no_outcome",
            ),
        ]

    def __str__(self) -> str:
        """Assessment."""
        return str(self.assessment)


class Decision(AppendOnlyModel):
    """The panel's conclusion on one assessment: added when the panel closes, never changed."""

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="decision")
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = models.TextField("alasan", blank=True)
    follow_up = models.TextField("langkah berikutnya", blank=True)
    assessor_user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("panel", "assessment")
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by=F("assessor_user")),
                name="decision_is_not_made_by_its_assessor",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.NOT_YET_COMPETENT) | ~Q(reason=""),
                name="decision_not_yet_competent_needs_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="decision_outcome_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Outcome."""
        return self.get_outcome_display()


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
        ]

    def __str__(self) -> str:
        """Number."""
        return f"SK {self.number}"
