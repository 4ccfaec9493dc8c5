"""Workers that issue the same people at once and are killed at random: ``python -m …fire``.

A nursery loads everything once and forks its workers, so that a killed one is replaced within
milliseconds. Besides the kills from outside, a worker kills itself at the points where a crash
hurts most, and one transaction in twenty fails after it has taken its numbers.
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

from certificates import numbering, operations  # noqa: E402
from certificates.enums import RunStatus  # noqa: E402
from certificates.models import IssueRun  # noqa: E402
from certificates.operations import files  # noqa: E402
from certificates.operations.issuing import carrying, finishing  # noqa: E402
from certificates.rendering import STANDARD, digital  # noqa: E402

DEADLINE_SECONDS = 3000
CRASH = 0.06
FAILURE = 0.05
FILES_AT_ONCE = 5
PAUSE = (0.01, 0.05)  # seconds between two kills from outside


def _die_sometimes() -> None:
    if random.random() < CRASH:
        os.kill(os.getpid(), signal.SIGKILL)


def install_crash_points() -> None:
    """Die between any two of the three steps and within a file; fail after taking numbers."""
    take, mark = numbering.take, finishing._mark_issued
    write_all, write = files.write_all, files._write

    def taking(*args, **kwargs):
        _die_sometimes()
        numbers = take(*args, **kwargs)
        _die_sometimes()
        if random.random() < FAILURE:
            raise OSError("failed after taking numbers")
        return numbers

    def writing_all(pairs):
        _die_sometimes()
        write_all(pairs)
        _die_sometimes()

    def writing(target, content):
        if random.random() < CRASH / FILES_AT_ONCE:
            with target.with_name(f".{target.name}.torn").open("wb") as torn:
                torn.write(content[: len(content) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        write(target, content)

    def marking(**kwargs):
        done = mark(**kwargs)
        _die_sometimes()
        return done

    numbering.take, finishing._mark_issued = taking, marking
    files.write_all, files._write = writing_all, writing


def work(run_key: int, *, chunk: int, crashes: bool) -> None:
    """Carry out one run."""
    random.seed()
    carrying.CHUNK = chunk
    run = IssueRun.objects.select_related("body__organization", "program", "requested_by").get(
        pk=run_key
    )
    if crashes:
        install_crash_points()
    operations.carry_out(run=run, clock=timezone.now)


def fork(run_key: int, *, chunk: int, crashes: bool) -> int:
    """Start a worker with connections of its own."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work(run_key, chunk=chunk, crashes=crashes)
    except Exception as error:  # noqa: BLE001 -- who fails is replaced like who was killed
        sys.stderr.write(f"{type(error).__name__} {error}\n")
        os._exit(1)
    os._exit(0)


def is_done(run_key: int) -> bool:
    """Tell whether a run is finished without problems."""
    status = IssueRun.objects.values_list("status", flat=True).get(pk=run_key)
    connections.close_all()
    return status == RunStatus.DONE


def main() -> None:
    """Keep a worker on every run until all are done, killing as often as asked."""
    asked = json.loads(sys.argv[1])
    kills_left = asked["kills"]
    digital.typesetter(STANDARD)
    options = {"chunk": asked["chunk"]}
    children = {fork(r, crashes=kills_left > 0, **options): r for r in asked["runs"]}
    killed, end = 0, time.monotonic() + DEADLINE_SECONDS
    while children and time.monotonic() < end:
        time.sleep(random.uniform(*PAUSE))
        if kills_left > 0:
            os.kill(random.choice(list(children)), signal.SIGKILL)
        while children:
            child, status = os.waitpid(-1, os.WNOHANG)
            if not child:
                break
            run_key = children.pop(child)
            if os.WIFSIGNALED(status):
                killed, kills_left = killed + 1, kills_left - 1
            if not is_done(run_key):
                children[fork(run_key, crashes=kills_left > 0, **options)] = run_key
    sys.stdout.write(json.dumps({"killed": killed}) + "\n")


if __name__ == "__main__":
    main()
