"""Judgements on plain values."""

import datetime as dt

import pytest

from assessments import rules
from assessments.enums import AgencyStatus, AssessmentStatus, Outcome
from assessments.rules import Tally

K, BK = Outcome.COMPETENT.value, Outcome.NOT_YET_COMPETENT.value


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("UD. Sekar Jati", "sekar jati", True),
        ("Sekar-Jati", "SEKAR JATI", True),
        ("Sekar Jati", "Sekar Arum", False),
        ("", "", False),
        ("UD.", "CV", False),
        ("Sekar Jati", "", False),
    ],
)
def test_one_business_in_two_spellings(one: str, other: str, same: bool):
    assert rules.same_business(one, other) is same


@pytest.mark.parametrize(
    ("values", "words", "complete"),
    [
        ([], "Belum", False),
        (["", ""], "Belum", False),
        (["met", ""], "Sebagian 1/2", False),
        (["met", "not_yet"], "Selesai", True),
    ],
)
def test_tally_says_how_far_a_sheet_is(values: list[str], words: str, complete: bool):
    tally = rules.tally(values)

    assert (tally.words, tally.is_complete) == (words, complete)


def test_tallies_add_up():
    assert Tally(1, 2, 5) + Tally(3, 0, 4) == Tally(4, 2, 9)
    assert (Tally(1, 2, 5).marked, Tally(1, 2, 5).open) == (3, 2)


@pytest.mark.parametrize(
    ("outcome", "units", "note", "follow_up", "fault"),
    [
        (K, {"1": K, "2": K}, "", "", ""),
        (BK, {"1": K, "2": BK}, "Putus-putus", "Latih lagi", ""),
        (K, {"1": K}, "", "", "Pilih K atau BK untuk setiap unit. Belum dipilih: 1 unit."),
        (K, {"1": K, "2": "lulus"}, "", "", "Pilih K atau BK untuk setiap unit."),
        (K, {"1": K, "2": BK}, "", "", "Ada unit yang Anda nyatakan belum kompeten"),
        (BK, {"1": K, "2": K}, "a", "b", "Tunjukkan unit mana yang belum kompeten."),
        (BK, {"1": BK, "2": K}, "a", " ", "perlu catatan dan tindak lanjut"),
        (BK, {"1": BK, "2": K}, "", "b", "perlu catatan dan tindak lanjut"),
    ],
)
def test_what_a_recommendation_lacks(
    outcome: str, units: dict[str, str], note: str, follow_up: str, fault: str
):
    found = rules.recommendation_fault(
        outcome=outcome, unit_outcomes=units, units=["1", "2"], note=note, follow_up=follow_up
    )

    assert found == fault if not fault else fault in found


def test_the_agency_learns_an_outcome_only_with_the_decree():
    seen = {
        status: rules.agency_status(status=status, outcome=K if status == "in_force" else "")
        for status in AssessmentStatus.values
    }

    assert seen == {
        "assigned": AgencyStatus.NOT_YET_ASSESSED,
        "ready": AgencyStatus.NOT_YET_ASSESSED,
        "not_ready": AgencyStatus.NOT_YET_ASSESSED,
        "consented": AgencyStatus.NOT_YET_ASSESSED,
        "recommended": AgencyStatus.ASSESSED,
        "decided": AgencyStatus.ASSESSED,
        "in_force": AgencyStatus.COMPETENT,
        "absent": AgencyStatus.ABSENT,
        "withdrawn": AgencyStatus.WITHDRAWN,
    }


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{seq}/LSP/SK-HASIL/{roman_month}/{year}", "007/LSP/SK-HASIL/X/2026"),
        ("{year}-{seq}", "2026-007"),
        ("SK tanpa pola {lain}", "SK tanpa pola {lain}"),
    ],
)
def test_decree_numbers_follow_the_pattern(pattern: str, number: str):
    assert rules.decree_number(pattern, sequence=7, day=dt.date(2026, 10, 14)) == number
