"""Dates of birth."""

import datetime as dt

import pytest

from participants.importing.answers import Answers
from participants.importing.findings import Tidied
from participants.importing.sheets import Cell, CellKind
from tests.participants.importing.test_checking.rows import (
    causes,
    number,
    one,
    values,
)


@pytest.mark.parametrize(
    "written",
    [
        "01-01-1980", "01/01/1980", "1.1.1980", "1 Januari 1980", "01 Jan 1980", "1-Jan-1980",
        "1980-01-01", "01011980", " 1 JANUARI 1980 ", Cell("1980-01-01", CellKind.DATE),
    ],
)  # fmt: skip
def test_dates_are_read_day_first(written: str | Cell):
    assert values(one(born=written)).birth_date == dt.date(1980, 1, 1)


@pytest.mark.parametrize("month", ["Agustus", "Agt", "Aug", "agu.", "AGUST"])
def test_months_have_many_names(month: str):
    assert values(one(born=f"17 {month} 1980")).birth_date == dt.date(1980, 8, 17)


def test_two_digit_years_are_settled_by_the_nik_and_noted():
    result = one(born="01-01-80")

    assert values(result).birth_date == dt.date(1980, 1, 1)
    assert [note.after for note in result.notes[Tidied.DATE_CENTURY]] == ["01-01-1980"]


def test_two_digit_years_that_the_nik_does_not_settle_are_asked():
    result = one(born="02-01-12")

    (issue,) = result.groups[0].issues
    assert (issue.cause.value, issue.choices) == (
        "birth_date_century",
        (("2012-01-02", "02-01-2012"),),
    )
    answered = one(Answers(chosen={2: {"birth_date_century": "2012-01-02"}}), born="02-01-12")
    assert values(answered).birth_date == dt.date(2012, 1, 2)


def test_day_and_month_that_the_nik_has_the_other_way_round_are_asked():
    result = one(nik="9935174502800001", born="02-05-1980")

    (issue,) = result.groups[0].issues
    assert [label for _, label in issue.choices] == [
        "05-02-1980 (sesuai NIK)",
        "02-05-1980 (seperti tertulis)",
    ]
    fixed = one(
        Answers(for_all={"birth_date_swapped": "nik"}), nik="9935174502800001", born="02-05-1980"
    )
    assert values(fixed).birth_date == dt.date(1980, 2, 5)


def test_an_excel_day_number_is_a_date_only_when_the_nik_says_the_same():
    assert values(one(born=number("29221"))).birth_date == dt.date(1980, 1, 1)
    assert causes(one(born=number("29222"))) == ["birth_date_wrong"]


@pytest.mark.parametrize("written", ["31-02-1980", "1980", "kira-kira 1980", "01-01-2030"])
def test_unreadable_and_future_dates_are_asked(written: str):
    assert causes(one(born=written)) == ["birth_date_wrong"]


def test_a_typed_date_needs_a_full_year():
    result = one(Answers(typed={2: {"birth_date": "1-1-80"}}), born="?")

    assert result.groups[0].issues[0].fault == "Ketik tahun dengan empat angka, misalnya 1961."
