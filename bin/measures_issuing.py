"""The rows of the bench about issuing: real jobs and workers, on a PostgreSQL of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import postgres
from bench import Figures

ROUNDS = 5
BATCH = 40
MANY, FEW = 10_000, 1_000
WORKERS = 2
MANAGE = Path(__file__).resolve().parent.parent / "manage.py"


def _figures(*sizes: int) -> list[dict[str, Any]]:
    """Issue each size with warm workers in an empty database and give what was measured."""
    with postgres.running() as url, tempfile.TemporaryDirectory(prefix="canting-bench-") as folder:
        environment = os.environ | {
            "DATABASE_URL": url,
            "VAR_DIR": folder,
            "DEBUG": "0",
            "LOG_LEVEL": "ERROR",
        }

        def manage(*arguments: str) -> str:
            done = subprocess.run(
                [sys.executable, str(MANAGE), *arguments],
                env=environment,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
            return done.stdout

        manage("migrate", "--verbosity=0")
        counts = [str(size) for size in sizes]
        told = manage("issue_benchmark", *counts, "--workers", str(WORKERS), "--json")
        return list(json.loads(told))


def _memory(figure: dict[str, Any]) -> str:
    return f"the {WORKERS} workers held at most {max(figure['worker_mb'])} MB each"


def issue_40() -> Figures:
    """A village's batch, from the job's start to sealed, stored files with rows and events."""
    figures = _figures(*[BATCH] * ROUNDS)
    return Figures(
        [figure["seconds"] for figure in figures],
        [1.0] * ROUNDS,
        f"{BATCH} certificates with photo, credential and seal, of a program never issued before, "
        f"from the job's start to stored files with rows and audit; {_memory(figures[-1])}",
        "the target",
        unit="s",
    )


def issue_10000() -> Figures:
    """A province at once: what one certificate takes among ten thousand and among a thousand."""
    few, many = _figures(FEW, MANY)
    return Figures(
        [many["each_ms"]],
        [few["each_ms"]],
        f"each of {MANY:,} certificates, likewise, shared by {WORKERS} workers: "
        f"{many['seconds']} s in all; {_memory(many)}",
        f"each of {FEW:,}: {few['seconds']} s in all, at most {max(few['worker_mb'])} MB",
        unit="ms",
    )
