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

import goals
import machine

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "docs" / "benchmarks.json"
PAGE = ROOT / "docs" / "benchmarks.md"
SMALL_RATIO = 0.1


Act = Callable[[], object]


@dataclass(frozen=True)
class Figures:
    """Two things that were measured already, in turn, and what they are in words."""

    ours: list[float]
    beside: list[float]
    words: str
    beside_words: str
    unit: str


def milliseconds(act: Act) -> float:
    """Time one call."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def cpu_milliseconds(act: Act) -> float:
    """Count the processor time of one call: what it costs whoever else is at work."""
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


def child_cpu_milliseconds(act: Act) -> float:
    """Count the processor time of the processes that a call starts and waits for."""
    before = os.times()
    act()
    after = os.times()
    used = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    return used * 1000


def told(act: Act) -> float:
    """Take the figure that a call returns, for what is no time."""
    return float(str(act()))


@dataclass(frozen=True)
class Pair:
    """Two things to be measured in turn, and what they are in words.

    ``made`` is how many a call makes, ours and what is beside: figures are for one.
    """

    ours: Act
    beside: Act
    words: str
    beside_words: str
    rounds: int
    unit: str = "ms"
    gauge: Callable[[Act], float] = milliseconds
    made: tuple[int, int] = (1, 1)


def measured(pair: Pair) -> Figures:
    """Measure both in turn, so that a busy moment harms both alike."""
    pair.ours(), pair.beside()  # the first call fills caches
    acts = (pair.ours, pair.beside)
    rounds = [[pair.gauge(act) for act in acts] for _ in range(pair.rounds)]
    ours, beside = (
        [round(figure / made, 4) for figure in column]
        for column, made in zip(zip(*rounds, strict=True), pair.made, strict=True)
    )
    return Figures(ours, beside, pair.words, pair.beside_words, pair.unit)


def measure(name: str, found: Pair | Figures) -> dict[str, Any]:
    """Give the row of what was measured, or is to be."""
    figures = measured(found) if isinstance(found, Pair) else found
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
    row["ratio"] = round(row["ours"] / row["beside"], 5)
    print(f"{name}: {row['ours']:.4g} beside {row['beside']:.4g} {figures.unit}, {compared(row)}")
    return row


def compared(row: dict[str, Any]) -> str:
    """Write a ratio as people read it."""
    ratio = row["ratio"]
    return f"{ratio:.2f}" if ratio >= SMALL_RATIO else f"1 : {1 / ratio:.0f}"


def page(rows: list[dict[str, Any]]) -> str:
    """Write the table that people read."""
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench` from `benchmarks.json`, which has every single time. These are",
        "medians; *ratio* is ours divided by what stands beside it, `1 : 500` where ours takes a",
        "five-hundredth of it.",
        "",
        "| Row | Ours | Beside it | Ratio | Hoped for |",
        "| --- | --- | --- | ---: | --- |",
    ]
    for row in rows:
        ours = f"{row['ours']:.4g} {row['unit']}: {row['what']}"
        beside = f"{row['beside']:.4g} {row['unit']}: {row['beside_what']}"
        lines.append(f"| `{row['name']}` | {ours} | {beside} | {compared(row)} | {goals.of(row)} |")
    lines += ["", "## Slower than hoped", ""]
    lines += [
        f"- `{row['name']}`: {compared(row)}, hoped for: {goals.of(row)}."
        for row in goals.missed(rows)
    ] or ["Nothing: every row that hopes for a figure reaches it."]
    return "\n".join([*lines, "", *_machines(rows)]) + "\n"


def _machines(rows: list[dict[str, Any]]) -> list[str]:
    """Say once for all rows of a run what they were measured on."""
    loads: dict[str, list[float]] = {}
    for row in rows:
        facts = [f"{key} {value}" for key, value in row["machine"].items() if key != "load"]
        loads.setdefault(", ".join(facts), []).append(float(row["machine"]["load"]))
    return [
        f"Measured on {facts}; load when a row was done {min(found)} to {max(found)}."
        for facts, found in sorted(loads.items())
    ]


def write(rows: list[dict[str, Any]]) -> None:
    """Write both files."""
    text = json.dumps(rows, indent=1, ensure_ascii=False) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    PAGE.write_text(page(rows), encoding="utf-8")


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
            # After each, so that a row which stops takes none of the others with it.
            write([rows[name] for name in measures.PAIRS if name in rows])


if __name__ == "__main__":
    # As the module that the measures import: classes of a script have another identity.
    import bench

    bench.main()
