"""The agency's untidy list of 2022 against the tidy one: forty people, equal field by field."""

import csv
import datetime
from pathlib import Path

import pytest

from participants.importing import checking, reading, tables
from participants.importing.answers import Answers
from participants.importing.checking import Checked, Outcome
from participants.importing.cleaning import Context, SchemeOption
from participants.importing.findings import Tidied, Values
from participants.importing.tables import NotAPerson, OtherRow

DATA = Path(__file__).parents[2] / "data"
SCHEMES = (
    SchemeOption(1, "Pembatik Tulis"),
    SchemeOption(2, "Tukang Cap"),
    SchemeOption(3, "Tukang Lorod"),
)
SCHEME_KEYS = {option.name: option.key for option in SCHEMES}
REPAIRS = Answers(
    typed={13: {"nik": "7"}, 27: {"nik": "0"}, 19: {"nik": "9901 0161 1265 0012"}},
    for_all={
        "name_upper": "fix",
        "name_lower": "fix",
        "name_brackets": "keep",
        "duplicate": "skip",
    },
    skipped={50},
)


def checked(name: str, answers: Answers | None = None) -> Checked:
    book = reading.read_file((DATA / name).read_bytes())
    context = Context(
        today=datetime.date(2022, 9, 12), answers=answers or Answers(), schemes=SCHEMES
    )
    return checking.check(tables.choose(book), context)


def tidy_people() -> list[Values]:
    with (DATA / "peserta-2022.csv").open(encoding="utf-8-sig", newline="") as lines:
        return [
            Values(
                full_name=row["Nama Lengkap"],
                nik=row["NIK"],
                birth_place=row["Tempat Lahir"],
                birth_date=datetime.datetime.strptime(row["Tanggal Lahir"], "%d/%m/%Y").date(),
                sex={"P": "female", "L": "male"}[row["L/P"]],
                address=row["Alamat"],
                village_name=row["Desa/Kelurahan"],
                district_name=row["Kecamatan"],
                phone=row["No. HP/WA"],
                education=row["Pendidikan"].lower(),
                business_name=row["Nama Usaha"],
                years_in_business=int(row["Lama Usaha (th)"]),
                scheme_id=SCHEME_KEYS[row["Skema"]],
            )
            for row in csv.DictReader(lines, delimiter=";")
        ]


def without(values: Values, *names: str) -> Values:
    for name in names:
        setattr(
            values, name, type(getattr(Values(), name))() if name != "years_in_business" else None
        )
    return values


@pytest.mark.parametrize("name", ["peserta-2022.csv", "peserta-2022-rapi.xlsx"])
def test_the_tidy_files_need_no_repair_but_the_brackets(name: str) -> None:
    result = checked(name, Answers(for_all={"name_brackets": "keep"}))

    assert [row.values for row in result.rows] == tidy_people()
    assert result.count(Outcome.ADD) == 40
    assert [(group.cause.value, len(group.issues)) for group in result.groups] == [
        ("name_brackets", 2)
    ]
    assert result.notes == {}
    assert result.others == []


def test_the_untidy_file_asks_for_exactly_this() -> None:
    result = checked("peserta-2022-dari-dinas.xlsx")

    assert [
        (group.cause.value, [issue.row for issue in group.issues]) for group in result.groups
    ] == [
        ("nik_number", [13, 27]),
        ("nik_wrong", [19]),
        ("name_formula", [50]),
        ("birth_date_missing", [50]),
        ("sex_missing", [50]),
        ("scheme_missing", [50]),
        ("duplicate", [49]),
        ("name_upper", [7, 10, 13, 16, 20, 23, 26, 29, 32, 36, 39, 42, 45, 48]),
        ("name_lower", [8, 15, 30, 38]),
        ("name_brackets", [24, 34]),
    ]


def test_nothing_of_the_untidy_file_is_dropped_silently() -> None:
    result = checked("peserta-2022-dari-dinas.xlsx")

    assert [row.number for row in result.rows] == [
        *range(7, 17), *range(18, 33), *range(34, 51)
    ]  # fmt: skip
    assert result.others == [
        OtherRow(6, NotAPerson.NUMBERING, "1 · 2 · 3 · 4 · 5 · 6 · 7 · 8 · 9 · 10"),
        OtherRow(52, NotAPerson.SIGNATURE, "Jombang, 12 September 2022"),
        OtherRow(53, NotAPerson.SIGNATURE, "KEPALA BIDANG PERINDUSTRIAN"),
        OtherRow(57, NotAPerson.SIGNATURE, "NIP. 19700101 199503 2 001"),
    ]


def test_row_41_is_person_4_and_row_42_shows_its_formula() -> None:
    result = checked("peserta-2022-dari-dinas.xlsx")
    issues = {group.cause.value: group.issues[0] for group in result.groups}

    assert issues["duplicate"].found == "Umi Widodo binti Kasan · 9994••••••••0004"
    assert issues["duplicate"].sentence == "Sama dengan baris 10: UMI WIDODO BINTI KASAN."
    assert issues["name_formula"].found == '=HYPERLINK("http://192.0.2.1","Sulasmi")'
    assert issues["nik_wrong"].sentence == "NIK harus 16 angka. Ini baru 15."


def test_what_was_tidied_is_noted() -> None:
    result = checked("peserta-2022-dari-dinas.xlsx", REPAIRS)

    assert {tidied: len(notes) for tidied, notes in result.notes.items()} == {
        Tidied.SPACES: 22,
        Tidied.NIK_MARKS: 16,
        Tidied.PHONE_FORM: 24,
        Tidied.PHONE_NOTE: 8,
        Tidied.DATE_CENTURY: 10,
        Tidied.PLACE_READ: 40,
        Tidied.EDUCATION: 7,
    }


def test_after_the_repairs_the_forty_people_are_those_of_the_tidy_file() -> None:
    result = checked("peserta-2022-dari-dinas.xlsx", REPAIRS)
    people = [row for row in result.rows if row.outcome is not Outcome.SKIP]

    assert result.is_ready
    assert (result.count(Outcome.ADD), result.count(Outcome.SKIP)) == (40, 2)
    assert [without(row.values, "phone_note") for row in people] == [
        without(values, "years_in_business") for values in tidy_people()
    ]


def test_remarks_beside_phone_numbers_are_kept() -> None:
    result = checked("peserta-2022-dari-dinas.xlsx", REPAIRS)

    assert sum(row.values.phone_note == "WA anak" for row in result.rows) == 8
