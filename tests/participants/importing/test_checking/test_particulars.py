"""Sex, education, scheme, address and phone."""

import pytest

from participants.importing.answers import Answers
from participants.importing.places import split_address
from tests.participants.importing.test_checking.rows import SITI, causes, checked, one, values


@pytest.mark.parametrize("written", ["P", "p", "Pr", "Perempuan", "WANITA", "Wanita "])
def test_words_for_women(written: str):
    assert values(one(sex=written)).sex == "female"


def test_a_missing_sex_is_asked_and_the_nik_proposes():
    result = one(sex="?")
    assert result.groups[0].issues[0].proposal == "Perempuan"
    assert values(one(Answers(for_all={"sex_missing": "nik"}), sex="?")).sex == "female"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("smk / sederajat", "smk"), ("SLTA", "sma"), ("SMA/Sederajat", "sma"), ("D-III", "d3"),
        ("S1 Seni Rupa", "s1"), ("Tamat SD", "sd"), ("MTs", "smp"), ("Paket C", "sma"),
        ("Diploma III", "d3"), ("Tidak sekolah", "none"), ("-", ""),
    ],
)  # fmt: skip
def test_education_in_many_words(written: str, code: str):
    assert values(one(education=written)).education == code


def test_unknown_education_is_asked_once_for_all_rows_that_say_so():
    people = [
        {**SITI, "education": "Sekolah Rakyat Baru"},
        {**SITI, "name": "Budi", "nik": "9935174101800002", "education": "Sekolah Rakyat Baru"},
    ]

    result = checked(
        *people, answers=Answers(meanings={"education_unknown": {"Sekolah Rakyat Baru": "sd"}})
    )

    assert causes(checked(*people)) == ["education_unknown"]
    assert [row.values.education for row in result.rows] == ["sd", "sd"]


@pytest.mark.parametrize(
    ("written", "key"),
    [("pembatik tulis", 7), ("Skema Pembatik Tulis", 7), ("TUKANG CAP (KKNI II)", 8)],
)
def test_schemes_are_matched_with_the_program(written: str, key: int):
    assert values(one(scheme=written)).scheme_id == key


def test_an_unknown_scheme_is_asked_with_the_nearest_as_proposal():
    result = one(scheme="Pembatk Tulis")
    assert (causes(result), result.groups[0].issues[0].proposal) == (
        ["scheme_unknown"],
        "Pembatik Tulis",
    )
    answers = Answers(meanings={"scheme_unknown": {"Pembatk Tulis": "7"}})
    assert values(one(answers, scheme="Pembatk Tulis")).scheme_id == 7


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        (
            "Dsn. Kauman RT 001 RW 006 Ds. Wonosalam Kec. Wonosalam",
            ("Dsn. Kauman RT 001 RW 006", "Wonosalam", "Wonosalam"),
        ),
        (
            "Jl. Desa Baru 3, Kel. Kaliwungu, Kecamatan Jombang, Kab. Jombang",
            ("Jl. Desa Baru 3", "Kaliwungu", "Jombang"),
        ),
        (
            "Dusun Sumber RT 02/RW 03 desa Bandar Kedung Mulyo kec.Bandar Kedungmulyo",
            ("Dusun Sumber RT 02/RW 03", "Bandar Kedung Mulyo", "Bandar Kedungmulyo"),
        ),
        ("Jatipelem Diwek", ("Jatipelem Diwek", "", "")),
        ("Kec. Diwek", ("", "", "Diwek")),
    ],
)
def test_addresses_are_taken_apart(written: str, parts: tuple[str, str, str]):
    found = split_address(written)

    assert (found.address, found.village, found.district) == parts


@pytest.mark.parametrize(
    ("village", "district", "suggested"),
    [
        ("Plandi", "", ["Plandi, Kec. Jombang", "Plandi, Kec. Diwek"]),
        ("Jatipelm", "Diwek", ["Jatipelem, Kec. Diwek"]),
        ("Jatipelem", "Jombang", ["Jatipelem, Kec. Diwek"]),
        ("Plandi", "Surabaya", ["Plandi, Kec. Jombang", "Plandi, Kec. Diwek"]),
    ],
)
def test_places_outside_the_table_are_asked_with_suggestions(
    village: str, district: str, suggested: list[str]
):
    result = one(village=village, district=district)

    (issue,) = result.groups[0].issues
    assert (issue.cause.value, [label for _, label in issue.choices][:-1]) == (
        "place_unknown",
        suggested,
    )


def test_a_place_is_written_as_the_table_has_it():
    found = values(one(village="desa JATI PELEM", district="kec. diwek"))

    assert (found.village_name, found.district_name, found.village_id) == ("Jatipelem", "Diwek", 3)


def test_unreadable_phones_are_asked_and_may_be_cleared():
    assert causes(one(phone="tidak punya")) == ["phone_wrong"]
    cleared = one(Answers(for_all={"phone_wrong": "clear"}), phone="tidak punya")
    assert (values(cleared).phone, cleared.is_ready) == ("", True)
    typed = one(Answers(typed={2: {"phone": "+62 812 1454 3732"}}), phone="tidak punya")
    assert values(typed).phone == "081214543732"
