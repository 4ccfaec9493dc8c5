"""Hostile and unreadable files: refused by kind with the way out, and the parent stays alive."""

import resource
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from participants.importing import archive, kinds, limits, reading
from participants.importing.refusals import Refusal, UnreadableFileError
from participants.importing.sheets import Cell, CellKind
from tests.participants.importing import workbooks
from tests.participants.importing.workbooks import HEADER, SITI

ROOT = Path(__file__).parents[3]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{i} "{f"&lol{i - 1 or str()};" * 10}">' for i in range(1, 10))
    + "]>"
)


def refusal_of(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        reading.read_file(content)
    return caught.value


def seconds() -> float:
    """Processor time of this process and its children; other work on the machine does not count."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


# In a process of its own: this one has had other children, and larger ones.
READ_AND_TELL = """
import resource, sys
from pathlib import Path
from participants.importing import reading
reading.read_file(Path(sys.argv[1]).read_bytes())
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (b"\x00" * 4096, Refusal.EMPTY),
        (OLE, Refusal.OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Refusal.PASSWORD),
        (b"\x09\x08\x10\x00" + bytes(50), Refusal.OLD_EXCEL),
        (b"%PDF-1.7\n%\xe2\xe3", Refusal.PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(64), Refusal.PICTURE),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), Refusal.PICTURE),
        (b"\x00\x00\x00\x18ftypheic" + bytes(64), Refusal.PICTURE),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', Refusal.PICTURE),
        (b"<html><table><tr><td>Nama</td></tr></table></html>", Refusal.WEB_PAGE),
        ("\ufeff  <TABLE><tr><td>Nama</td></tr></TABLE>".encode(), Refusal.WEB_PAGE),
        ("<html><body>".encode("utf-16"), Refusal.WEB_PAGE),
        (b'<?xml version="1.0"?><Workbook/>', Refusal.WEB_PAGE),
        (b"Rar!\x1a\x07\x01\x00" + bytes(64), Refusal.OTHER_ARCHIVE),
        (workbooks.archive({"foto.jpg": b"x"}), Refusal.OTHER_ARCHIVE),
        (
            workbooks.archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            Refusal.OPENDOCUMENT,
        ),
        (
            workbooks.archive({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
            Refusal.WORD,
        ),
        (workbooks.raw_workbook("", more={"xl/workbook.bin": b"x"}), Refusal.BINARY_EXCEL),
        (workbooks.raw_workbook("", more={"xl/vbaProject.bin": b"x"}), Refusal.MACROS),
        (workbooks.workbook([HEADER, SITI])[:-40], Refusal.DAMAGED),
        (workbooks.archive({"[Content_Types].xml": workbooks.CONTENT_TYPES}), Refusal.DAMAGED),
        (workbooks.raw_workbook("<row r='1'><c r='A1'><v>1</row>"), Refusal.DAMAGED),
        (bytes(range(256)) * 20, Refusal.UNKNOWN),
    ],
)
def test_a_file_is_refused_by_kind(content: bytes, refusal: Refusal) -> None:
    error = refusal_of(content)

    assert error.refusal is refusal
    assert error.sentence
    assert error.steps


def test_the_way_out_names_excel_and_libreoffice() -> None:
    in_excel, in_libreoffice = refusal_of(OLE).steps

    assert in_excel.startswith("Di Excel: ")
    assert in_excel.endswith("“Excel Workbook (*.xlsx)”.")
    assert in_libreoffice.startswith("Di LibreOffice: ")
    assert in_libreoffice.endswith("“Excel 2007–365 (.xlsx)”.")


def test_too_large_is_refused_before_anything_is_read() -> None:
    assert refusal_of(b"a" * (limits.PACKED_BYTES + 1)).refusal is Refusal.TOO_LARGE


def test_a_zip_bomb_is_refused_at_once() -> None:
    row = b"<row r='1'>" + b" " * (60 * 1024 * 1024) + b"</row>"
    bomb = workbooks.raw_workbook("", more={"xl/worksheets/sheet2.xml": row})
    started = seconds()

    assert refusal_of(bomb).refusal is Refusal.BOMB
    assert seconds() - started < 1


def test_false_sizes_in_the_directory_are_found_while_unpacking() -> None:
    bomb = bytearray(
        workbooks.raw_workbook("", more={"xl/worksheets/sheet2.xml": b" " * (60 * 1024 * 1024)})
    )
    entry = bomb.rfind(b"PK\x01\x02")
    struct.pack_into("<I", bomb, entry + 24, 1000)
    started = seconds()

    assert refusal_of(bytes(bomb)).refusal is Refusal.DAMAGED
    assert seconds() - started < 1


def test_many_parts_are_refused() -> None:
    parts: dict[str, bytes | str] = {f"xl/part{i}.xml": "<x/>" for i in range(limits.PARTS)}

    assert refusal_of(workbooks.raw_workbook("", more=parts)).refusal is Refusal.BOMB


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression_is_refused(method: int) -> None:
    content = workbooks.archive({"[Content_Types].xml": "<x/>"}, method=method)

    assert refusal_of(content).refusal is Refusal.DAMAGED


@pytest.mark.parametrize(
    "doctype",
    [
        LAUGHS,
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!doctype x SYSTEM "http://192.0.2.1/x.dtd">',
    ],
)
def test_entities_are_refused_before_parsing(doctype: str) -> None:
    row = "<row r='1'><c r='A1' t='inlineStr'><is><t>&lol9;&secret;</t></is></c></row>"

    assert refusal_of(workbooks.raw_workbook(row, doctype=doctype)).refusal is Refusal.ENTITIES


def test_entities_in_utf16_are_refused() -> None:
    sheet = workbooks.SHEET.format(doctype=LAUGHS, rows="").replace("UTF-8", "UTF-16")
    more: dict[str, bytes | str] = {"xl/worksheets/sheet2.xml": sheet.encode("utf-16")}

    assert refusal_of(workbooks.raw_workbook("", more=more)).refusal is Refusal.ENTITIES


def test_a_cell_at_the_far_end_is_read_and_named() -> None:
    rows = (
        workbooks.text_row(1, HEADER)
        + workbooks.text_row(2, SITI)
        + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    )
    started = seconds()
    (sheet,) = reading.read_file(workbooks.raw_workbook(rows)).sheets

    assert [row.number for row in sheet.rows] == [1, 2]
    assert sheet.far_cells == ["XFD1048576"]
    assert seconds() - started < 2


def test_100_000_rows_are_refused_in_time() -> None:
    content = workbooks.workbook([HEADER] + [SITI] * 100_000)
    assert len(content) < limits.PACKED_BYTES
    started = seconds()

    assert refusal_of(content).refusal is Refusal.TOO_MANY_ROWS
    assert seconds() - started < 2


def test_a_million_styled_empty_rows_do_not_count() -> None:
    rows = (
        workbooks.text_row(1, HEADER)
        + workbooks.text_row(2, SITI)
        + "".join(f"<row r='{i}' ht='15'/>" for i in range(3, 60_000))
    )
    (sheet,) = reading.read_file(workbooks.raw_workbook(rows)).sheets

    assert [row.number for row in sheet.rows] == [1, 2]


def test_the_child_is_stopped_when_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_SECONDS", 0.01)

    assert refusal_of(workbooks.workbook([HEADER, SITI])).refusal is Refusal.TOO_HEAVY


def test_the_child_has_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "daftar.xlsx"
    file.write_bytes(workbooks.workbook([HEADER] + [SITI] * 5_000))

    command = [sys.executable, "-c", READ_AND_TELL, str(file)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert 0 < int(told) < limits.CHILD_MEMORY_BYTES


def test_the_child_gets_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///somewhere")

    assert set(reading.child_environment()) <= {
        "PATH",
        "VIRTUAL_ENV",
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONIOENCODING",
        "OPENPYXL_LXML",
    }


def test_cells_keep_the_type_they_had() -> None:
    rows = (
        "<row r='1'>"
        "<c r='A1' t='inlineStr'><is><t>9935174101800001</t></is></c>"
        "<c r='B1'><v>9935174101800001</v></c>"
        "<c r='C1'><v>3.51701450765E+15</v></c>"
        '<c r=\'D1\'><f>HYPERLINK("http://192.0.2.1","Siti")</f><v>Siti</v></c>'
        "<c r='E1' t='b'><v>1</v></c>"
        "<c r='F1' t='e'><v>#N/A</v></c>"
        "<c r='G1' t='str'><f>A1&amp;B1</f><v>cached</v></c>"
        "<c r='H1' t='inlineStr'><is><t>=1+1</t></is></c>"
        "</row>"
    )
    (sheet,) = reading.read_file(workbooks.raw_workbook(rows)).sheets

    assert list(sheet.rows[0].cells) == [
        Cell("9935174101800001"),
        Cell("9935174101800001", CellKind.NUMBER),
        Cell("3517014507650000", CellKind.NUMBER),
        Cell('=HYPERLINK("http://192.0.2.1","Siti")', CellKind.FORMULA),
        Cell("BENAR", CellKind.OTHER),
        Cell("#N/A", CellKind.OTHER),
        Cell("=A1&B1", CellKind.FORMULA),
        Cell("=1+1"),
    ]


def test_hidden_rows_columns_and_merged_cells_are_seen() -> None:
    rows = workbooks.text_row(1, HEADER) + workbooks.text_row(2, SITI).replace(
        'r="2">', 'r="2" hidden="1">', 1
    )
    sheet_xml = (
        workbooks.SHEET.format(doctype="", rows=rows)
        .replace("<sheetData>", "<cols><col min='3' max='4' hidden='1'/></cols><sheetData>")
        .replace("</sheetData>", "</sheetData><mergeCells><mergeCell ref='A1:B1'/></mergeCells>")
    )
    content = workbooks.archive(
        {
            "[Content_Types].xml": workbooks.CONTENT_TYPES,
            "_rels/.rels": workbooks.RELATIONS.format(
                kind="officeDocument", target="xl/workbook.xml"
            ),
            "xl/workbook.xml": workbooks.BOOK,
            "xl/_rels/workbook.xml.rels": workbooks.RELATIONS.format(
                kind="worksheet", target="worksheets/sheet1.xml"
            ),
            "xl/worksheets/sheet1.xml": sheet_xml,
        }
    )
    (sheet,) = reading.read_file(content).sheets

    assert [row.is_hidden for row in sheet.rows] == [False, True]
    assert sheet.hidden_columns == frozenset({2, 3})
    assert sheet.merged == [(1, 0, 1, 1)]


def test_kind_is_told_by_content() -> None:
    assert kinds.recognize(workbooks.workbook([HEADER])) is kinds.Kind.WORKBOOK
    assert kinds.recognize(b"Nama;NIK\r\n") is kinds.Kind.TEXT


def test_an_ordinary_workbook_passes_the_archive_check() -> None:
    archive.check(workbooks.workbook([HEADER, SITI]))
