"""The access matrix's addresses and forms of the desk and of jobs."""

from collections.abc import Callable
from typing import Any

from tests.access_world.world import World

ADDRESSES: dict[str, Callable[[World], Any]] = {
    "jobs:pk": lambda w: w.job.pk,
    "desk:program": lambda w: w.stage.program.pk,
}
