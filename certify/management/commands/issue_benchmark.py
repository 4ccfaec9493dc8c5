"""Measure how long issuing takes, from the job's start to sealed, stored files with their rows."""

import contextlib
import json
import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from certificates import tasks
from certificates.enums import CertificateStatus, RunStatus
from certificates.models import Certificate, IssueRun
from certify.audit import trail
from certify.demo import crowd
from certify.demo.stage import Stage
from certify.lib.errors import DomainError

WARM_UP = 2
LOOK_SECONDS = 0.05
PATIENCE_SECONDS = 3600

Workers = list[subprocess.Popen[bytes]]


class Command(BaseCommand):
    """``manage.py issue_benchmark 40 1000 10000``, on an empty database that is thrown away."""

    help = "Mengukur penerbitan di basis data kosong yang dibuang sesudahnya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the sizes and the number of workers."""
        parser.add_argument("sizes", nargs="+", type=int, help="certificates of each run")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
        parser.add_argument("--json", action="store_true", help="print figures for a program")

    def handle(self, *, sizes: list[int], workers: int, **options: Any) -> None:
        """Set the stage, warm the workers, then issue each size."""
        try:
            ready = crowd.found()
        except DomainError as refusal:
            raise CommandError(refusal.sentence) from refusal
        with _working(workers) as processes:
            for _ in range(workers):
                _issued(ready, WARM_UP, processes)
            figures = [_figures(_issued(ready, size, processes), processes) for size in sizes]
        if fault := trail.first_fault():
            raise CommandError(fault.sentence)
        if options["json"]:
            self.stdout.write(json.dumps(figures))
            return
        for figure in figures:
            self.stdout.write(
                "{count} sertifikat: {seconds} detik, {each_ms} ms per sertifikat, "
                "memori puncak tiap pekerja {worker_mb} MB".format_map(figure)
            )


@contextlib.contextmanager
def _working(count: int) -> Iterator[Workers]:
    """Keep worker processes on this database while the block lasts."""
    command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "work"]
    processes = [subprocess.Popen(command) for _ in range(count)]
    try:
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _issued(ready: Stage, count: int, processes: Workers) -> IssueRun:
    """Issue for ``count`` new people and wait until it is done."""
    program, assessments = crowd.competent(ready, count)
    run = crowd.ask(ready, program, assessments, today=timezone.localdate())
    job = tasks.start(run)
    end = time.monotonic() + PATIENCE_SECONDS
    while run.status in (RunStatus.QUEUED, RunStatus.RUNNING) and time.monotonic() < end:
        time.sleep(LOOK_SECONDS)
        run.refresh_from_db()
        job.refresh_from_db()
        if job.is_failed or any(process.poll() is not None for process in processes):
            break
    issued = Certificate.objects.filter(run=run, status=CertificateStatus.ISSUED).count()
    if run.status != RunStatus.DONE or issued != count:
        raise CommandError(f"{issued} dari {count} sertifikat terbit: {job.sentence}")
    return run


def _figures(run: IssueRun, processes: Workers) -> dict[str, Any]:
    """Give the time from the job's start to the run's end, and the workers' memory so far."""
    job = tasks.job_of(run)
    if job is None or job.started_at is None or run.finished_at is None:
        raise CommandError("Pekerjaannya hilang.")
    seconds = (run.finished_at - job.started_at).total_seconds()
    return {
        "count": run.total_count,
        "seconds": round(seconds, 2),
        "each_ms": round(seconds / run.total_count * 1000, 2),
        "worker_mb": [_peak_mb(process.pid) for process in processes],
    }


def _peak_mb(process: int) -> int:
    """Give the most memory a process ever held, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(row for row in status.splitlines() if row.startswith("VmHWM"))
    return int(line.split()[1]) // 1024
