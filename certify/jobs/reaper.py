"""Finds jobs whose worker was killed and gives them to another one.

The queue below never does: a row whose worker died stays RUNNING for ever. A worker names itself by
machine, process number and the moment the process began, so that a worker on the same machine sees
at once that it is gone; one on another machine counts as dead after a minute of silence.
"""

import os
import socket
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from certify.jobs import backend, operations
from certify.jobs.enums import JobState
from certify.jobs.models import Job
from certify.jobs.running import BROKEN, SILENCE_LIMIT

LOSSES_ALLOWED = 10
ENDED = "certify.jobs.reaper.WorkerGone"


def _began(process: int) -> str:
    """Give the moment a process began, in clock ticks since boot; empty when it is not there."""
    try:
        # The name, in parentheses, may hold spaces; the fields after it do not.
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
        return fields.rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def own_name() -> str:
    """Give this process's name as a worker, at most 64 characters."""
    process = os.getpid()
    return f"{socket.gethostname()[:38]}/{process}/{_began(process)}"


def is_gone(worker: str) -> bool:
    """Tell whether a worker of this machine no longer lives; False for any other machine."""
    machine, _, rest = worker.partition("/")
    process, _, began = rest.partition("/")
    if machine != socket.gethostname()[:38] or not process.isdecimal() or not began:
        return False
    return _began(int(process)) != began


def reap(*, at: datetime) -> list[Job]:
    """Put back every job that waits for nobody; give the jobs that were put back."""
    _close_entries_of_dead_workers(at=at)
    waiting = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).values("pk")
    lost = (
        Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING])
        .exclude(task_id__in=waiting)
        .order_by("created_at", "pk")
    )
    return [job for job in lost if _put_back(job, at=at)]


def _close_entries_of_dead_workers(*, at: datetime) -> None:
    entries = DBTaskResult.objects.filter(status="RUNNING", task_path=backend.perform.module_path)
    for entry in entries.order_by("started_at", "pk"):
        job = Job.objects.filter(task_id=entry.pk).first()
        heard = max(filter(None, [entry.started_at, job and job.heartbeat_at]), default=None)
        silent = heard is not None and at - heard > SILENCE_LIMIT
        if silent or is_gone(entry.worker_ids[-1] if entry.worker_ids else ""):
            DBTaskResult.objects.filter(pk=entry.pk, status="RUNNING").update(
                status="FAILED", finished_at=at, exception_class_path=ENDED
            )


@transaction.atomic
def _put_back(job: Job, *, at: datetime) -> bool:
    locked = Job.objects.select_for_update().get(pk=job.pk)
    if (locked.state, locked.task_id, locked.claim) != (job.state, job.task_id, job.claim):
        return False
    if locked.state == JobState.QUEUED:
        locked.task_id = backend.send(job_id=locked.pk)
        locked.save(update_fields=["task_id"])
    elif locked.loss_count >= LOSSES_ALLOWED:
        operations.fail(job=locked, sentence=BROKEN, at=at)
        return False
    else:
        operations.put_back(job=locked, losses=1)
    return True
