"""Running one job in a worker: claim, heartbeat, and what becomes of errors."""

import contextlib
import logging
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.db import DatabaseError, connection, connections
from django.utils import timezone

from certify.jobs import operations, queue, registry
from certify.jobs.models import Job
from certify.lib.errors import DomainError

logger = logging.getLogger(__name__)

# A worker says every few seconds that it is alive; after a minute of silence it counts as dead.
# Longer than the 20 s for which SQLite lets a writer wait, so that a waiting worker is not dead.
HEARTBEAT_SECONDS = 5.0
SILENCE_LIMIT = timedelta(seconds=60)

BROKEN = (
    "Pekerjaan ini terhenti karena kesalahan di sistem. Yang sudah selesai tetap tersimpan. "
    "Coba lagi; bila terhenti lagi, beri tahu pengelola sistem."
)


def run(*, job_id: uuid.UUID) -> None:
    """Run a job if it still waits: a job that somebody else has, or that ended, is left alone.

    A refusal (DomainError) ends it with its sentence. Any other error is tried again later, as
    often as the job allows; the log has the details, the database does not.
    """
    job = operations.start(job_id=job_id, at=timezone.now())
    if job is None:
        return
    with contextlib.suppress(operations.ClaimLostError):
        _run(job)


def _run(job: Job) -> None:
    try:
        with _heartbeat(job):
            registry.known(job.kind).run(job, **job.arguments)
    except operations.ClaimLostError:
        logger.warning("job %s (%s) was taken over by another worker", job.pk, job.kind)
        raise
    except queue.StopRequestedError:
        logger.info("job %s (%s) goes on when a worker is there again", job.pk, job.kind)
        operations.put_back(job=job)
    except DomainError as refusal:
        operations.fail(job=job, sentence=refusal.sentence, at=timezone.now())
    except Exception:
        logger.exception("job %s (%s) met an error", job.pk, job.kind)
        _again_or_fail(job)
    except BaseException:
        operations.put_back(job=job)
        raise
    else:
        operations.finish(job=job, at=timezone.now())


def _again_or_fail(job: Job) -> None:
    job_type = registry.JOB_TYPES.get(job.kind)
    now = timezone.now()
    if job_type is None or job.failure_count + 1 >= job_type.attempts:
        operations.fail(job=job, sentence=BROKEN, at=now)
        return
    wait = job_type.backoff * 2**job.failure_count
    operations.put_back(job=job, not_before=now + wait, failures=1)


@contextlib.contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Say that the job is alive while the block lasts, from a thread with its own connection."""
    ended = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(job, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat_until(job: Job, ended: threading.Event) -> None:
    try:
        while not ended.wait(HEARTBEAT_SECONDS):
            _beat(job)
    except operations.ClaimLostError:
        return  # the job itself notices at its next progress
    finally:
        connections.close_all()


def _beat(job: Job) -> None:
    try:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                # A beat that has to wait for a writer may be missed; it must not hold up the job.
                cursor.execute("PRAGMA busy_timeout = 1000")
        copy = Job(pk=job.pk, claim=job.claim, state=job.state)
        operations.beat(job=copy, at=timezone.now())
    except DatabaseError:
        logger.info("job %s could not say that it is alive; it tries again", job.pk)
