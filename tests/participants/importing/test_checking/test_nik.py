"""Identity numbers: read, never guessed."""

import pytest

from participants.importing.answers import Answers
from participants.importing.checking import Outcome
from participants.importing.sheets import Cell, CellKind
from tests.participants.importing.test_checking.rows import (
    SITI,
    causes,
    checked,
    number,
    one,
    values,
)


def test_a_clean_row_asks_nothing():
    result = one()

    assert (causes(result), result.notes, result.count(Outcome.ADD)) == ([], {}, 1)


@pytest.mark.parametrize(
    "written",
    [
        "'9935174101800001",
        "9935 1741 0180 0001",
        "993517.410180.0001",
        "\u200e9935174101800001\u200f",
        "9935174101800001\u00a0",
    ],
)
def test_text_forms_of_a_nik_are_normalized(written: str):
    assert (values(one(nik=written)).nik, causes(one(nik=written))) == ("9935174101800001", [])


@pytest.mark.parametrize("written", ["9935174101800000", "9935174101800001", "9935174101800008"])
def test_a_number_cell_always_asks_for_the_last_digit(written: str):
    result = one(nik=number(written))

    (issue,) = result.groups[0].issues
    assert (causes(result), issue.found, values(result).nik) == (
        ["nik_number"],
        "993517410180000_",
        "",
    )


@pytest.mark.parametrize("typed", ["1", " 1 ", "9935174101800001", "993517.410180.0001"])
def test_the_last_digit_or_the_whole_number_is_typed(typed: str):
    result = one(Answers(typed={2: {"nik": typed}}), nik=number("9935174101800000"))

    assert (values(result).nik, result.is_ready) == ("9935174101800001", True)


def test_a_wrongly_typed_nik_says_what_is_wrong_and_keeps_what_was_typed():
    result = one(Answers(typed={2: {"nik": "12"}}), nik=number("9935174101800000"))

    (issue,) = result.groups[0].issues
    assert (issue.answer, issue.fault, result.is_ready) == (
        "12",
        "NIK harus 16 angka. Ini baru 2.",
        False,
    )


@pytest.mark.parametrize("written", ["3,51701E+15", "3.51701E+15", "9,93517E15"])
def test_scientific_notation_in_text_is_never_guessed(written: str):
    assert (causes(one(nik=written)), values(one(nik=written)).nik) == (["nik_shortened"], "")


@pytest.mark.parametrize(
    ("written", "cause"),
    [
        ("", "nik_missing"),
        ("993517410180001", "nik_wrong"),
        ("99351741018000011", "nik_wrong"),
        ("99351741O1800001", "nik_wrong"),
        (number("993517410180001"), "nik_wrong"),
        (Cell("=A1", CellKind.FORMULA), "nik_wrong"),
    ],
)
def test_other_faults_of_a_nik_are_explained(written: str | Cell, cause: str):
    assert causes(one(nik=written)) == [cause]


def test_a_text_file_saved_from_number_cells_is_recognized_by_its_zeros():
    people = [
        {**SITI, "name": name, "nik": f"99351741018{serial}0", "born": ""}
        for name, serial in (("Siti", "0001"), ("Budi", "0002"), ("Ngatemi", "0003"))
    ]

    assert causes(checked(*people))[0] == "nik_number"


def test_a_nik_that_disagrees_with_date_and_sex_is_a_warning_only():
    result = one(born="02-01-1980", sex="L")

    assert (causes(result), result.is_ready) == (["nik_doubt"], True)


def test_region_99_is_no_reason_to_warn_and_region_00_is():
    assert causes(one(nik="0035174101800001")) == ["nik_doubt"]
