#!/usr/bin/env python3
"""The whole suite on SQLite, all that opens a database on PostgreSQL, the journeys in Chromium.

A part that cannot run on this machine fails. Usage: test.py [sqlite] [postgresql] [browser].
"""

from __future__ import annotations

import os
import sys

import postgres
import setup
import suite

QUICK = "not browser and not drill"
# What opens no database was just tried, and pytest-django lets it open none here either.
QUICK_AGAIN = f"{QUICK} and not pure"
PARALLEL = ("-n", os.environ.get("TEST_PROCESSES", "2"), "--dist", "worksteal")


def on_sqlite() -> suite.Part:
    """Everything but the browser, on a SQLite file."""
    return suite.run("SQLite", *PARALLEL, "-m", QUICK)


def on_postgresql() -> suite.Part:
    """Everything that opens a database, on PostgreSQL: that of DATABASE_URL, else one of ours."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres", "psql")):
        return suite.run("PostgreSQL", *PARALLEL, "-m", QUICK_AGAIN, database_url=given)
    try:
        with postgres.running(for_tests=True) as url:
            return suite.run("PostgreSQL", *PARALLEL, "-m", QUICK_AGAIN, database_url=url)
    except (OSError, RuntimeError, KeyError) as error:
        return suite.failed("PostgreSQL", f"No PostgreSQL could be started: {error}")


def in_browser() -> suite.Part:
    """Journeys, accessibility and the crawl, in Chromium, on SQLite."""
    if setup.browser() is None:
        return suite.failed("browser", "Chromium is not installed (Debian: chromium).")
    return suite.run("browser", *PARALLEL, "-m", "browser", *_with_the_mark("browser"))


def _with_the_mark(name: str) -> list[str]:
    """Find the files that use a mark: reading all four thousand tests for forty takes a while."""
    files = sorted((suite.ROOT / "tests").rglob("test_*.py"))
    return [str(path) for path in files if f"mark.{name}" in path.read_text(encoding="utf-8")]


PARTS = {"sqlite": on_sqlite, "postgresql": on_postgresql, "browser": in_browser}


if __name__ == "__main__":
    names = sys.argv[1:] or list(PARTS)
    sys.exit(suite.report([PARTS[name]() for name in names]))
