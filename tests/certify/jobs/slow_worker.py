"""A worker that knows one slow job; started as a process by test_kills."""

import sys
import time
from pathlib import Path

import django
from django.core.management import call_command

django.setup()

from certify.jobs import queue, reaper  # noqa: E402 -- after setup
from certify.jobs.models import Job  # noqa: E402


@queue.job(attempts=3)
def write_files(job: Job, *, folder: str, count: int) -> None:
    """Write one file per item, each once: opening with "x" would fail the second time."""
    for number in range(1, count + 1):
        path = Path(folder) / f"{number}.txt"
        if not path.exists():
            time.sleep(0.01)
            with path.open("x", encoding="utf-8") as file:
                file.write(str(number))
        queue.progress(job, done=number, total=count)


if __name__ == "__main__":
    if "--no-reaper" in sys.argv:
        # The control: without it a killed worker's job waits for ever.
        reaper.reap = lambda *, at: []
    call_command("work", interval=0.05, until_empty="--until-empty" in sys.argv)
