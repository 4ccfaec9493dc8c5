"""Scheduled work of this room."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from certify.jobs import schedule
from certify.jobs.models import Job
from certify.jobs.registry import scheduled


@scheduled(every=timedelta(days=1), title="Merapikan daftar pekerjaan")
def prune(job: Job) -> None:
    """Remove what the queue and the calendar no longer need."""
    del job
    schedule.prune(at=timezone.now())
    call_command("prune_db_task_results", min_age_days=14, verbosity=0)
