"""Workers that reserve without one of the guards: ``python -m …unguarded`` (reliability.md 4).

Each control looks, waits until all have looked, and only then writes: what bad luck brings on a
busy day happens here every time, however fast the machine is.
"""

import json
import multiprocessing
import os
import sys
from collections.abc import Callable

import django

django.setup()

from django.db import connections, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from certificates import numbering, operations, queries  # noqa: E402
from certificates.models import Certificate, IssueRun  # noqa: E402

PATIENCE_SECONDS = 60
Meet = Callable[[], object]


def with_maximum(*, run: IssueRun, assessments: list[int], meet: Meet) -> None:
    """Control: the next number is the largest one plus one, and nobody is kept out meanwhile."""
    highest = Certificate.objects.filter(body=run.body).aggregate(
        highest=models.Max("register_number")
    )["highest"]
    meet()
    numbering.lock = lambda body, year: None
    numbering.take = lambda body, year, count: list(
        range((highest or 0) + 1, (highest or 0) + 1 + count)
    )
    operations.reserve(run=run, assessments=assessments, at=timezone.now())


def with_early_check(*, run: IssueRun, assessments: list[int], meet: Meet) -> None:
    """Control: who has a certificate already is asked before the lock is held."""
    living = queries.living_among(assessments)
    meet()
    queries.living_among = lambda keys: living
    with transaction.atomic():
        operations.reserve(run=run, assessments=assessments, at=timezone.now())


def with_sequence(*, run: IssueRun, assessments: list[int], meet: Meet) -> None:
    """Control: numbers come from where nobody waits and nothing is given back; the first fails.

    So does a sequence of a database: what a transaction took from it is gone when that fails.
    """
    meet()
    count = len(assessments)
    with drawn.get_lock():
        first, drawn.value = drawn.value + 1, drawn.value + count

    def take(body: object, year: int, count: int) -> list[int]:
        if first == 1:
            raise OSError("failed after taking numbers")
        return list(range(first, first + count))

    numbering.take = take
    operations.reserve(run=run, assessments=assessments, at=timezone.now())


# What all workers draw from: they are forks of one nursery.
drawn = multiprocessing.get_context("fork").Value("i", 0)
CONTROLS = {
    "maximum": with_maximum,
    "early check": with_early_check,
    "sequence": with_sequence,
}


def reserve(run_key: int, variant: str, *, place: int, chunk: int, meet: Meet) -> None:
    """Reserve one chunk of people: others than one's neighbors, or the same as they."""
    run = IssueRun.objects.select_related("body__organization", "program", "requested_by").get(
        pk=run_key
    )
    keys = list(run.items.order_by("assessment_id").values_list("assessment_id", flat=True))
    start = 0 if variant == "early check" else place * chunk
    CONTROLS[variant](run=run, assessments=keys[start : start + chunk], meet=meet)


def main() -> None:
    """Let every run have a worker of its own, and wait for all."""
    asked = json.loads(sys.argv[1])
    line = multiprocessing.get_context("fork").Barrier(len(asked["runs"]), timeout=PATIENCE_SECONDS)
    connections.close_all()
    for place, run_key in enumerate(asked["runs"]):
        if os.fork():
            continue
        try:
            reserve(run_key, asked["variant"], place=place, chunk=asked["chunk"], meet=line.wait)
        except Exception as error:  # noqa: BLE001 -- the test looks at what is left behind
            sys.stderr.write(f"{type(error).__name__} {error}\n")
            os._exit(1)
        os._exit(0)
    ends = [os.waitstatus_to_exitcode(os.wait()[1]) for _ in asked["runs"]]
    sys.stdout.write(json.dumps({"refused": sum(map(bool, ends))}) + "\n")


if __name__ == "__main__":
    main()
