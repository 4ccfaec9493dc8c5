"""An .xlsx read by openpyxl, cell by cell; runs in the child process only."""

import datetime
import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.worksheet.formula import ArrayFormula

from participants.importing import limits
from participants.importing.refusals import Refusal, UnreadableFileError
from participants.importing.sheets import EMPTY, Book, Cell, CellKind, Merged, Row, Sheet

_DAMAGE = (
    zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, IndexError, ValueError,
    TypeError, AttributeError, OSError,
)  # fmt: skip


def read(content: bytes) -> Book:
    """Read every sheet.

    Raises:
        UnreadableFileError: the workbook is damaged, or holds more rows than the limit.
    """
    if not openpyxl.DEFUSEDXML:  # pragma: no cover -- requirements.txt installs it
        msg = "defusedxml is not installed"
        raise RuntimeError(msg)
    try:
        return _read(content)
    except DefusedXmlException as error:
        raise UnreadableFileError(Refusal.ENTITIES) from error
    except _DAMAGE as error:
        raise UnreadableFileError(Refusal.DAMAGED) from error


def _read(content: bytes) -> Book:
    # read_only loads shared strings and styles, and leaves the sheets in the archive.
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    try:
        return Book(
            sheets=[_sheet(book, sheet) for sheet in book.worksheets[: limits.SHEETS]],
            notices=(
                [f"Hanya {limits.SHEETS} lembar pertama yang dibaca."]
                if len(book.worksheets) > limits.SHEETS
                else []
            ),
        )
    finally:
        book.close()


def _sheet(book: Any, source: Any) -> Sheet:
    # openpyxl's read-only sheet hides merged cells and hidden rows; its parser sees them in the
    # same single pass. The version is pinned, and the golden files notice a change.
    with source._get_source() as xml:
        parser = WorkSheetParser(
            xml,
            source._shared_strings,
            data_only=False,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        sheet = Sheet(name=str(source.title), rows=[], is_hidden=source.sheet_state != "visible")
        for row in _rows(parser, sheet.far_cells):
            sheet.rows.append(row)
            if len(sheet.rows) > limits.ROWS + limits.SPARE_ROWS:
                raise UnreadableFileError(Refusal.TOO_MANY_ROWS)
    sheet.merged = _merged(parser)
    sheet.hidden_columns = _hidden_columns(parser)
    return sheet


def _rows(parser: Any, far_cells: list[str]) -> Iterator[Row]:
    for number, found in parser.parse():
        cells: list[Cell] = []
        for item in found:
            value = item["value"]
            if value is None or value == "":
                continue
            column = item["column"] - 1
            if column >= limits.COLUMNS:
                if len(far_cells) < limits.COLUMNS:
                    far_cells.append(f"{get_column_letter(column + 1)}{number}")
                continue
            cells.extend([EMPTY] * (column + 1 - len(cells)))
            cells[column] = _cell(value, item["data_type"])
        if any(cells):
            dimension = parser.row_dimensions.get(str(number)) or {}
            yield Row(number, cells, dimension.get("hidden") in {"1", "true"})


def _cell(value: Any, data_type: str) -> Cell:
    if data_type == "f":
        # The text as typed; a value that Excel stored beside it may be anything.
        return Cell(_formula(value), CellKind.FORMULA)
    if isinstance(value, str):
        if "_x" in value:
            # How a workbook writes a character that XML cannot hold, for example CR.
            value = unescape(value)
        return Cell(value, CellKind.OTHER if data_type == "e" else CellKind.TEXT)
    if isinstance(value, bool):
        return Cell("BENAR" if value else "SALAH", CellKind.OTHER)
    if isinstance(value, int):
        return Cell(str(value), CellKind.NUMBER)
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e18
        return Cell(str(int(value)) if whole else repr(value), CellKind.NUMBER)
    if isinstance(value, datetime.datetime):
        return Cell(value.date().isoformat(), CellKind.DATE)
    return Cell(str(value), CellKind.OTHER)


def _formula(value: Any) -> str:
    if isinstance(value, ArrayFormula):
        return str(value.text)
    return value if isinstance(value, str) else "=TABLE()"


def _merged(parser: Any) -> list[Merged]:
    blocks = parser.merged_cells.mergeCell if parser.merged_cells else []
    return [
        Merged(block.min_row, block.min_col - 1, block.max_row, block.max_col - 1)
        for block in blocks[: limits.ROWS]
        if block.min_col <= limits.COLUMNS
    ]


def _hidden_columns(parser: Any) -> frozenset[int]:
    hidden: set[int] = set()
    for dimension in parser.column_dimensions.values():
        if dimension.get("hidden") in {"1", "true"}:
            last = min(int(dimension["max"]), limits.COLUMNS)
            hidden.update(range(int(dimension["min"]) - 1, last))
    return frozenset(hidden)
