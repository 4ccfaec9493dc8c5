"""The board as it is shown: its rows, and what is counted over them."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from desk.queries.board.cells import Cell
from desk.rules import Stage
from programs.models import Program


@dataclass(frozen=True, slots=True)
class Row:
    """A person on the board. ``key`` is the enrollment's or, for a body, the application's."""

    key: int
    number: int
    name: str
    village: str
    is_example: bool
    stage: Stage
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """What one side sees of a program."""

    program: Program
    body: int | None
    steps: tuple[str, ...]
    stages: tuple[Stage, ...]
    rows: list[Row] = field(default_factory=list)

    @property
    def is_agency(self) -> bool:
        """True on the agency's board, False on a body's."""
        return self.body is None

    def count(self, stage: Stage) -> int:
        """How many stand at that stage now."""
        return self.by_stage[stage.key]

    @property
    def by_stage(self) -> Counter[str]:
        """People at each stage; adds up to the rows."""
        return Counter(row.stage.key for row in self.rows)

    def reached(self, step: int) -> list[Row]:
        """Rows that have the strip's step behind them, the first step being 1."""
        return [row for row in self.rows if row.stage.reached >= step]

    @property
    def ours(self) -> list[Row]:
        """Rows on which this side has to act."""
        return [row for row in self.rows if row.stage.is_ours]

    @property
    def fingerprint(self) -> str:
        """Changes when anything on the board does: an unchanged board is not sent again."""
        text = "\n".join(
            f"{row.key}|{row.number}|{row.name}|{row.village}|"
            + "|".join(f"{cell.text}/{cell.tone}" for cell in row.cells)
            for row in self.rows
        )
        return hashlib.sha256(text.encode()).hexdigest()[:16]
