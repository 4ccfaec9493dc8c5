"""The one place that knows which tasks package runs below.

On Django 5.2 it is the backport django-tasks; on Django 6 the import below becomes
``from django.tasks import task``. The two are never mixed: the worker refuses a task of the other
class.
"""

import uuid
from datetime import datetime

from django_tasks import task


@task
def perform(job_id: str) -> None:
    """Run one job; what the worker finds in the queue is always this."""
    from certify.jobs import running  # noqa: PLC0415 -- queueing and running need each other

    running.run(job_id=uuid.UUID(job_id))


def send(*, job_id: uuid.UUID, not_before: datetime | None = None) -> uuid.UUID:
    """Put a job into the queue, in the caller's transaction, and give the entry's key."""
    return uuid.UUID(perform.using(run_after=not_before).enqueue(str(job_id)).id)
