"""The header of a table: in which row it stands, of how many lines, and its words per column."""

import re
from collections.abc import Sequence

from participants.importing import columns as column_guesses
from participants.importing.fields import Field
from participants.importing.sheets import CellKind, Row, Sheet

_SEARCHED_ROWS = 60
_LEAST_HEADERS = 2
_LONG_NUMBER = re.compile(r"\d{6,}")


def position(rows: Sequence[Row]) -> int | None:
    """Find the row with the most different headings; None when none has two."""
    best, best_count = None, _LEAST_HEADERS - 1
    for place, row in enumerate(rows[:_SEARCHED_ROWS]):
        meanings = {
            column_guesses.from_header(cell.text)
            for cell in row.cells
            if cell and cell.kind is CellKind.TEXT
        } - {None, Field.IGNORED, Field.ROW_NUMBER}
        if len(meanings) > best_count:
            best, best_count = place, len(meanings)
    return best


def lines(sheet: Sheet, position: int) -> tuple[int, int]:
    """Take the line above or below into the header when the two belong together."""
    rows = sheet.rows
    first = last = position
    if position > 0 and _is_partner(rows[position - 1], rows[position], above=True):
        first -= 1
    if position + 1 < len(rows) and _is_partner(rows[position + 1], rows[position], above=False):
        last += 1
    return first, last


def _is_partner(row: Row, header: Row, *, above: bool) -> bool:
    if abs(row.number - header.number) != 1 or len(row.filled) < 1 + above:
        return False
    if any(cell.kind is not CellKind.TEXT or _LONG_NUMBER.search(cell.text) for cell in row.filled):
        return False
    if not any(column_guesses.from_header(cell.text) for cell in row.filled):
        return False
    if above:
        return True
    # The second line of a header leaves the column of names empty or puts a remark in brackets.
    named = (
        row.cell(index)
        for index, cell in enumerate(header.cells)
        if column_guesses.from_header(cell.text) is Field.NAME
    )
    return all(not cell or cell.text.startswith("(") for cell in named)


def texts(sheet: Sheet, rows: Sequence[Row], width: int) -> list[list[str]]:
    """Give the words of each header line per column, with merged headings over all they cover."""
    found = [[row.cell(index).text.strip() for index in range(width)] for row in rows]
    for row, line in zip(rows, found, strict=True):
        for block in sheet.merged:
            if block.first_row == row.number:
                last = min(block.last_column, width - 1)
                for index in range(block.first_column + 1, last + 1):
                    line[index] = line[index] or line[block.first_column]
    if len(found) > 1 and not sheet.merged:
        # A text file knows no merged cells: an empty cell above a filled one belongs to its left.
        upper, lower = found[0], found[1]
        for index in range(1, width):
            if not upper[index] and lower[index]:
                upper[index] = upper[index - 1]
    return found


def joined(parts: Sequence[str]) -> str:
    """Join the lines of one heading, each once."""
    return " ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))
