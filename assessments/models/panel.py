"""Decision meetings (pleno): members, cases and the decisions they end in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.enums import Outcome, PanelStatus
from assessments.models.assessment import Assessment
from certify.audit.models import AppendOnlyModel
from programs.models import CertificationBody, Program

USER = settings.AUTH_USER_MODEL


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
    chain_sequence = models.PositiveBigIntegerField("baris riwayat", null=True, blank=True)
    chain_hash = models.CharField("kepala rantai riwayat", max_length=64, blank=True)
    cancel_reason = models.CharField("alasan dibatalkan", max_length=300, blank=True)

    class Meta:
        ordering = ("-held_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=PanelStatus.OPEN, closed_by__isnull=True, closed_at__isnull=True)
                | Q(
                    status__in=[PanelStatus.CLOSED, PanelStatus.CANCELED],
                    closed_by__isnull=False,
                    closed_at__isnull=False,
                ),
                name="panel_is_closed_by_a_person_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status=PanelStatus.CANCELED) | ~Q(cancel_reason=""),
                name="canceled_panel_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=PanelStatus.CLOSED) | ~Q(chain_hash=""),
                name="closed_panel_names_the_head_of_the_trail",
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
    """One assessment before a panel, with what the panel leans to until it closes.

    ``version`` guards two laptops against each other. ``is_open`` falls when the panel ends, so
    that the database keeps an assessment out of two running panels.
    """

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="cases")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="panel_cases")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    is_postponed = models.BooleanField("ditunda", default=False)
    is_open = models.BooleanField("di hadapan pleno", default=True)
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
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(is_open=True),
                name="assessment_stands_before_one_open_panel",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome.values]),
                name="panel_case_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.NOT_YET_COMPETENT)
                | (~Q(reason="") & ~Q(follow_up="")),
                name="panel_case_not_yet_needs_reason_and_next_step",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", is_postponed=False)
                | Q(marked_by__isnull=False, marked_at__isnull=False),
                name="marked_panel_case_has_person_and_moment",
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
                condition=~Q(outcome=Outcome.NOT_YET_COMPETENT)
                | (~Q(reason="") & ~Q(follow_up="")),
                name="decision_not_yet_needs_reason_and_next_step",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="decision_outcome_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Outcome."""
        return self.get_outcome_display()
