"""Birth place and birth date, in one column or in two."""

import datetime

from certify.lib import nik as niks
from certify.lib.errors import InvalidInputError
from certify.lib.text import tidy
from participants.importing import dates
from participants.importing.causes import Cause
from participants.importing.cleaning.rows import RowReader
from participants.importing.dates import Written
from participants.importing.fields import Field
from participants.importing.findings import Tidied
from participants.importing.sheets import Cell, CellKind

_LONGEST_PLACE = 80
_YOUNG = 15
_OLD = 90


def read_birth(reader: RowReader) -> None:
    """Read place and date."""
    values = reader.found.values
    if reader.has_column(Field.BIRTH):
        cell = reader.cell(Field.BIRTH)
        if cell.kind is CellKind.TEXT:
            place, date = dates.split_place(cell.text)
            values.birth_place = place[:_LONGEST_PLACE]
            cell = Cell(date)
    else:
        cell = reader.cell(Field.BIRTH_DATE)
    if reader.has_column(Field.BIRTH_PLACE):
        values.birth_place = reader.tidied_text(Field.BIRTH_PLACE, longest=_LONGEST_PLACE)
    values.birth_date = _date(reader, cell)
    if values.birth_date is not None:
        _judge_age(reader, values.birth_date)


def _date(reader: RowReader, cell: Cell) -> datetime.date | None:
    text = tidy(cell.text)
    if not text:
        return _typed(reader, Cause.BIRTH_DATE_MISSING, "")
    if cell.kind is CellKind.NUMBER and (day := _serial(reader, text)):
        return day
    written = dates.read(text) if cell.kind in {CellKind.TEXT, CellKind.DATE} else None
    if written is None:
        return _typed(reader, Cause.BIRTH_DATE_WRONG, text)
    days = dates.candidates(written, today=reader.context.today)
    if not days or days[0] > reader.context.today:
        return _typed(reader, Cause.BIRTH_DATE_WRONG, text)
    if reader.typed(Field.BIRTH_DATE) is not None:
        return _typed(reader, Cause.BIRTH_DATE_WRONG, text)
    return _settled(reader, text, written, days)


def _settled(
    reader: RowReader, text: str, written: Written, days: list[datetime.date]
) -> datetime.date | None:
    """Let the NIK settle what the written date leaves open; ask where it cannot."""
    nik = reader.found.values.nik
    parts = niks.parts(nik) if nik else None
    swapped = written.swapped
    if parts and swapped and not written.agrees_with(parts) and swapped.agrees_with(parts):
        return _swapped(reader, text, days[0], swapped)
    if written.has_century:
        return days[0]
    if parts and written.agrees_with(parts) and len(days) == 1:
        reader.found.note(Tidied.DATE_CENTURY, text, f"{days[0]:%d-%m-%Y}")
        return days[0]
    if not nik:
        # The NIK is still being repaired, and then it settles the year; the row waits for it.
        return None
    choices = tuple((day.isoformat(), f"{day:%d-%m-%Y}") for day in days)
    issue = reader.raise_issue(Cause.BIRTH_DATE_CENTURY, Field.BIRTH_DATE, text, choices=choices)
    return datetime.date.fromisoformat(issue.answer) if issue.answer else None


def _swapped(
    reader: RowReader, text: str, as_written: datetime.date, swapped: Written
) -> datetime.date | None:
    others = dates.candidates(swapped, today=reader.context.today)
    if not others:
        return as_written
    issue = reader.raise_issue(
        Cause.BIRTH_DATE_SWAPPED,
        Field.BIRTH_DATE,
        text,
        proposal=f"{others[0]:%d-%m-%Y}",
        choices=(
            ("nik", f"{others[0]:%d-%m-%Y} (sesuai NIK)"),
            ("keep", f"{as_written:%d-%m-%Y} (seperti tertulis)"),
        ),
    )
    if not issue.answer:
        return None
    return others[0] if issue.answer == "nik" else as_written


def _serial(reader: RowReader, text: str) -> datetime.date | None:
    """Take an Excel day number for a date only when the NIK names the same day."""
    day = dates.from_serial(text)
    nik = reader.found.values.nik
    if day is None or not nik or not niks.parts(nik).is_born_on(day):
        return None
    reader.found.note(Tidied.DATE_SERIAL, text, f"{day:%d-%m-%Y}")
    return day


def _typed(reader: RowReader, cause: Cause, found: str) -> datetime.date | None:
    today = reader.context.today

    def parse(text: str) -> str:
        written = dates.read(text)
        if written is None:
            sentence = "Ketik tanggal seperti 17-09-1961."
            raise InvalidInputError(sentence)
        if not written.has_century:
            sentence = "Ketik tahun dengan empat angka, misalnya 1961."
            raise InvalidInputError(sentence)
        day = dates.candidates(written, today=today)[0]
        if not today.year - dates.OLDEST <= day.year <= today.year:
            sentence = f"Tahun {day.year} tidak mungkin. Periksa tahun lahirnya."
            raise InvalidInputError(sentence)
        return day.isoformat()

    value = reader.repaired(cause, Field.BIRTH_DATE, found, parse)
    return datetime.date.fromisoformat(value) if value else None


def _judge_age(reader: RowReader, day: datetime.date) -> None:
    age = dates.age(day, today=reader.context.today)
    if not _YOUNG <= age <= _OLD:
        reader.raise_issue(
            Cause.BIRTH_DATE_ODD,
            Field.BIRTH_DATE,
            f"{day:%d-%m-%Y}",
            sentence=f"Umurnya {age} tahun.",
        )
