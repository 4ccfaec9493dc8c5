"""Every list of this room costs the same number of queries for 1 row and for 100."""

import dataclasses

import pytest

from assessments import operations, queries
from assessments.models import Assessment, Note
from programs import operations as planning
from tests.conftest import Cast
from tests.counting import Arguments, Listing, Listings, by_rows, require_same
from tests.factories import assessments as make
from tests.factories import certificates, participants, programs
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A stage with room for many."""
    return programs.stage(cast, places=400)


def assigned(stage: Stage, count: int) -> Arguments:
    make.many("assigned", stage, count)
    return ()


def of_a_program(stage: Stage, count: int) -> Arguments:
    make.many("consented", stage, count)
    return (stage.program.pk,)


def to_assign(stage: Stage, count: int) -> Arguments:
    participants.accepted_many(stage, count)
    return (stage.program.pk,)


def waiting_programs(stage: Stage, count: int) -> Arguments:
    """One person who waits for an assessor in each program."""
    for _ in range(count):
        more = programs.program(stage.cast.agency, by=stage.cast.dewi)
        programs.quota(more, stage.scheme, by=stage.cast.dewi)
        opened = planning.open_program(program=more, by=stage.cast.dewi, at=AT)
        participants.accepted_many(dataclasses.replace(stage, program=opened, wave=None), 1)
    return ()


def at_a_table(stage: Stage, count: int) -> Arguments:
    rows = make.many("consented", stage, count)
    first = queries.sheet(rows[0])[0].lines[0].criterion.pk
    make.met_everywhere(rows[: count // 2])
    return AT.date().isoformat(), stage.scheme.pk, first


def criteria(stage: Stage, count: int) -> Arguments:
    """A sheet of that many units, and of that many criteria in its first unit."""
    large = programs.large_scheme(stage.body, count, by=stage.cast.tuti)
    programs.quota(stage.program, large, by=stage.cast.dewi)
    row = make.many("consented", dataclasses.replace(stage, scheme=large), 1)[0]
    make.met_everywhere([row])
    Note.objects.bulk_create(
        Note(assessment=row, text=f"Catatan {n}", written_by=stage.cast.budi, written_at=AT)
        for n in range(count)
    )
    return (row.pk,)


def first_unit(stage: Stage) -> Arguments:
    return Assessment.objects.filter(program=stage.program).latest("pk").pk, 1


def before_a_panel(stage: Stage, count: int) -> Arguments:
    make.many("recommended", stage, count)
    return (stage.program.pk,)


def in_an_open_panel(stage: Stage, count: int) -> Arguments:
    make.many("recommended", stage, count)
    for meeting in stage.program.panels.filter(status="open"):
        operations.cancel_panel(panel=meeting, reason="x", by=stage.cast.tuti, at=AT)
    return (make.panel(stage).pk,)


def panels(stage: Stage, count: int) -> Arguments:
    for _ in range(count):
        make.panel_row(stage)
    return ()


def decrees(stage: Stage, count: int) -> Arguments:
    for application in participants.accepted_many(stage, count):
        certificates.assessed(stage, [application])
    return ()


def in_a_closed_panel(stage: Stage, count: int) -> Arguments:
    rows = certificates.competent(stage, count)
    return (rows[0].decision.panel_id,)


def last_decree(stage: Stage) -> Arguments:
    return (stage.program.panels.latest("pk").decree.pk,)


LISTINGS = (
    Listing("assessments:assessments", "tuti", assigned),
    Listing("assessments:assessments", "tuti", waiting_programs),
    Listing("assessments:assessments", "budi", assigned),
    Listing("assessments:own", "budi", assigned),
    Listing("assessments:mine", "budi", of_a_program),
    Listing("assessments:assign", "tuti", to_assign),
    Listing("assessments:table_step", "budi", at_a_table),
    Listing("assessments:unit", "budi", criteria, of=first_unit),
    Listing("assessments:summary", "budi", criteria),
    Listing("assessments:assessment", "tuti", criteria),
    Listing("assessments:panels", "tuti", panels),
    Listing("assessments:panels", "wulan", panels),
    Listing("assessments:convene", "tuti", before_a_panel, counted=True),
    Listing("assessments:panel", "wulan", in_an_open_panel),
    Listing("assessments:panel_list", "wulan", in_an_open_panel),
    Listing("assessments:closing", "wulan", in_an_open_panel),
    Listing("assessments:panel", "wulan", in_a_closed_panel),
    Listing("assessments:decrees", "tuti", decrees),
    Listing("assessments:decree", "bagas", in_a_closed_panel, of=last_decree),
)


@pytest.mark.parametrize("listings", by_rows(LISTINGS), ids=str)
def test_a_list_asks_the_same_for_1_and_100_rows(stage: Stage, listings: Listings):
    require_same(listings, stage)
