"""Run the suite part by part and keep what pytest said last, for the end of the output."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest"]
PUBLIC_URL = "http://localhost:8000"
COLOR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Part:
    """One run of pytest: what it is called, and how it ended."""

    name: str
    code: int
    closing: str
    seconds: float

    @property
    def is_green(self) -> bool:
        """True only when tests ran and all of them passed."""
        return self.code == 0 and " passed" in self.closing


def run(name: str, *arguments: str, database_url: str | None = None, mark: str = "") -> Part:
    """Run pytest, passing its output on as it comes, each line behind ``mark``.

    ``database_url`` None means the SQLite file of the settings, whatever the environment says.
    """
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    # An empty value would win over .env, too: a developer's PostgreSQL is not for this part.
    environment["DATABASE_URL"] = database_url or sqlite_url()
    # The tests know the address of a site that nobody has named.
    environment["PUBLIC_URL"] = PUBLIC_URL
    print(f"\n=== {name} ===", flush=True)
    started = time.monotonic()
    process = subprocess.Popen(
        [*PYTEST, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    closing = "pytest said nothing"
    for line in process.stdout or ():
        print(f"{mark}{line}", end="", flush=True)
        closing = COLOR.sub("", line).strip() or closing
    code = process.wait()
    return Part(name, code, closing, time.monotonic() - started)


def failed(name: str, reason: str) -> Part:
    """Give a part that could not even begin: it counts as red, never as skipped."""
    print(f"\n=== {name} ===\n{reason}", flush=True)
    return Part(name, 1, reason.strip().splitlines()[-1], 0.0)


def sqlite_url() -> str:
    """Return the URL of the SQLite file that the settings would take by themselves."""
    return f"sqlite:///{ROOT / 'var' / 'canting.sqlite3'}"


def report(parts: list[Part]) -> int:
    """Print every part's closing line, last of all, and return the exit status."""
    print()
    for part in parts:
        print(f"{part.name:<12}{part.closing}")
    total = sum(part.seconds for part in parts)
    verdict = "all green" if all(part.is_green for part in parts) else "NOT GREEN"
    print(f"{'altogether':<12}{verdict}, {total:.0f} s", flush=True)
    return 0 if verdict == "all green" else 1
