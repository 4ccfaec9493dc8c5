"""What was read out of a file: sheets, rows and cells, each cell with the type it had."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


class CellKind(StrEnum):
    """How the cell stood in the file; the letters keep the stored form short."""

    TEXT = "t"
    NUMBER = "n"
    DATE = "d"
    FORMULA = "f"
    OTHER = "o"


class Cell(NamedTuple):
    """One cell: its text exactly as it stood, and its type.

    A date is ISO text, a formula is the formula as typed (it is never computed), a number is its
    digits.
    """

    text: str
    kind: CellKind = CellKind.TEXT

    def __bool__(self) -> bool:
        """True when there is something to see."""
        return bool(self.text) and not self.text.isspace()


EMPTY = Cell("")


class Row(NamedTuple):
    """A row with its number in the file; rows without content are not kept."""

    number: int
    cells: Sequence[Cell]
    is_hidden: bool = False

    def cell(self, column: int) -> Cell:
        """Give the cell of a column, empty beyond the end."""
        return self.cells[column] if 0 <= column < len(self.cells) else EMPTY

    @property
    def filled(self) -> list[Cell]:
        """List the cells that hold something, left to right."""
        return [cell for cell in self.cells if cell]


class Merged(NamedTuple):
    """A merged block: rows as numbered in the file, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text file."""

    name: str
    rows: list[Row]
    merged: list[Merged] = field(default_factory=list)
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    far_cells: list[str] = field(default_factory=list)  # addresses beyond the column limit


@dataclass(slots=True)
class Book:
    """Everything read from one file."""

    sheets: list[Sheet]
    notices: list[str] = field(default_factory=list)


def dump(book: Book) -> str:
    """Write a book as compact JSON; text cells are bare strings."""
    return json.dumps(
        {
            "notices": book.notices,
            "sheets": [
                {
                    "name": sheet.name,
                    "merged": sheet.merged,
                    "hidden_columns": sorted(sheet.hidden_columns),
                    "is_hidden": sheet.is_hidden,
                    "far_cells": sheet.far_cells,
                    "rows": [
                        [row.number, int(row.is_hidden), [_pack(cell) for cell in row.cells]]
                        for row in sheet.rows
                    ],
                }
                for sheet in book.sheets
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def load(text: str | bytes) -> Book:
    """Read what ``dump`` wrote.

    Raises:
        ValueError: it is not that.
    """
    try:
        data = json.loads(text)
        return Book(sheets=[_sheet(item) for item in data["sheets"]], notices=data["notices"])
    except (KeyError, TypeError, AttributeError) as error:
        msg = "not a stored book"
        raise ValueError(msg) from error


def _sheet(data: dict[str, Any]) -> Sheet:
    return Sheet(
        name=data["name"],
        rows=[
            Row(number, [_unpack(cell) for cell in cells], bool(hidden))
            for number, hidden, cells in data["rows"]
        ],
        merged=[Merged(*block) for block in data["merged"]],
        hidden_columns=frozenset(data["hidden_columns"]),
        is_hidden=data["is_hidden"],
        far_cells=data["far_cells"],
    )


def _pack(cell: Cell) -> str | list[str]:
    return cell.text if cell.kind is CellKind.TEXT else [cell.kind.value, cell.text]


_KINDS = {kind.value: kind for kind in CellKind}


def _unpack(data: str | list[str]) -> Cell:
    if isinstance(data, str):
        return Cell(data) if data else EMPTY
    kind, text = data
    return Cell(text, _KINDS[kind])
