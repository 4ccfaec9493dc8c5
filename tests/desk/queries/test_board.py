import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk import queries, rules
from participants.enums import ApplicationStatus as A
from tests.factories import participants, programs

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def stage(cast):
    return programs.stage(cast)


def words(row):
    return {cell.head: (cell.text, cell.tone) for cell in row.cells}


def test_agency_sees_everybody_enrolled(stage):
    participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi, full_name="Siti")
    for status in (A.SUBMITTED, A.RETURNED, A.ACCEPTED):
        participants.application_at(status, stage)
    board = queries.agency_board(stage.program, today=TODAY)
    assert [row.stage for row in board.rows] == [
        rules.UNSENT,
        rules.WITH_BODY,
        rules.RETURNED,
        rules.UNASSESSED,
    ]
    assert (board.rows[0].name, board.rows[0].village, board.rows[0].is_example) == (
        "Siti",
        "Jatipelem",
        True,
    )
    assert words(board.rows[0]) == {
        "Permohonan": ("belum dikirim", "act"),
        "Asesmen": ("–", "none"),
        "Keputusan": ("–", "none"),
        "Sertifikat": ("–", "none"),
        "Serah": ("–", "none"),
    }
    assert words(board.rows[3])["Permohonan"] == ("diterima", "done")
    assert words(board.rows[3])["Asesmen"] == ("belum dinilai", "")


def test_body_sees_its_applicants_only(stage):
    participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi)
    for status in (A.SUBMITTED, A.RETURNED, A.ACCEPTED):
        participants.application_at(status, stage)
    board = queries.body_board(stage.program, stage.body.pk, today=TODAY)
    assert [row.stage for row in board.rows] == [
        rules.TO_ANSWER,
        rules.WITH_AGENCY,
        rules.TO_ASSIGN,
    ]
    assert words(board.rows[2]) == {
        "Permohonan": ("diterima", "done"),
        "Asesor": ("perlu asesor", "act"),
        "KUK": ("–", "none"),
        "Keputusan": ("–", "none"),
        "Sertifikat": ("–", "none"),
    }


def test_a_body_sees_nothing_of_another_body(stage, strangers):
    participants.application_at(A.ACCEPTED, stage)
    other = programs.body(strangers.body)
    assert queries.body_board(stage.program, other.pk, today=TODAY).rows == []


def test_counts_add_up(stage):
    for status in (A.SUBMITTED, A.RETURNED, A.ACCEPTED, A.REJECTED):
        participants.application_at(status, stage)
    for board in (
        queries.agency_board(stage.program, today=TODAY),
        queries.body_board(stage.program, stage.body.pk, today=TODAY),
    ):
        assert sum(board.count(shown) for shown in board.stages) == len(board.rows) == 4
        steps = [len(board.reached(step)) for step in range(1, len(board.steps) + 1)]
        assert steps == sorted(steps, reverse=True)


def test_fingerprint_changes_with_what_is_shown(stage):
    row = participants.application_at(A.SUBMITTED, stage)
    before = queries.agency_board(stage.program, today=TODAY).fingerprint
    assert queries.agency_board(stage.program, today=TODAY).fingerprint == before
    row.status = A.RETURNED
    row.save(update_fields=["status"])
    assert queries.agency_board(stage.program, today=TODAY).fingerprint != before


def test_who_sees_the_program_from_which_side(stage, strangers):
    cast, key = stage.cast, stage.program.pk
    sides = {
        person.full_name: queries.program_for(person, key)
        for person in (cast.dewi, cast.head, cast.sari, cast.tuti, cast.wulan, cast.bagas)
    }
    own, theirs = (stage.program, None), (stage.program, stage.body.pk)
    assert sides == {
        "Dewi": own,
        "Kepala": own,
        "Sari": theirs,
        "Tuti": theirs,
        "Wulan": theirs,
        "Bagas": theirs,
    }
    for person in (cast.budi, cast.keeper, strangers.dewi, strangers.sari, strangers.bagas):
        assert queries.program_for(person, key) is None
    assert queries.program_for(cast.dewi, key + 1) is None


@pytest.mark.parametrize("side", ["agency", "body"])
def test_queries_do_not_grow_with_people(stage, side):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            if side == "agency":
                queries.agency_board(stage.program, today=TODAY)
            else:
                queries.body_board(stage.program, stage.body.pk, today=TODAY)
        return len(captured)

    participants.accepted_many(stage, 1)
    few = count()
    participants.accepted_many(stage, 30)
    assert count() == few <= 5
