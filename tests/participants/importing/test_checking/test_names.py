"""Names: tidied with a note, changed by humans only."""

import pytest

from participants.importing.answers import Answers
from participants.importing.findings import Tidied
from participants.importing.sheets import Cell, CellKind
from tests.participants.importing.test_checking.rows import causes, one, values


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
