"""Acts of several people at the same moment, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable

from django.db import DatabaseError, connections

from certify.lib.errors import DomainError

PATIENCE = 60
Act = Callable[[], object]


def at_once(*acts: Act) -> list[object]:
    """Run each act in a thread of its own, all from one starting line.

    Gives what each ended in: its answer, or how we or the database refused it.
    """
    line = threading.Barrier(len(acts), timeout=PATIENCE)
    ends: list[object] = [None] * len(acts)

    def run(number: int, act: Act) -> None:
        try:
            line.wait()
            ends[number] = act()
        except (DomainError, DatabaseError) as refusal:
            ends[number] = refusal
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(number, act), daemon=True)
        for number, act in enumerate(acts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return ends
