"""Where the table stands in a sheet: header, people, and what is not a person.

Lists from offices carry title rows above, headers of two lines, a row of column numbers, group
titles, sums, and a signature block below. Nothing is dropped silently: every row that is not a
person is listed with the reason, and a human may say that it is one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from certify.lib import nik as niks
from certify.lib.text import words_key
from participants.importing import columns as column_guesses
from participants.importing import headers
from participants.importing.columns import Column
from participants.importing.fields import Field
from participants.importing.refusals import Refusal, UnreadableFileError
from participants.importing.sheets import EMPTY, Book, CellKind, Merged, Row, Sheet

_LEAST_HEADERS = 2
_NIK_LIKE = 8
_SUM = re.compile(r"(jumlah|total|sub ?total|rekap)\b")
_SIGNATURE = re.compile(
    r"(nip|mengetahui|menyetujui|kepala|ketua|plt|an |a n |sekretaris|pembina|penata|ttd)\b"
    r"|\w+ \d{1,2} (januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november"
    r"|desember) \d{4}$"
)


class NotAPerson(StrEnum):
    """Why a row under the header is not taken for a person."""

    NUMBERING = "numbering"
    HEADER = "header"
    SUM = "sum"
    SIGNATURE = "signature"
    REMARK = "remark"
    EXAMPLE = "example"

    @property
    def label(self) -> str:
        """Give the words on the screen."""
        return _REASONS[self]


_REASONS = {
    NotAPerson.NUMBERING: "nomor kolom",
    NotAPerson.HEADER: "judul kolom diulang",
    NotAPerson.SUM: "jumlah",
    NotAPerson.SIGNATURE: "tempat tanda tangan",
    NotAPerson.REMARK: "catatan atau judul kelompok",
    NotAPerson.EXAMPLE: "baris contoh dari templat",
}


@dataclass(frozen=True, slots=True)
class OtherRow:
    """A row under the header that is not a person."""

    number: int
    reason: NotAPerson
    text: str


@dataclass(slots=True)
class Table:
    """The table of one sheet."""

    sheet_name: str
    above: list[Row]
    header_numbers: list[int]
    columns: list[Column]
    rows: list[Row]
    notices: list[str] = field(default_factory=list)

    def column_of(self, meaning: Field) -> int | None:
        """Give the index of the column with a meaning; None when there is none."""
        return next((each.index for each in self.columns if each.meaning is meaning), None)


def choose(book: Book, *, sheet_name: str = "") -> Table:
    """Find the table: in the named sheet, or in the one with the best header.

    Raises:
        UnreadableFileError: there is no table anywhere.
    """
    named = next((sheet for sheet in book.sheets if sheet.rows and sheet.name == sheet_name), None)
    if named is not None:
        return _with_notices(find(named) or _bare(named), book)
    found = [(sheet, find(sheet)) for sheet in book.sheets if sheet.rows]
    tables = [(sheet, table) for sheet, table in found if table is not None]
    if not tables:
        raise UnreadableFileError(Refusal.NO_TABLE)
    _, best = max(tables, key=lambda pair: (not pair[0].is_hidden, *_worth(pair[1])))
    return _with_notices(best, book)


def _worth(table: Table) -> tuple[int, int]:
    known = {column.meaning for column in table.columns} - {Field.IGNORED, Field.ROW_NUMBER}
    return len(known), len(table.rows)


def _with_notices(table: Table, book: Book) -> Table:
    sheet = next(sheet for sheet in book.sheets if sheet.name == table.sheet_name)
    table.notices = [*book.notices, *table.notices, *_notices(sheet, table)]
    others = [each.name for each in book.sheets if each.rows and each.name != table.sheet_name]
    if others:
        names = ", ".join(f"“{name}”" for name in others)
        table.notices.append(f"Yang dibaca lembar “{table.sheet_name}”. Lembar lain: {names}.")
    return table


def _notices(sheet: Sheet, table: Table) -> list[str]:
    notices = []
    hidden = [str(row.number) for row in table.rows if row.is_hidden]
    if hidden:
        notices.append(
            f"{len(hidden)} baris disembunyikan di Excel dan tetap dibaca: {_listed(hidden)}."
        )
    letters = [column.letter for column in table.columns if column.is_hidden]
    if letters:
        notices.append(f"Kolom tersembunyi di Excel tetap dibaca: {_listed(letters)}.")
    if sheet.far_cells:
        notices.append(f"Isi jauh di kanan tabel tidak dibaca: sel {_listed(sheet.far_cells)}.")
    return notices


def _listed(items: Sequence[str], most: int = 10) -> str:
    shown = ", ".join(items[:most])
    return f"{shown}, dan {len(items) - most} lagi" if len(items) > most else shown


def find(sheet: Sheet) -> Table | None:
    """Find header and rows of one sheet; None when no row looks like people."""
    position = headers.position(sheet.rows)
    if position is None:
        return _without_header(sheet)
    first, last = headers.lines(sheet, position)
    lines = sheet.rows[first : last + 1]
    width = max(len(row.cells) for row in sheet.rows[first:])
    texts = headers.texts(sheet, lines, width)
    titles = [headers.joined([line[index] for line in texts]) for index in range(width)]
    rows, notices = _unmerged(sheet.rows[last + 1 :], sheet.merged)
    return Table(
        sheet_name=sheet.name,
        above=sheet.rows[:first],
        header_numbers=[row.number for row in lines],
        columns=column_guesses.guess(
            titles,
            [row for row in rows if not _is_numbering(row)],
            hidden=sheet.hidden_columns,
            lines=texts if len(texts) > 1 else (),
        ),
        rows=rows,
        notices=notices,
    )


def _unmerged(rows: list[Row], merged: Sequence[Merged]) -> tuple[list[Row], list[str]]:
    """Write the content of a cell merged over several people into each of their rows."""
    places = {row.number: place for place, row in enumerate(rows)}
    filled: set[int] = set()
    for block in merged:
        top = places.get(block.first_row)
        column = block.first_column
        if top is None or not (value := rows[top].cell(column)):
            continue
        for number in range(block.first_row + 1, min(block.last_row, block.first_row + 500) + 1):
            place = places.get(number)
            if place is not None and not rows[place].cell(column):
                cells = list(rows[place].cells)
                cells.extend([EMPTY] * (column + 1 - len(cells)))
                cells[column] = value
                rows[place] = rows[place]._replace(cells=cells)
                filled.add(number)
    if not filled:
        return rows, []
    numbers = _listed([str(number) for number in sorted(filled)])
    return rows, [f"Isi sel gabungan dipakai untuk semua barisnya: baris {numbers}."]


def _without_header(sheet: Sheet) -> Table | None:
    table = _bare(sheet)
    if not any(column.meaning is Field.NIK for column in table.columns):
        return None
    return table


def _has_words_only(row: Row) -> bool:
    return len(row.filled) >= _LEAST_HEADERS and not any(
        cell.kind is not CellKind.TEXT or any(sign.isdigit() for sign in cell.text)
        for cell in row.filled
    )


def _bare(sheet: Sheet) -> Table:
    """Take the whole sheet for rows; a human says what the columns mean."""
    width = max(len(row.cells) for row in sheet.rows)
    # A first row of words alone are headings, even when none of them is known.
    first = sheet.rows[:1] if _has_words_only(sheet.rows[0]) else []
    titles = [first[0].cell(index).text.strip() if first else "" for index in range(width)]
    rows = sheet.rows[len(first) :]
    columns = column_guesses.guess(titles, rows, hidden=sheet.hidden_columns)
    return Table(sheet.name, [], [row.number for row in first], columns, rows)


def _is_numbering(row: Row) -> bool:
    """Recognize the row «1 2 3 …» or «(1) (2) …» under a header."""
    texts = [cell.text.strip(" ().") for cell in row.filled]
    if len(texts) <= _LEAST_HEADERS or not all(text.isdigit() for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 1


def split(
    table: Table, meanings: dict[Field, int], *, included: frozenset[int] = frozenset()
) -> tuple[list[Row], list[OtherRow]]:
    """Part the rows under the header into people and others.

    ``included`` are rows that a human said are people.
    """
    last_person = max((row.number for row in table.rows if _has_nik(row, meanings)), default=0)
    people: list[Row] = []
    others: list[OtherRow] = []
    for row in table.rows:
        reason = None if row.number in included else _reason(row, meanings, last_person)
        if reason is None:
            people.append(row)
        else:
            text = " · ".join(" ".join(cell.text.split()) for cell in row.filled)
            others.append(OtherRow(row.number, reason, text))
    return people, others


def _has_nik(row: Row, meanings: dict[Field, int]) -> bool:
    text = row.cell(meanings.get(Field.NIK, -1)).text
    digits = sum(character.isdigit() for character in niks.normalized(text))
    return digits >= _NIK_LIKE and not text.lstrip().lower().startswith("nip")


def _reason(row: Row, meanings: dict[Field, int], last_person: int) -> NotAPerson | None:
    if row.cell(meanings.get(Field.ROW_NUMBER, -1)).text.strip().lower() == "contoh":
        return NotAPerson.EXAMPLE
    if _has_nik(row, meanings):
        return None
    if _is_numbering(row):
        return NotAPerson.NUMBERING
    if reason := _named_reason(row):
        return reason
    name = row.cell(meanings.get(Field.NAME, -1))
    told = [row.cell(index) for meaning, index in meanings.items() if meaning in _TELLING]
    if name and (sum(map(bool, told)) > 1 or (row.number < last_person and any(told))):
        return None
    is_numbered = row.cell(meanings.get(Field.ROW_NUMBER, -1)).text.strip(" .").isdigit()
    return None if name and is_numbered else NotAPerson.REMARK


def _named_reason(row: Row) -> NotAPerson | None:
    filled = row.filled
    headers = [column_guesses.from_header(cell.text) for cell in filled]
    if len(filled) > _LEAST_HEADERS and sum(map(bool, headers)) >= len(filled) - 1:
        return NotAPerson.HEADER
    keys = [words_key(cell.text) for cell in filled]
    if any(_SUM.match(key) for key in keys):
        return NotAPerson.SUM
    if len(filled) <= _LEAST_HEADERS and any(_SIGNATURE.match(key) for key in keys):
        return NotAPerson.SIGNATURE
    return None


_TELLING = frozenset(
    {
        Field.BIRTH, Field.BIRTH_DATE, Field.BIRTH_PLACE, Field.SEX, Field.ADDRESS, Field.PHONE,
        Field.EDUCATION, Field.SCHEME, Field.VILLAGE, Field.DISTRICT, Field.BUSINESS,
    }
)  # fmt: skip
