"""Two real workers that are killed at random, and at the points where it hurts most, until all
runs are done: ``python -m tests.certificates.dying_workers '{"kills": 5, …}'``.

Like ``fire``, a nursery loads everything once and forks, so that a dead worker has a successor
within milliseconds. Nothing else is repaired: what a dead worker leaves is found by the next one.
"""

import json
import os
import random
import signal
import sys
import time

import django

django.setup()

from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from certificates.enums import RunStatus  # noqa: E402
from certificates.models import IssueRun  # noqa: E402
from certificates.operations.issuing import carrying  # noqa: E402
from certificates.rendering import STANDARD, digital  # noqa: E402
from certify.jobs.worker import JobWorker  # noqa: E402
from tests.certificates import fire  # noqa: E402

WORKERS = 2
DEADLINE_SECONDS = 1800
PAUSE = (0.02, 0.2)


def fork(*, crashes: bool) -> int:
    """Start a worker with connections of its own."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    random.seed()
    if crashes:
        fire.install_crash_points()
    try:
        JobWorker(interval=0.1).run_forever()
    except Exception as error:  # noqa: BLE001 -- who fails is replaced like who was killed
        sys.stderr.write(f"{type(error).__name__} {error}\n")
    os._exit(1)


def unfinished() -> int:
    """Count the runs that are not done."""
    count = IssueRun.objects.exclude(status=RunStatus.DONE).count()
    connections.close_all()
    return count


def main() -> None:
    """Keep two workers at it, killing as often as asked, evenly from the first run to the last."""
    asked = json.loads(sys.argv[1])
    carrying.CHUNK, carrying.PART = asked["chunk"], asked["part"]
    fire.FAILURE = 0  # kills only: whom an error stopped waits for a person to press "Lanjutkan"
    digital.typesetter(STANDARD)
    killed, last, left = 0, timezone.now(), unfinished()
    runs, kills_for_a_run = left, asked["kills"] / left
    children = [fork(crashes=True) for _ in range(WORKERS)]
    end = time.monotonic() + DEADLINE_SECONDS
    while left and time.monotonic() < end:
        time.sleep(random.uniform(*PAUSE))
        is_due = killed < kills_for_a_run * (runs - left + 1)
        if is_due:
            os.kill(random.choice(children), signal.SIGKILL)
        while gone := os.waitpid(-1, os.WNOHANG)[0]:
            killed, last = killed + 1, timezone.now()
            children.remove(gone)
            children.append(fork(crashes=is_due))
        left = unfinished()
    recovery = (timezone.now() - last).total_seconds()
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    sys.stdout.write(json.dumps({"killed": killed, "recovery": recovery}) + "\n")


if __name__ == "__main__":
    main()
