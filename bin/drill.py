#!/usr/bin/env python3
"""Every promise of reliability at its full count, on both databases; writes docs/drills.md.

`make test` runs the same tests at a reduced count. A test may say what it measured with pytest's
``record_property("figures", "…")``. Controls are the same acts without their protection: they pass
when the damage that the protection prevents was seen.
"""

from __future__ import annotations

import sys
import tempfile
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import machine
import postgres
import suite

EVERY = "drill or control"
# What opens no database has been tried before.
ON_THE_SECOND = f"({EVERY}) and not pure"
TARGET = suite.ROOT / "docs" / "drills.md"


@dataclass(frozen=True)
class Drill:
    """One promise tried on one database."""

    room: str
    promise: str
    database: str
    seconds: float
    result: str
    figures: str


def _words(name: str) -> str:
    base, _, parameters = name.partition("[")
    words = base.removeprefix("test_").replace("_", " ")
    return f"{words} ({parameters.rstrip(']')})" if parameters else words


def _result(case: ET.Element) -> str:
    for kind in ("failure", "error", "skipped"):
        if case.find(kind) is not None:
            return kind.upper()
    return "held"


def read(report: Path, database: str) -> list[Drill]:
    """Read what pytest reported."""
    found = []
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 -- written by pytest just now
        values = [p.get("value", "") for p in case.iter("property") if p.get("name") == "figures"]
        room = case.get("classname", "").removeprefix("tests.").rpartition(".test_")[0]
        seconds = float(case.get("time", "0"))
        words = _words(case.get("name", ""))
        found.append(Drill(room, words, database, seconds, _result(case), "; ".join(values)))
    return found


def on(database: str, *, url: str | None, chosen: str = EVERY) -> tuple[suite.Part, list[Drill]]:
    """Run drills on one database, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        part = suite.run(
            database,
            *("-m", chosen, "-p", "no:randomly", f"--junitxml={report}"),
            # The only family that carries what a test measured.
            *("-o", "junit_family=xunit1"),
            database_url=url,
            mark=f"{database[:2]}  ",
        )
        return part, read(report, database) if report.exists() else []


def document(drills: list[Drill]) -> str:
    """Write the page."""
    facts = ", ".join(f"{key} {value}" for key, value in machine.described().items())
    lines = [
        "# Drills",
        "",
        "The promises of reliability, tried at their full counts by `make drill`; `make test` runs",
        "the same tests at a reduced count. A *control* is the same act without its protection: it",
        "holds when the damage was seen.",
        "",
        f"Made on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {facts}.",
        "",
        "| Room | Promise | Database | Result | Seconds | Figures |",
        "| --- | --- | --- | --- | ---: | --- |",
    ]
    for drill in sorted(drills, key=lambda d: (d.room, d.promise, d.database)):
        cells = [drill.room, drill.promise, drill.database, drill.result]
        cells += [f"{drill.seconds:.1f}", drill.figures]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Drill on both databases at once, each with a core of its own."""
    with postgres.running() as url, ThreadPoolExecutor() as pool:
        begun = [
            pool.submit(on, "SQLite", url=None),
            pool.submit(on, "PostgreSQL", url=url, chosen=ON_THE_SECOND),
        ]
        ended = [part.result() for part in begun]
    TARGET.write_text(document([drill for _, found in ended for drill in found]), encoding="utf-8")
    return suite.report([part for part, _ in ended])


if __name__ == "__main__":
    sys.exit(main())
