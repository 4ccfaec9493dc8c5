"""Rows locked for a change, and the trail of assessments with whom it concerns."""

from datetime import datetime
from typing import Any

from assessments.models import Assessment
from certify.accounts.models import User
from certify.audit import trail


def locked(assessment: Assessment) -> Assessment:
    """Read an assessment again under a lock, with what permissions and the trail need.

    Two statements: PostgreSQL joins before it waits for the lock, so one statement would give a
    fresh row beside the assessor it had before.
    """
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    return Assessment.objects.select_related(
        "application__enrollment", "assessor__user", "body__organization"
    ).get(pk=assessment.pk)


def record(
    name: str,
    summary: str,
    *,
    assessment: Assessment,
    by: User,
    at: datetime,
    data: dict[str, Any] | None = None,
) -> None:
    """Write an event of an assessment, in the body's confidence (decisions.md 2)."""
    trail.record(
        name=f"assessments.{name}",
        summary=summary,
        subject=assessment,
        by=by,
        at=at,
        within=assessment.body.organization,
        related=(assessment.application, assessment.application.enrollment),
        data=data,
    )
