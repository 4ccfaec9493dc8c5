"""What each person sees, and what pages read in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import operations, queries
from assessments.models import Assessment
from assessments.rules import Tally
from certify.accounts.roles import Role
from participants import operations as participation
from tests.conftest import Cast
from tests.factories import accounts, participants, programs
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage


def test_who_sees_which_assessments(stage: Stage, strangers: Cast):
    ours = make.assessment_at("consented", stage)
    rahmas = make.assessment_at("recommended", stage, assessor=stage.rahma)
    theirs = make.assessment_at("assigned", programs.stage(strangers))

    def seen(user) -> set[Assessment]:
        return set(queries.visible_to(user))

    cast = stage.cast
    assert {name: seen(getattr(cast, name)) for name in ("budi", "rahma", "dewi", "keeper")} == {
        "budi": {ours},
        "rahma": {rahmas},
        "dewi": set(),
        "keeper": set(),
    }
    for user in (cast.sari, cast.tuti, cast.wulan, cast.bagas):
        assert seen(user) == {ours, rahmas}
    assert (seen(strangers.tuti), seen(strangers.budi)) == ({theirs}, {theirs})


def test_an_assessor_whose_role_ended_sees_nothing(stage: Stage):
    make.assessment_at("consented", stage)
    stage.cast.budi.grants.update(ends_on="2020-06-01")
    budi = type(stage.cast.budi).objects.get(pk=stage.cast.budi.pk)

    assert (list(queries.own(budi)), list(queries.visible_to(budi))) == ([], [])


def test_panels_and_decrees_stay_inside_the_body(stage: Stage, strangers: Cast):
    row = make.assessment_at("in_force", stage)
    for user, count in (
        (stage.cast.tuti, 1),
        (stage.cast.wulan, 1),
        (stage.cast.budi, 0),
        (stage.cast.dewi, 0),
        (strangers.tuti, 0),
    ):
        assert queries.panels_visible_to(user).count() == count
        assert queries.decrees_visible_to(user).count() == count
    assert queries.decisions(row.decision.panel).get().outcome == "competent"


def test_what_waits_for_whom(stage: Stage):
    cast = stage.cast
    participants.accepted(stage)
    waiting = make.assessment_at("recommended", stage)
    assert queries.awaiting_by_program(cast.tuti) == [(stage.program.pk, str(stage.program), 1)]
    assert queries.awaiting_by_program(cast.sari) == []
    assert queries.awaiting_panel(cast.tuti) == [(stage.program, stage.body, 1)]
    assert queries.awaiting_panel(cast.wulan) == []
    closed = make.decided(stage, {waiting.pk: make.K})
    assert queries.awaiting_panel(cast.tuti) == []
    assert list(queries.awaiting_decree(cast.tuti)) == [closed]
    draft = make.drafted(stage, closed)
    assert list(queries.awaiting_decree(cast.tuti)) == []
    assert list(queries.awaiting_signature(cast.bagas)) == [draft]
    assert list(queries.awaiting_signature(cast.tuti)) == []


def test_places_of_assessors_on_a_day(stage: Stage):
    make.assessment_at("assigned", stage)
    make.assessment_at("absent", stage)

    found = {
        load.assessor.user.full_name: (load.taken, load.free)
        for load in queries.loads(stage.body, on=AT.date())
    }

    assert found == {"Budi": (1, 9), "Rahma": (0, 10)}


def test_progress_counts_marks_of_the_scheme(stage: Stage):
    row = make.assessment_at("consented", stage)
    assert queries.progress(row) == Tally(0, 0, 17)
    make.marked(row, make.BK)
    assert queries.progress(row) == Tally(16, 1, 17)


def test_reasons_to_tap_begin_with_the_standing_ones(stage: Stage):
    row = make.assessment_at("consented", stage)
    for number, line in enumerate(queries.sheet(row)[0].lines[:3]):
        operations.mark(
            assessment=row,
            criterion=line.criterion,
            value="not_yet",
            reason="malam bocor" if number else "Belum rapi",
            version=0,
            by=stage.cast.budi,
            at=AT,
        )

    chips = queries.reason_chips(row)
    assert (chips[0], chips[-1], chips.count("Belum rapi")) == (
        "Belum dilakukan",
        "malam bocor",
        1,
    )


@pytest.mark.parametrize("outcome", [make.K, make.BK])
def test_only_competent_in_force_is_certified(stage: Stage, outcome: str, strangers: Cast):
    make.assessment_at("decided", stage, outcome=outcome)
    row = make.assessment_at("in_force", stage, outcome=outcome)

    assert list(queries.competent_in_force()) == ([row] if outcome == make.K else [])
    assert queries.agency_status(row) == outcome
    assert queries.agency_status(None) == "not_yet_assessed"
    other = programs.stage(strangers)
    assert list(queries.competent_in_force(body=other.body)) == []
    assert list(queries.competent_in_force(program=other.program)) == []


def test_a_kin_tie_keeps_a_member_who_also_assesses_from_deciding(stage: Stage):
    accounts.grant(stage.cast.rahma, Role.COMMITTEE_MEMBER, stage.cast.body)
    row = make.assessment_at("recommended", stage)
    participation.declare_tie(
        assessor=stage.rahma,
        nik_hash=row.application.nik_hash,
        tie="adik",
        by=stage.cast.rahma,
        at=AT,
    )
    meeting = make.panel(stage, members=[*stage.cast.panel, stage.cast.rahma])

    assert queries.cases(meeting)[0].barred == {stage.cast.rahma.pk: "Rahma kerabat orang ini"}


def counted(act) -> int:
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)


def test_a_sheet_and_a_panel_are_read_in_a_fixed_number_of_queries(stage: Stage):
    first = make.assessment_at("recommended", stage)
    make.marked(make.assessment_at("consented", stage))
    meeting = make.panel(stage)
    one = counted(lambda: queries.cases(meeting))
    assert counted(lambda: queries.sheet(first)) == 4
    assert counted(lambda: queries.tallies([first])) == 2
    operations.cancel_panel(panel=meeting, reason="x", by=stage.cast.tuti, at=AT)
    for _ in range(3):
        make.assessment_at("recommended", stage)
    larger = make.panel(stage)

    assert counted(lambda: queries.cases(larger)) == one
    assert counted(lambda: queries.tallies(list(Assessment.objects.all()))) == 3
