"""A posted page over the answers kept so far."""

import json

from django.http import QueryDict

from participants.importing import posted
from participants.importing.answers import Answers

KEPT = Answers(
    typed={13: {"nik": "7"}},
    chosen={7: {"name_upper": "keep"}},
    for_all={"duplicate": "skip"},
    skipped={50},
)


def query(**fields: str) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in fields.items():
        made[name] = value
    return made


def test_answers_are_laid_over_those_kept():
    page = query(
        **{
            "ketik-27-nik": " 0 ",
            "ketik-13-nik": "",
            "pilih-24-name_brackets": "remove",
            "kata-scheme_unknown-0": "Pembatk",
            "arti-scheme_unknown-0": "7",
        }
    )
    page.setlist("lewati", ["51", "52"])
    page.setlist("kembalikan", ["50"])
    page.setlist("orang", ["53"])

    assert posted.with_repairs(KEPT, page) == Answers(
        typed={13: {}, 27: {"nik": "0"}},
        chosen={7: {"name_upper": "keep"}, 24: {"name_brackets": "remove"}},
        for_all={"duplicate": "skip"},
        meanings={"scheme_unknown": {"Pembatk": "7"}},
        skipped={51, 52},
        included={53},
    )
    assert KEPT.skipped == {50}


def test_a_button_for_all_overrules_single_answers():
    page = query(semua="name_upper:fix", **{"pilih-7-name_upper": "keep"})

    changed = posted.with_repairs(KEPT, page)

    assert (changed.for_all, changed.chosen) == (
        {"duplicate": "skip", "name_upper": "fix"},
        {7: {}},
    )


def test_what_a_page_shown_again_carries_counts_more_than_what_was_kept():
    carried = Answers(typed={19: {"nik": "9901"}}, skipped={49})
    page = query(jawaban=json.dumps(carried.dump()), **{"ketik-19-nik": "9901016112650012"})

    assert posted.with_repairs(KEPT, page) == Answers(
        typed={19: {"nik": "9901016112650012"}}, skipped={49}
    )


def test_nonsense_is_passed_over():
    page = query(
        **{
            "ketik-x-nik": "1",
            "ketik-1-unknown": "1",
            "pilih-1-unknown": "1",
            "arti-scheme_unknown-9": "1",
            "semua": "unknown:1",
            "lewati": "x",
            "jawaban": "{not json",
        }
    )

    assert posted.with_repairs(KEPT, page) == KEPT


def test_columns_are_kept_until_another_sheet_is_chosen():
    answers = posted.with_columns(
        Answers(), query(**{"kolom-2": "nik", "kolom-3": "nonsense", "lembar": ""})
    )
    assert answers.columns == {2: "nik"}

    assert posted.with_columns(answers, query(lembar="Data", **{"kolom-2": "nik"})) == Answers(
        sheet_name="Data"
    )


def test_answers_survive_being_written_down():
    page = query(**{"ketik-27-nik": "0", "kata-place_unknown-0": "X", "arti-place_unknown-0": "3"})
    answers = posted.with_repairs(KEPT, page)

    assert Answers.load(json.loads(json.dumps(answers.dump()))) == answers
