"""BNSP numbers out of a spreadsheet: matched by the participant's number or name, never guessed.

The file is read by the participants' reader, in a child process with limits.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from certify.lib.errors import InvalidInputError
from participants.importing import reading
from participants.importing.refusals import UnreadableFileError
from participants.importing.sheets import Book, Row

HEADS = {
    "certificate": ("nomor sertifikat", "no sertifikat", "no. sertifikat", "sertifikat"),
    "registration": ("nomor registrasi", "no registrasi", "no reg", "registrasi"),
    "number": ("nomor peserta", "no peserta", "nomor urut", "no urut", "no", "nomor"),
    "name": ("nama lengkap", "nama peserta", "nama asesi", "nama"),
}
SEARCHED_ROWS = 30


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to whom numbers may belong."""

    key: int
    number: int
    name: str


@dataclass
class Found:
    """What the file says: numbers by person, and the rows that belong to nobody."""

    numbers: dict[int, tuple[str, str]] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)


def read(content: bytes, people: Sequence[Person]) -> Found:
    """Read a file of BNSP numbers.

    Raises:
        InvalidInputError: it is not such a file, with what to do about it.
    """
    try:
        book = reading.read_file(content)
    except UnreadableFileError as error:
        raise InvalidInputError(error.sentence) from error
    return match(book, people)


def match(book: Book, people: Sequence[Person]) -> Found:
    """Match the rows of a book to people.

    Raises:
        InvalidInputError: no sheet has a head with both numbers.
    """
    for sheet in book.sheets:
        for position, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
            columns = _columns(row)
            if {"certificate", "registration"} <= columns.keys():
                return _matched(sheet.rows[position + 1 :], columns, people)
    raise InvalidInputError(
        "Tidak ada kolom “Nomor sertifikat” dan “Nomor registrasi”. "
        "Tulis kedua judul kolom itu di atas nomornya, lalu unggah lagi."
    )


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]+", " ", text.casefold()).split())


def _columns(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(row.cells):
        head = _plain(cell.text)
        for meaning, words in HEADS.items():
            if head in {_plain(word) for word in words}:
                found.setdefault(meaning, index)
    return found


def _matched(rows: Sequence[Row], columns: Mapping[str, int], people: Sequence[Person]) -> Found:
    by_number = {person.number: person for person in people}
    by_name: dict[str, list[Person]] = {}
    for person in people:
        by_name.setdefault(_plain(person.name), []).append(person)
    found = Found()
    for row in rows:
        certificate = _text(row, columns["certificate"])
        registration = _text(row, columns["registration"])
        if not certificate and not registration:
            continue
        owner = _owner(row, columns, by_number, by_name)
        if owner is None:
            found.strangers.append(f"Baris {row.number}: {_called(row, columns)}")
        else:
            found.numbers[owner.key] = (certificate, registration)
    return found


def _text(row: Row, column: int | None) -> str:
    return "" if column is None else " ".join(row.cell(column).text.split())


def _called(row: Row, columns: Mapping[str, int]) -> str:
    name, number = (_text(row, columns.get(key)) for key in ("name", "number"))
    return name or (f"nomor {number}" if number else "tanpa nama")


def _owner(
    row: Row,
    columns: Mapping[str, int],
    by_number: Mapping[int, Person],
    by_name: Mapping[str, list[Person]],
) -> Person | None:
    """A name decides when the file has one; a number alone only when it has no names."""
    name = _plain(_text(row, columns.get("name")))
    number = _text(row, columns.get("number")).removesuffix(".0")
    numbered = by_number.get(int(number)) if number.isdecimal() else None
    if not name:
        return numbered
    named = by_name.get(name, [])
    if len(named) == 1:
        return named[0]
    return numbered if numbered in named else None
