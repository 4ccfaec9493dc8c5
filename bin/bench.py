#!/usr/bin/env python3
"""Measure what people wait for beside the least it could cost; writes docs/benchmarks.json and .md.

Each row compares ours with something beside it on the same machine in the same minute, so the
ratio means something on any machine. Data is made in a database of its own that is thrown away.
Usage: bench.py [row …]; no row means all. Rows that are not measured keep their old figures.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import machine

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "docs" / "benchmarks.json"
PAGE = ROOT / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Pair:
    """Two things to be timed in turn, and what they are in words."""

    ours: Callable[[], object]
    beside: Callable[[], object]
    words: str
    beside_words: str
    rounds: int
    unit: str = "ms"


@dataclass(frozen=True)
class Figures:
    """Two things that were measured already, in turn, and what they are in words."""

    ours: list[float]
    beside: list[float]
    words: str
    beside_words: str
    unit: str


def milliseconds(act: Callable[[], object]) -> float:
    """Time one call."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def timed(pair: Pair) -> Figures:
    """Time both in turn, so that a busy moment harms both alike."""
    pair.ours(), pair.beside()  # the first call fills caches
    times = [(milliseconds(pair.ours), milliseconds(pair.beside)) for _ in range(pair.rounds)]
    ours, beside = ([round(t, 2) for t in column] for column in zip(*times, strict=True))
    return Figures(ours, beside, pair.words, pair.beside_words, pair.unit)


def measure(name: str, found: Pair | Figures) -> dict[str, Any]:
    """Give the row of what was measured, or is to be."""
    figures = timed(found) if isinstance(found, Pair) else found
    row = {
        "name": name,
        "what": figures.words,
        "beside_what": figures.beside_words,
        "ours": statistics.median(figures.ours),
        "beside": statistics.median(figures.beside),
        "unit": figures.unit,
        "command": f"make bench ROWS={name}",
        "raw": {"ours": figures.ours, "beside": figures.beside},
        "machine": machine.described(),
    }
    row["ratio"] = round(row["ours"] / row["beside"], 2)
    print(f"{name}: {row['ours']:.1f} beside {row['beside']:.1f} {figures.unit}, {row['ratio']}")
    return row


def page(rows: list[dict[str, Any]]) -> str:
    """Write the table that people read."""
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench` from `benchmarks.json`, which has every single time. These are",
        "medians; *ratio* is ours divided by what stands beside it.",
        "",
        "| Row | Ours | Beside it | Ratio |",
        "| --- | --- | --- | ---: |",
    ]
    for row in rows:
        ours = f"{row['ours']:.1f} {row['unit']}: {row['what']}"
        beside = f"{row['beside']:.1f} {row['unit']}: {row['beside_what']}"
        lines.append(f"| `{row['name']}` | {ours} | {beside} | {row['ratio']} |")
    facts = sorted({", ".join(f"{k} {v}" for k, v in row["machine"].items()) for row in rows})
    lines += ["", *(f"Measured on {fact}." for fact in facts)]
    return "\n".join(lines) + "\n"


def prepare(folder: str) -> None:
    """Make an empty database in a folder of its own and load the project on it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "certify.settings"
    os.environ["VAR_DIR"] = folder
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    os.environ["LOG_LEVEL"] = "ERROR"
    sys.path[:0] = [str(ROOT), str(ROOT / "bin")]
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    call_command("migrate", verbosity=0)
    setup_test_environment()


def main() -> None:
    """Measure the rows asked for and write both files."""
    with tempfile.TemporaryDirectory(prefix="canting-bench-") as folder:
        prepare(folder)
        import measures

        wanted = sys.argv[1:] or list(measures.PAIRS)
        old = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []
        rows = {row["name"]: row for row in old}
        for name in wanted:
            rows[name] = measure(name, measures.PAIRS[name]())
    ordered = [rows[name] for name in measures.PAIRS if name in rows]
    text = json.dumps(ordered, indent=1, ensure_ascii=False) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    PAGE.write_text(page(ordered), encoding="utf-8")


if __name__ == "__main__":
    main()
