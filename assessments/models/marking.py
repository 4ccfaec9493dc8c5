"""Marks per criterion with their history, and the recommendation drawn from them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.enums import CandidateAnswer, MarkValue, Outcome
from assessments.models.assessment import Assessment
from certify.audit.models import AppendOnlyModel
from programs.models import Criterion, Unit

USER = settings.AUTH_USER_MODEL


class Mark(models.Model):
    """The present mark of one criterion; ``version`` guards against silent overwriting.

    An empty value is a mark that was taken back: the row stays, so that its version goes on.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = models.CharField(max_length=8, choices=MarkValue.choices, blank=True)
    reason = models.CharField("alasan", max_length=200, blank=True)
    for_whole_element = models.BooleanField("lewat “ya semua”", default=False)
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
                condition=Q(value__in=["", MarkValue.MET], reason="")
                | (Q(value=MarkValue.NOT_YET) & ~Q(reason="")),
                name="mark_not_yet_needs_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """Criterion and value."""
        return f"{self.criterion.number} {self.get_value_display() or 'dikosongkan'}"


class MarkChange(AppendOnlyModel):
    """Every value a mark ever had, who set it and when."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="mark_changes")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = models.CharField(max_length=8, choices=MarkValue.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    for_whole_element = models.BooleanField(default=False)
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
        return f"{self.version}: {self.get_value_display() or 'dikosongkan'}"


class Note(models.Model):
    """What an assessor wrote down while watching; added one by one, so nobody overwrites it."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="notes")
    text = models.CharField("catatan", max_length=500)
    written_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("dicatat")

    class Meta:
        ordering = ("assessment", "written_at", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_is_not_empty"),
        ]

    def __str__(self) -> str:
        """The text."""
        return self.text


class EvidencePhoto(models.Model):
    """A photograph of the work, taken while a unit was assessed; the panel sees it."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="photos")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    picture = models.FileField("foto", upload_to="bukti/")
    sha256 = models.CharField(max_length=64)
    taken_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField("dicatat")

    class Meta:
        ordering = ("assessment", "taken_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "sha256"], name="photo_is_kept_once_per_assessment"
            ),
        ]

    def __str__(self) -> str:
        """Unit and moment."""
        return f"{self.unit} {self.taken_at:%Y-%m-%d %H:%M}"


class Recommendation(AppendOnlyModel):
    """The assessor's conclusion; a returned one is followed by a new round, never changed."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="recommendations")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    unit_outcomes = models.JSONField("hasil per unit")
    candidate_answer = models.CharField(
        "tanggapan asesi", max_length=10, choices=CandidateAnswer.choices
    )
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
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="recommendation_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.COMPETENT) | (~Q(note="") & ~Q(follow_up="")),
                name="recommending_not_yet_needs_note_and_follow_up",
            ),
            models.CheckConstraint(
                condition=Q(candidate_answer__in=CandidateAnswer.values),
                name="recommendation_candidate_answer_is_known",
            ),
        ]

    def __str__(self) -> str:
        """Outcome."""
        return self.get_outcome_display()
