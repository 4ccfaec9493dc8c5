"""What becomes of a cell: a value, a note of what was tidied, or a question (E7, E8, E11)."""

import datetime as dt
from dataclasses import replace

import pytest

from participants.importing import checking, tables
from participants.importing.answers import Answers
from participants.importing.checking import Checked, Outcome
from participants.importing.cleaning import Context, SchemeOption
from participants.importing.findings import Tidied, Values
from participants.importing.places import Place, Places, split_address
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


def test_a_clean_row_asks_nothing():
    result = one()

    assert (causes(result), result.notes, result.count(Outcome.ADD)) == ([], {}, 1)


# --- NIK ------------------------------------------------------------------------------------------


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


# --- names ----------------------------------------------------------------------------------------


def test_stray_spaces_go_with_a_note():
    result = one(name="  Siti \u00a0Romlah\u200b ")

    assert values(result).full_name == "Siti Romlah"
    assert [note.after for note in result.notes[Tidied.SPACES]] == ["Siti Romlah"]


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        (Answers(), "SITI ROMLAH, S.PD."),
        (Answers(for_all={"name_upper": "fix"}), "Siti Romlah, S.Pd."),
        (Answers(for_all={"name_upper": "keep"}), "SITI ROMLAH, S.PD."),
        (
            Answers(for_all={"name_upper": "fix"}, chosen={2: {"name_upper": "keep"}}),
            "SITI ROMLAH, S.PD.",
        ),
    ],
)
def test_capitals_change_only_when_a_human_says_so(answers: Answers, name: str):
    result = one(answers, name="SITI ROMLAH, S.PD.")

    assert values(result).full_name == name
    assert result.is_ready is (answers != Answers())


@pytest.mark.parametrize(("answer", "name"), [("keep", "Siti (Bu RT)"), ("remove", "Siti")])
def test_brackets_are_pointed_out_and_a_human_decides(answer: str, name: str):
    assert causes(one(name="Siti (Bu RT)")) == ["name_brackets"]
    result = one(Answers(for_all={"name_brackets": answer}), name="Siti (Bu RT)")
    assert values(result).full_name == name


def test_a_formula_is_text_and_no_name():
    formula = Cell('=HYPERLINK("http://192.0.2.1","Siti")', CellKind.FORMULA)

    result = one(name=formula)

    (issue,) = result.groups[0].issues
    assert (issue.cause.value, issue.found) == ("name_formula", formula.text)
    repaired = one(Answers(typed={2: {"full_name": "Siti Romlah"}}), name=formula)
    assert (values(repaired).full_name, repaired.is_ready) == ("Siti Romlah", True)


@pytest.mark.parametrize(
    "written",
    ["O'Brien", "<script>alert(1)</script>", "{{7*7}}", "Siti 😀", "سيتي", "Siti\u202eabc", "=1+1"],
)
def test_odd_text_is_kept_as_typed(written: str):
    kept = written.replace("\u202e", "")

    assert values(one(name=written)).full_name == kept
    keep = Answers(for_all={"name_lower": "keep", "name_brackets": "keep"})
    assert (values(one(keep, name=written)).full_name, one(keep, name=written).is_ready) == (
        kept,
        True,
    )


def test_very_long_text_is_refused_and_named():
    result = one(name="Siti " * 2000)

    (issue,) = result.groups[0].issues
    assert (issue.cause.value, issue.sentence) == (
        "too_long",
        "Paling banyak 150 huruf. Ini 9999.",
    )


# --- birth ----------------------------------------------------------------------------------------


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


# --- the rest -------------------------------------------------------------------------------------


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


# --- twins ----------------------------------------------------------------------------------------


def test_of_two_rows_with_one_nik_the_fuller_one_is_proposed():
    thin = {"name": "SITI ROMLAH", "nik": "9935174101800001"}

    result = checked(thin, SITI)

    assert [(group.cause.value, group.issues[0].row) for group in result.groups] == [
        ("duplicate", 2)
    ]
    skipped = checked(thin, SITI, answers=Answers(for_all={"duplicate": "skip"}))
    assert [row.outcome for row in skipped.rows] == [Outcome.SKIP, Outcome.ADD]


def test_a_human_may_take_the_other_row():
    other = {**SITI, "name": "Siti Romlah, S.E.", "phone": "081214543732"}

    result = checked(SITI, other, answers=Answers(chosen={2: {"duplicate": "use"}}))

    assert [row.outcome for row in result.rows] == [Outcome.ADD, Outcome.SKIP]


def test_one_name_and_birth_date_under_two_niks_is_asked():
    twin = {**SITI, "name": "SITI ROMLAH", "nik": "9935174101800002"}
    answers = Answers(for_all={"name_upper": "keep"})

    assert causes(checked(SITI, twin, answers=answers)) == ["similar_in_file", "name_upper"]
    both = replace(answers, for_all={**answers.for_all, "similar_in_file": "other"})
    assert checked(SITI, twin, answers=both).count(Outcome.ADD) == 2


def test_a_skipped_row_is_nobodys_twin():
    result = checked(SITI, SITI, answers=Answers(skipped={3}))

    assert ([row.outcome for row in result.rows], causes(result)) == (
        [Outcome.ADD, Outcome.SKIP],
        [],
    )
