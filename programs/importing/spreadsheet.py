"""Standards from our spreadsheet template: a sheet about the standard, a sheet of its units."""

import io
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from certify.lib.errors import InvalidInputError
from programs.content import Catalogue, CriterionText, ElementText, StandardText, UnitText
from programs.importing import catalogue
from programs.importing.checks import FileFaultsError, check

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 20
ZIP = b"PK\x03\x04"
YES = frozenset({"ya", "y", "resmi", "true", "benar", "1"})
FACTS = (
    ("Kode", "SKKNI-000-2018", "Kode singkat standar; kode contoh diawali DEMO"),
    ("Judul", "SKKNI … Bidang Industri Kain Batik", "Judul lengkap"),
    ("Keputusan", "Keputusan Menteri Ketenagakerjaan RI Nomor … Tahun …", "Boleh kosong"),
    ("Sumber", "Lampiran keputusan, diunduh dari …", "Dari mana teksnya"),
    ("Teks resmi", "tidak", "ya kalau disalin persis dari keputusan"),
)
COLUMNS = (
    ("Kode unit", "C.13BTK01.001.2", "Kosongkan kalau tidak diketahui"),
    ("Judul unit", "Menggambar Sketsa Batik", "Wajib pada baris pertama unit"),
    ("Judul unit (Inggris)", "Draw Batik Sketches", "Untuk halaman kedua sertifikat"),
    ("No elemen", "1", "Angka"),
    ("Elemen", "Menyiapkan alat gambar", "Wajib pada baris pertama elemen"),
    ("No KUK", "1.1", "Seperti pada standar"),
    ("KUK", "Alat gambar disiapkan sesuai kebutuhan.", "Satu baris satu KUK"),
)


def read_file(content: bytes) -> Catalogue:
    """Read a JSON file or our spreadsheet, told apart by the first bytes.

    Raises:
        InvalidInputError: it is neither, or what it holds cannot be kept.
    """
    if content.startswith(ZIP):
        return Catalogue((check(_standard(_open(content))),))
    return catalogue.read_catalogue(content)


def _open(content: bytes) -> dict[str, list[list[str]]]:
    sentence = (
        "Spreadsheet ini tidak bisa dibuka. Isi templat dari halaman ini, "
        "lalu simpan sebagai .xlsx."
    )
    try:
        done = subprocess.run(
            [sys.executable, "-m", "programs.importing.child"],  # our own module
            input=content,
            capture_output=True,
            timeout=SECONDS,
            cwd=ROOT,
            env={"OPENPYXL_LXML": "False"},  # lxml would stand in for defusedxml
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise InvalidInputError(sentence) from error
    sheets: dict[str, list[list[str]]] = json.loads(done.stdout)
    if set(sheets) != {"Standar", "Unit"}:
        sentence = "Lembar “Standar” dan “Unit” tidak ada. Pakai templat dari halaman ini."
        raise InvalidInputError(sentence)
    return sheets


def _standard(sheets: dict[str, list[list[str]]]) -> StandardText:
    facts = {_plain(row[0]).casefold(): _plain(row[1]) for row in sheets["Standar"] if len(row) > 1}
    return StandardText(
        code=facts.get("kode", ""),
        title=facts.get("judul", ""),
        decree=facts.get("keputusan", ""),
        source=facts.get("sumber", ""),
        is_official=facts.get("teks resmi", "").casefold() in YES,
        units=_units(sheets["Unit"], is_official=facts.get("teks resmi", "").casefold() in YES),
    )


def _units(rows: list[list[str]], *, is_official: bool) -> tuple[UnitText, ...]:
    reader = _Rows()
    for number, raw in enumerate(rows[1:], start=2):
        cells = [_plain(value) for value in [*raw, *[""] * len(COLUMNS)][: len(COLUMNS)]]
        if any(cells):
            reader.take(number, cells)
    if reader.faults:
        raise FileFaultsError(reader.faults)
    return tuple(
        UnitText(
            code=unit.code,
            title=unit.title,
            title_en=unit.title_en,
            is_official=is_official,
            elements=tuple(
                ElementText(element.number, element.title, tuple(element.criteria))
                for element in unit.elements
            ),
        )
        for unit in reader.units
    )


@dataclass(slots=True)
class _Element:
    number: int
    title: str
    criteria: list[CriterionText] = field(default_factory=list)


@dataclass(slots=True)
class _Unit:
    code: str
    title: str
    title_en: str
    elements: list[_Element] = field(default_factory=list)


class _Rows:
    """Rows that carry on the unit and element above them where their own cells are empty."""

    def __init__(self) -> None:
        self.units: list[_Unit] = []
        self.faults: list[str] = []

    def take(self, number: int, cells: list[str]) -> None:
        code, title, title_en, element, element_title, criterion, text = cells
        unit = self._unit(code, title, title_en)
        if unit is None:
            self.faults.append(f"Baris {number}: belum ada unit di atasnya. Isi judul unit.")
            return
        if element and not element.isdecimal():
            self.faults.append(f"Baris {number}: nomor elemen “{element}” bukan angka.")
            return
        elements = unit.elements
        if element and (not elements or int(element) != elements[-1].number):
            elements.append(_Element(int(element), element_title))
        if text and not elements:
            self.faults.append(f"Baris {number}: KUK tanpa elemen. Isi nomor dan judul elemennya.")
        elif text:
            kept = elements[-1]
            given = criterion or f"{kept.number}.{len(kept.criteria) + 1}"
            kept.criteria.append(CriterionText(given, text))

    def _unit(self, code: str, title: str, title_en: str) -> _Unit | None:
        last = self.units[-1] if self.units else None
        if (code or title) and (last is None or (code, title) != (last.code, last.title)):
            last = _Unit(code, title, title_en)
            self.units.append(last)
        return last


def _plain(value: str) -> str:
    text = " ".join(value.split())
    return text.removesuffix(".0") if text.removesuffix(".0").isdecimal() else text


def template() -> bytes:
    """Make the spreadsheet to fill in: headers, an example row, what each column means."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        text = book.add_format({"num_format": "@"})
        grey = book.add_format({"italic": True, "font_color": "#5C574E"})
        about = book.add_worksheet("Standar")
        about.set_column(0, 0, 16)
        about.set_column(1, 2, 60, text)
        for row, (name, example, hint) in enumerate(FACTS):
            about.write_string(row, 0, name, bold)
            about.write_string(row, 1, example, text)
            about.write_string(row, 2, hint, grey)
        units = book.add_worksheet("Unit")
        units.set_column(0, len(COLUMNS) - 1, 28, text)
        for column, (name, example, hint) in enumerate(COLUMNS):
            units.write_string(0, column, name, bold)
            units.write_comment(0, column, hint)
            units.write_string(1, column, example, text)
        units.freeze_panes(1, 0)
    return out.getvalue()
