"""What other rooms call: mark a function as a job, ask for it, tell how far it is.

    @queue.job(attempts=3)
    def issue(job: Job, *, run_id: int) -> None:
        for position, item in enumerate(items, start=1):
            …
            queue.progress(job, done=position, total=len(items), message="Menulis berkas")

    queue.enqueue(tasks.issue, key=f"issue-run/{run.pk}", by=by, organization=body,
                  title="Menerbitkan 40 sertifikat", run_id=run.pk)

Like a view or a command this module reads the clock, so that those who call it need not.
"""

import threading
from datetime import datetime, timedelta

from django.utils import timezone

from certify.accounts.models import Organization, User
from certify.jobs import operations
from certify.jobs.models import Job
from certify.jobs.operations import ClaimLostError
from certify.jobs.registry import JobType, job, scheduled

__all__ = ["ClaimLostError", "StopRequestedError", "enqueue", "job", "progress", "scheduled"]

# A count on screen that changes more often than people can read only costs writes.
PROGRESS_INTERVAL = timedelta(seconds=0.3)

# Set by the worker when it is asked to stop; jobs notice at their next progress.
stop_requested = threading.Event()


class StopRequestedError(Exception):
    """The worker is asked to stop: the job goes back to the queue and is resumed later."""


def enqueue(
    job_type: JobType,
    *,
    key: str,
    by: User | None,
    organization: Organization | None,
    title: str,
    at: datetime | None = None,
    **arguments: str | int | bool | None,
) -> Job:
    """Ask for a job in the caller's transaction.

    The same ``key`` again gives the job that is there. ``arguments`` are keys of rows, never
    personal data. ``title`` is what the person reads above the count, in Indonesian.
    """
    return operations.enqueue(
        job_type=job_type,
        key=key,
        by=by,
        organization=organization,
        title=title,
        arguments=dict(arguments),
        at=at or timezone.now(),
    )


def progress(job: Job, *, done: int, total: int, message: str = "") -> None:
    """Tell how far the job is; to be called after each item.

    Raises:
        StopRequestedError: the worker stops; the job is resumed later. Let it through.
        ClaimLostError: another worker has taken the job over. Let it through.
    """
    at = timezone.now()
    is_news = done >= total or total != job.total_count or message != job.message
    if is_news or job.heartbeat_at is None or at - job.heartbeat_at >= PROGRESS_INTERVAL:
        operations.record_progress(job=job, done=done, total=total, message=message, at=at)
    if stop_requested.is_set() and done < total:
        raise StopRequestedError(str(job.pk))
