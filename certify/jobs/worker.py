"""The worker: django-tasks-db's, with a reaper and a calendar beside it."""

import contextlib
import logging
import time
from datetime import datetime, timedelta
from types import FrameType

from django.db import OperationalError, close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from certify.jobs import queue, reaper, schedule

logger = logging.getLogger(__name__)

HOUSEKEEPING = timedelta(seconds=5)


class JobWorker(Worker):
    """Takes jobs until asked to stop, and sees to lost and due ones every few seconds."""

    def __init__(self, *, interval: float, max_tasks: int | None = None) -> None:
        """Serve every queue under this process's own name."""
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=max_tasks,
            worker_id=reaper.own_name(),
            excluded_queue_names=[],
        )
        self.kept_house_at: datetime | None = None

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Let the running job stop at its next item; a second signal ends at once."""
        queue.stop_requested.set()
        super().shutdown(signum, frame)

    def run_task(self, db_task_result: DBTaskResult[..., object]) -> None:
        """Run one, then see whether the house needs keeping: a long queue must not stop it."""
        super().run_task(db_task_result)
        self.keep_house()

    def keep_house(self) -> None:
        """Reap and ask for what is due, not more often than needed."""
        now = timezone.now()
        if self.kept_house_at is None or now - self.kept_house_at >= HOUSEKEEPING:
            self.kept_house_at = now
            for job in reaper.reap(at=now):
                logger.warning("job %s (%s) lost its worker and goes on", job.pk, job.kind)
            schedule.run_due(at=now)

    def run_until_empty(self) -> None:
        """Do everything that waits, then return."""
        self.keep_house()
        self.run()

    def run_forever(self) -> None:
        """Work until stopped; a locked or vanished database is waited for, not died of."""
        while self.running and not self.has_run_enough:
            try:
                self.run_until_empty()
            except OperationalError as error:
                logger.warning("the database is not available: %s", type(error).__name__)
                with contextlib.suppress(Exception):
                    connections.close_all()
            close_old_connections()
            if self.running:
                time.sleep(self.interval)

    @property
    def has_run_enough(self) -> bool:
        """True after ``max_tasks``: a fresh process then takes over, with fresh memory."""
        return self.max_tasks is not None and self._run_tasks >= self.max_tasks
