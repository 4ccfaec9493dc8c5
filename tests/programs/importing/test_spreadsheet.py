import io
import zipfile

import openpyxl
import pytest

from certify.lib.errors import InvalidInputError
from programs import importing
from programs.content import Catalogue, CriterionText, ElementText, StandardText, UnitText

FACTS = (("Kode", "X-1"), ("Judul", "Judul"), ("Teks resmi", "Ya"))
HEAD = tuple(name for name, _, _ in importing.COLUMNS)


def workbook(*rows: tuple[object, ...], facts=FACTS) -> bytes:
    book = openpyxl.Workbook()
    about = book.active
    about.title = "Standar"
    for row in facts:
        about.append(row)
    units = book.create_sheet("Unit")
    units.append(HEAD)
    for row in rows:
        units.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_template_can_be_read_back():
    catalogue = importing.read_file(importing.template())

    assert [(one.code, len(one.units)) for one in catalogue.standards] == [("SKKNI-000-2018", 1)]


def test_empty_cells_carry_on_what_stands_above():
    content = workbook(
        ("U.1", "Unit satu", "Unit one", 1, "Elemen satu", "1.1", "KUK satu."),
        (None, None, None, None, None, None, "KUK dua."),
        (None, None, None, 2, "Elemen dua", 2.1, "KUK tiga."),
        (None,),
        ("U.2", "Unit dua"),
    )

    catalogue = importing.read_file(content)

    assert catalogue == Catalogue(
        (
            StandardText(
                code="X-1",
                title="Judul",
                is_official=True,
                units=(
                    UnitText(
                        code="U.1",
                        title="Unit satu",
                        title_en="Unit one",
                        is_official=True,
                        elements=(
                            ElementText(
                                1,
                                "Elemen satu",
                                (
                                    CriterionText("1.1", "KUK satu."),
                                    CriterionText("1.2", "KUK dua."),
                                ),
                            ),
                            ElementText(2, "Elemen dua", (CriterionText("2.1", "KUK tiga."),)),
                        ),
                    ),
                    UnitText(code="U.2", title="Unit dua", is_official=True),
                ),
            ),
        )
    )


def test_faults_of_rows_are_named_by_row():
    content = workbook(
        (None, None, None, 1, "Elemen", "1.1", "KUK."),
        ("U.1", "Unit", None, "a", "Elemen", "1.1", "KUK."),
        ("U.2", "Unit dua", None, None, None, "1.1", "KUK."),
    )

    with pytest.raises(importing.FileFaultsError) as caught:
        importing.read_file(content)

    assert caught.value.faults == [
        "Baris 2: belum ada unit di atasnya. Isi judul unit.",
        "Baris 3: nomor elemen “a” bukan angka.",
        "Baris 4: KUK tanpa elemen. Isi nomor dan judul elemennya.",
    ]


def test_formula_stays_its_text():
    content = workbook(("U.1", "=1+1", None, 1, "Elemen", "1.1", "KUK."))

    assert importing.read_file(content).standards[0].units[0].title == "=1+1"


def test_other_workbook_is_refused():
    book = openpyxl.Workbook()
    out = io.BytesIO()
    book.save(out)

    with pytest.raises(InvalidInputError, match="Lembar “Standar” dan “Unit” tidak ada"):
        importing.read_file(out.getvalue())


def bomb() -> bytes:
    """A workbook of a few kilobytes with a cell of 640 million letters."""
    out = io.BytesIO()
    sheet = "xl/worksheets/sheet2.xml"
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != sheet:
                new.writestr(name, old.read(name))
        with new.open(sheet, "w", force_zip64=True) as part:
            part.write(
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
            )
            for _ in range(160):
                part.write(b"a" * (4 << 20))
            part.write(b"</t></is></c></row></sheetData></worksheet>")
    return out.getvalue()


@pytest.mark.parametrize("make", [lambda: b"PK\x03\x04junk", bomb], ids=["damaged", "bomb"])
def test_damaged_or_hostile_workbook_is_refused_and_we_live(make):
    with pytest.raises(InvalidInputError, match="tidak bisa dibuka"):
        importing.read_file(make())
