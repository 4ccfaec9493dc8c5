"""One row per piece of background work; what the person who asked for it sees."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from certify.accounts.models import Organization, User
from certify.jobs.enums import JobState
from certify.jobs.workflow import JOB


class Job(models.Model):
    """A piece of work. ``key`` makes asking twice the same as asking once.

    ``claim`` fences: whoever runs the job holds the token; when the job is given to another
    worker the token changes, and the first one can no longer write. ``arguments`` hold keys of
    rows, never personal data.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    title = models.CharField("judul", max_length=200)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    state = models.CharField(
        "keadaan", max_length=10, choices=JobState.choices, default=JobState.QUEUED
    )
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)

    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    task_id = models.UUIDField(null=True)
    claim = models.UUIDField(null=True)
    failure_count = models.PositiveSmallIntegerField(default=0)
    loss_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("-created_at", "pk")
        indexes = [models.Index(fields=["state"], name="job_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JOB.states), name="job_state_is_known"),
            models.CheckConstraint(
                condition=Q(done_count__lte=F("total_count")),
                name="job_does_no_more_than_its_total",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[JobState.DONE, JobState.FAILED], finished_at__isnull=False)
                | Q(state__in=[JobState.QUEUED, JobState.RUNNING], finished_at__isnull=True),
                name="job_has_finished_exactly_when_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, claim__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(claim__isnull=True)),
                name="job_is_claimed_exactly_while_it_runs",
            ),
        ]

    def __str__(self) -> str:
        """Title and state."""
        return f"{self.title} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        """Its progress page."""
        return reverse("jobs:progress", args=[self.pk])

    @property
    def is_active(self) -> bool:
        """True while there is something to wait for."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def is_failed(self) -> bool:
        """True when it stopped and a person has to look."""
        return self.state == JobState.FAILED

    @property
    def sentence(self) -> str:
        """What the person reads: the count while it runs, the last message otherwise."""
        if self.state == JobState.RUNNING and self.total_count:
            count = f"{self.done_count} dari {self.total_count}"
            return f"{count} · {self.message}" if self.message else count
        if self.state == JobState.QUEUED:
            return JobState.QUEUED.label
        return self.message or JobState(self.state).label
