"""The calendar: asks for each scheduled job once in its slot, however many workers ask."""

from datetime import UTC, datetime, timedelta

from certify.jobs import operations, registry
from certify.jobs.enums import JobState
from certify.jobs.models import Job

KEPT = timedelta(days=30)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def slot(*, every: timedelta, at: datetime) -> datetime:
    """Give the beginning of the slot in which ``at`` lies."""
    return EPOCH + (at - EPOCH) // every * every


def run_due(*, at: datetime) -> list[Job]:
    """Ask for every scheduled job whose slot has not been asked for; the key is the slot."""
    asked = []
    for job_type in registry.schedules():
        begins = slot(every=job_type.every or timedelta(days=1), at=at)
        key = f"schedule/{job_type.name}/{begins:%Y-%m-%dT%H:%M:%S}"
        if not Job.objects.filter(key=key).exists():
            asked.append(
                operations.enqueue(
                    job_type=job_type,
                    key=key,
                    by=None,
                    organization=None,
                    title=job_type.title,
                    arguments={},
                    at=at,
                )
            )
    return asked


def prune(*, at: datetime) -> int:
    """Delete the calendar's own jobs that ended a month ago; what people asked for stays."""
    count, _ = Job.objects.filter(
        key__startswith="schedule/", state=JobState.DONE, finished_at__lt=at - KEPT
    ).delete()
    return count
