"""Every change of a job. Other rooms call ``certify.jobs.queue``, which reads the clock."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from certify.accounts.models import Organization, User
from certify.audit import trail
from certify.jobs import backend, permissions
from certify.jobs.enums import JobState
from certify.jobs.models import Job
from certify.jobs.registry import JobType
from certify.jobs.workflow import JOB

MESSAGE_LENGTH = Job._meta.get_field("message").max_length or 0


class ClaimLostError(Exception):
    """The job was given to another worker, because this one had not been heard of for too long."""


@transaction.atomic
def enqueue(
    *,
    job_type: JobType,
    key: str,
    by: User | None,
    organization: Organization | None,
    title: str,
    arguments: dict[str, Any],
    at: datetime,
) -> Job:
    """Ask for a job once: the same ``key`` again gives the job that is there, whatever its state.

    It stands or falls with the caller's transaction, like everything the caller writes.
    """
    job, is_new = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": job_type.name,
            "arguments": arguments,
            "title": title,
            "organization": organization,
            "requested_by": by,
            "created_at": at,
        },
    )
    if is_new:
        job.task_id = backend.send(job_id=job.pk)
        job.save(update_fields=["task_id"])
    return job


def start(*, job_id: uuid.UUID, at: datetime) -> Job | None:
    """Claim a queued job for this worker; None when somebody else has it or it has ended."""
    claim = uuid.uuid4()
    claimed = Job.objects.filter(pk=job_id, state__in=JOB.moves["start"].sources).update(
        state=JOB.moves["start"].target,
        claim=claim,
        started_at=Coalesce(F("started_at"), at),
        heartbeat_at=at,
    )
    return Job.objects.get(pk=job_id, claim=claim) if claimed else None


def _write(job: Job, **fields: Any) -> None:
    """Write to a job only while the claim of ``job`` holds; keep ``job`` in step.

    Raises:
        ClaimLostError: another worker has the job.
    """
    mine = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
    if not mine.update(**fields):
        raise ClaimLostError(str(job.pk))
    for name, value in fields.items():
        setattr(job, name, value)


def beat(*, job: Job, at: datetime) -> None:
    """Say that the worker is alive. Raises ClaimLostError."""
    _write(job, heartbeat_at=at)


def record_progress(*, job: Job, done: int, total: int, message: str, at: datetime) -> None:
    """Count what is done. Progress shows that kills do not stop it. Raises ClaimLostError."""
    losses = 0 if done > job.done_count else job.loss_count
    _write(
        job,
        done_count=min(done, total),
        total_count=total,
        message=message[:MESSAGE_LENGTH],
        heartbeat_at=at,
        loss_count=losses,
    )


def finish(*, job: Job, at: datetime) -> None:
    """Close a job that did everything. Raises ClaimLostError."""
    target = JOB.target("finish", source=job.state)
    _write(job, state=target, done_count=job.total_count, finished_at=at, claim=None)


def fail(*, job: Job, sentence: str, at: datetime) -> None:
    """Close a job that cannot go on; ``sentence`` tells the person. Raises ClaimLostError."""
    target = JOB.target("fail", source=job.state)
    _write(job, state=target, message=sentence[:MESSAGE_LENGTH], finished_at=at, claim=None)


@transaction.atomic
def put_back(
    *, job: Job, not_before: datetime | None = None, failures: int = 0, losses: int = 0
) -> None:
    """Give a running job back to the queue. Raises ClaimLostError."""
    _write(
        job,
        state=JOB.target("put_back", source=job.state),
        claim=None,
        failure_count=job.failure_count + failures,
        loss_count=job.loss_count + losses,
        task_id=backend.send(job_id=job.pk, not_before=not_before),
    )


@transaction.atomic
def retry(*, job: Job, by: User, at: datetime) -> Job:
    """Start a failed job again; what it had done stays done.

    Raises NotAllowedError outside the organization, NotNowError when it has not failed.
    """
    locked = Job.objects.select_for_update().get(pk=job.pk)
    permissions.may_retry(by, locked).require()
    locked.state = JOB.target("retry", source=locked.state)
    locked.finished_at, locked.message = None, ""
    locked.failure_count = locked.loss_count = 0
    locked.task_id = backend.send(job_id=locked.pk)
    locked.save(
        update_fields=[
            "state",
            "finished_at",
            "message",
            "failure_count",
            "loss_count",
            "task_id",
        ]
    )
    trail.record(
        name="jobs.retried",
        summary="memulai lagi pekerjaan yang terhenti",
        subject=locked.organization or by,
        within=locked.organization,
        by=by,
        at=at,
        data={"job": str(locked.pk), "kind": locked.kind},
    )
    return locked
