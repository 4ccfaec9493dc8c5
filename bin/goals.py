"""What the rows of the bench hope for, in words and as a test of the row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Goal:
    """What a row hopes for."""

    words: str
    is_reached: Callable[[Row], bool]


def _times_as_fast(times: int) -> Goal:
    return Goal(f"{times} times as fast", lambda row: row["ratio"] * times <= 1)


def _at_most(figure: float, words: str) -> Goal:
    return Goal(words, lambda row: row["ours"] <= figure)


def _ratio(most: float, words: str) -> Goal:
    return Goal(words, lambda row: row["ratio"] <= most)


GOALS = {
    "certificate_unsealed_vs_naive": _times_as_fast(500),
    "certificate_sealed_vs_naive": _times_as_fast(300),
    "certificate_vs_reportlab": _times_as_fast(20),
    "certificate_vs_typst": _times_as_fast(20),
    "certificate_cold_process": _ratio(0.2, "a fifth"),
    "certificate_file_size": _at_most(120, "120 KB at most"),
    "print_file_1000": _at_most(35, "35 KB at most"),
    "issue_40": _at_most(1, "1 s at most"),
    "issue_10000": _at_most(6, "60 s in all, so 6 ms each"),
    "verify_vs_empty_view": Goal("half at least", lambda row: row["ratio"] >= 0.5),
    "verify_million_vs_10000": _ratio(1.2, "1.2 at most"),
}


def of(row: Row) -> str:
    """Say what a row hopes for; nothing where nothing was promised."""
    goal = GOALS.get(row["name"])
    return goal.words if goal else ""


def missed(rows: list[Row]) -> list[Row]:
    """Give the rows that are slower or larger than hoped."""
    hoping = [row for row in rows if row["name"] in GOALS]
    return [row for row in hoping if not GOALS[row["name"]].is_reached(row)]
