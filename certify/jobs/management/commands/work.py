"""The worker process."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from certify import checks
from certify.jobs.worker import JobWorker


class Command(BaseCommand):
    """Run a worker; start as many as the machine has cores."""

    # Django's checks load every page and form, 23 MB that no job needs; the web process runs them.
    requires_system_checks = ()
    help = "Runs background jobs until stopped; a job that was cut off is resumed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the interval and the ways to end."""
        parser.add_argument("--interval", type=float, default=0.2, help="seconds between looks")
        parser.add_argument("--max-tasks", type=int, help="end after this many jobs")
        parser.add_argument("--until-empty", action="store_true", help="end when nothing waits")

    def handle(
        self, *, interval: float, max_tasks: int | None, until_empty: bool, **_: Any
    ) -> None:
        """Work."""
        checks.refuse_unsound_start()
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
        logging.getLogger("django_tasks").setLevel(logging.WARNING)
        worker = JobWorker(interval=interval, max_tasks=max_tasks)
        worker.configure_signals()
        if until_empty:
            worker.run_until_empty()
        else:
            worker.run_forever()
