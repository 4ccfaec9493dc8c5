"""Rows of a list, checked as the wizard does."""

import datetime as dt

from participants.importing import checking, tables
from participants.importing.answers import Answers
from participants.importing.checking import Checked
from participants.importing.cleaning import Context, SchemeOption
from participants.importing.findings import Values
from participants.importing.places import Place, Places
from participants.importing.sheets import Book, Cell, CellKind, Row, Sheet

TODAY = dt.date(2026, 6, 1)
HEADER = {
    "name": "Nama",
    "nik": "NIK",
    "place": "Tempat Lahir",
    "born": "Tanggal Lahir",
    "sex": "L/P",
    "address": "Alamat",
    "village": "Desa",
    "district": "Kecamatan",
    "phone": "No HP",
    "education": "Pendidikan",
    "business": "Nama IKM",
    "years": "Lama Usaha",
    "scheme": "Skema",
}
SITI = {
    "name": "Siti Romlah",
    "nik": "9935174101800001",
    "place": "Jombang",
    "born": "01-01-1980",
    "sex": "P",
    "scheme": "Pembatik Tulis",
}
SCHEMES = (SchemeOption(7, "Pembatik Tulis"), SchemeOption(8, "Tukang Cap"))
PLACES = Places(
    (Place(1, "Plandi", "Jombang"), Place(2, "Plandi", "Diwek"), Place(3, "Jatipelem", "Diwek"))
)


def checked(*people: dict[str, str | Cell], answers: Answers | None = None) -> Checked:
    rows = [Row(1, [Cell(text) for text in HEADER.values()])]
    for number, person in enumerate(people, start=2):
        values = [({"name": "", **person}).get(name, "") for name in HEADER]
        cells = [value if isinstance(value, Cell) else Cell(value) for value in values]
        rows.append(Row(number, cells))
    table = tables.choose(Book([Sheet("Daftar", rows)]))
    context = Context(today=TODAY, answers=answers or Answers(), places=PLACES, schemes=SCHEMES)
    return checking.check(table, context)


def one(answers: Answers | None = None, **changed: str | Cell) -> Checked:
    return checked({**SITI, **changed}, answers=answers)


def causes(of: Checked) -> list[str]:
    return [group.cause.value for group in of.groups]


def values(of: Checked) -> Values:
    (row,) = of.rows
    return row.values


def number(text: str) -> Cell:
    return Cell(text, CellKind.NUMBER)
