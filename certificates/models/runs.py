"""One press of the issue button, and whom it was for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models import Assessment
from certificates.enums import RunStatus
from certificates.models.templates import TemplateVersion
from programs.models import CertificationBody, Program

USER = settings.AUTH_USER_MODEL


class IssueRun(models.Model):
    """One press of the issue button: what was asked, by whom, and how far it came."""

    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="issue_runs")
    program = models.ForeignKey(Program, models.PROTECT, related_name="issue_runs")
    issued_on = models.DateField("tanggal terbit")
    template_version = models.ForeignKey(
        TemplateVersion, models.PROTECT, null=True, blank=True, related_name="runs"
    )
    status = models.CharField(max_length=8, choices=RunStatus.choices, default=RunStatus.QUEUED)
    total_count = models.PositiveIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField("percobaan", default=1)
    requested_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField("diminta")
    finished_at = models.DateTimeField("selesai", null=True, blank=True)

    class Meta:
        ordering = ("-requested_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=RunStatus.values), name="issue_run_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Program and day."""
        return f"Penerbitan {self.program}"


class IssueItem(models.Model):
    """One assessment of a run, with the sentence why it could not be issued, if so."""

    run = models.ForeignKey(IssueRun, models.CASCADE, related_name="items")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    problem = models.CharField("masalah", max_length=300, blank=True)

    class Meta:
        ordering = ("run", "assessment__application__enrollment__number", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "assessment"], name="assessment_stands_once_in_a_run"
            ),
        ]

    def __str__(self) -> str:
        """Assessment."""
        return str(self.assessment)
