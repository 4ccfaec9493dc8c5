"""One person in two rows."""

from dataclasses import replace

from participants.importing.answers import Answers
from participants.importing.checking import Outcome
from tests.participants.importing.test_checking.rows import SITI, causes, checked


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
