"""The rows of the bench about the public page, on PostgreSQL with databases of their own."""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import postgres
from bench import Figures

ROUNDS = 12
MANY, FEW = 1_000_000, 10_000
SCRIPT = Path(__file__).with_name("public_side.py")


class Side:
    """A process that measures pages on its own database."""

    def __init__(self, url: str, folder: str, count: int, *options: str) -> None:
        """Start it; it makes ``count`` certificates meanwhile."""
        environment = os.environ | {
            "DATABASE_URL": url,
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "certify.settings",
            "LOG_LEVEL": "ERROR",
        }
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT), str(count), *options],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait(self) -> None:
        """Wait until its certificates are there."""
        for line in self.process.stdout or ():
            if line == "ready\n":
                return
        message = "the measuring process ended early"
        raise RuntimeError(message)

    def times(self, kind: str) -> list[float]:
        """Let it ask for many pages of a kind; give the milliseconds of each."""
        found: list[float] = self._answer(kind)
        return found

    def crowd(self, kind: str) -> float:
        """Let all processes and threads of our server ask at once; give their pages a second."""
        found: float = self._answer(f"{kind} crowd")
        return found

    def _answer(self, question: str) -> Any:
        if self.process.stdin is None or self.process.stdout is None:
            raise TypeError("started with pipes")
        self.process.stdin.write(f"{question}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextlib.contextmanager
def _sides(*counts: int, options: tuple[str, ...] = ()) -> Iterator[list[Side]]:
    with contextlib.ExitStack() as stack:
        sides = []
        for count in counts:
            url = stack.enter_context(postgres.running())
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="canting-bench-"))
            side = Side(url, folder, count, *options)
            stack.callback(side.process.kill)
            side.wait()  # one after the other: they would disturb each other
            sides.append(side)
        time.sleep(5)  # what was written settles
        yield sides


def _percentile_95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def verify_vs_empty_view() -> Figures:
    """Requests per second of the page behind the QR code beside a view that answers nothing."""
    with _sides(FEW // 10, options=("photo",)) as [side]:
        rounds = [(side.crowd("certificate"), side.crowd("nothing")) for _ in range(ROUNDS)]
    ours, beside = (list(kind) for kind in zip(*rounds, strict=True))
    return Figures(
        ours,
        beside,
        "public pages of random certificates with a 28 KB photo, gzip, on PostgreSQL, asked for"
        " without a pause in as many processes and threads as the server has",
        "pages of a view that answers nothing, through the same application and middleware",
        unit="requests/s",
    )


def verify_million_vs_10000() -> Figures:
    """The slowest pages in twenty with a million certificates beside ten thousand."""
    with _sides(MANY, FEW) as [many, few]:
        rounds = [(many.times("certificate"), few.times("certificate")) for _ in range(ROUNDS)]
    ours, beside = (
        [round(_percentile_95(times), 3) for times in kind] for kind in zip(*rounds, strict=True)
    )
    return Figures(
        ours,
        beside,
        "95th percentile of public pages of random ones of 1,000,000 certificates, on PostgreSQL",
        "the same of 10,000",
        unit="ms",
    )
