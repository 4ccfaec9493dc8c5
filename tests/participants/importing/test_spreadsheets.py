"""Workbooks we give out: read back, no cell is a formula and nothing lost its form (E10)."""

import io

import openpyxl
from openpyxl.utils.escape import unescape

from participants.importing import checking, reading, spreadsheets, tables
from participants.importing.answers import Answers
from participants.importing.checking import Outcome
from tests.participants.importing.test_checking.rows import SITI, checked

DANGEROUS = ("=1+1", "+62 812", "-1", "@SUM(A1)", "\tx", "\rx", "http://192.0.2.1")


def cells(content: bytes) -> list[list[tuple[object, str]]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


def test_rows_left_out_come_back_as_text_with_the_reason():
    people = [{**SITI, "name": text, "nik": "12", "business": text} for text in DANGEROUS]

    content = spreadsheets.rejected_rows(checked(*people))

    read = cells(content)
    assert [value for value, _ in read[0]][:3] == ["Baris", "Nama", "NIK"]
    assert [unescape(str(row[1][0])) for row in read[1:]] == list(DANGEROUS)
    assert {kind for row in read for value, kind in row if value is not None} == {"s"}
    assert all("NIK belum benar" in str(row[-1][0]) for row in read[1:])


def test_people_who_are_imported_are_not_among_them():
    result = checked(SITI, {**SITI, "name": "Budi"}, answers=Answers(for_all={"duplicate": "skip"}))

    assert [row[0][0] for row in cells(spreadsheets.rejected_rows(result))] == ["Baris", "3"]
    assert result.count(Outcome.ADD) == 1


def test_the_template_is_read_by_its_own_import_and_its_example_is_left_out():
    content = spreadsheets.template(["Pembatik Tulis", "Tukang Cap"])

    table = tables.choose(reading.read_file(content))
    assert [column.is_sure for column in table.columns] == [True] * 14
    _, others = tables.split(table, checking.columns_by_meaning(table, {}))
    assert [other.reason.label for other in others] == ["baris contoh dari templat"]


def test_the_template_keeps_nik_as_text_and_offers_choices():
    book = openpyxl.load_workbook(io.BytesIO(spreadsheets.template(["Pembatik Tulis"])))
    sheet = book.worksheets[0]

    assert sheet.column_dimensions["C"].width == 20.7109375
    assert sheet["C2"].number_format == "@"
    assert sorted(
        (str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation
    ) == [
        ("F2:F501", '"L,P"'),
        ("K2:K501", '"SD,SMP,SMA,SMK,D1,D2,D3,D4,S1,S2,S3"'),
        ("N2:N501", '"Pembatik Tulis"'),
    ]
