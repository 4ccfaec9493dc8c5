"""Every list of this room costs the same number of queries for 1 row and for 100."""

import datetime as dt

import pytest

from certify.accounts.roles import Role
from tests.conftest import Cast
from tests.counting import Arguments, Listing, Listings, by_rows, require_same
from tests.factories import accounts, participants, programs
from tests.factories.programs import Stage


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A stage with room for many."""
    return programs.stage(cast, places=400)


def planned(stage: Stage, count: int) -> Arguments:
    """Programs with quota, wave and somebody in it."""
    dewi = stage.cast.dewi
    for _ in range(count):
        more = programs.program(stage.cast.agency, by=dewi)
        programs.quota(more, stage.scheme, by=dewi)
        programs.wave(more, by=dewi)
        participants.enrollment(more, stage.scheme, by=dewi)
    return ()


def within_a_program(stage: Stage, count: int) -> Arguments:
    """Quotas, waves and people of one program."""
    dewi, tuti = stage.cast.dewi, stage.cast.tuti
    for _ in range(count):
        other = programs.scheme(stage.body, by=tuti, codes=programs.EXAMPLE_UNITS[:1])
        programs.quota(stage.program, other, by=dewi)
        programs.wave(stage.program, by=dewi, starts_on=dt.date(2026, 1, 5))
        participants.enrollment(stage.program, other, by=dewi)
    return (stage.program.pk,)


def venues(stage: Stage, count: int) -> Arguments:
    for _ in range(count):
        programs.venue(stage.cast.agency, by=stage.cast.dewi)
    return ()


def standards(stage: Stage, count: int) -> Arguments:
    for _ in range(count):
        programs.large_standard(stage.body, 1, by=stage.cast.tuti)
    return ()


def in_a_standard(stage: Stage, count: int) -> Arguments:
    return (programs.large_standard(stage.body, count, by=stage.cast.tuti).pk,)


def schemes(stage: Stage, count: int) -> Arguments:
    for _ in range(count):
        programs.scheme(stage.body, by=stage.cast.tuti, codes=programs.EXAMPLE_UNITS[:1])
    return ()


def in_a_scheme(stage: Stage, count: int) -> Arguments:
    return (programs.large_scheme(stage.body, count, by=stage.cast.tuti).pk,)


def of_the_body(stage: Stage) -> Arguments:
    return (stage.body.pk,)


def assessors(stage: Stage, count: int) -> Arguments:
    for number in range(count):
        new = accounts.member(f"Asesor {number}", Role.ASSESSOR, stage.cast.body)
        programs.assessor(stage.body, new, by=stage.cast.tuti)
    return ()


def candidates_for_assessor(stage: Stage, count: int) -> Arguments:
    for number in range(count):
        accounts.member(f"Asesor {number}", Role.ASSESSOR, stage.cast.body)
    return (stage.body.pk,)


LISTINGS = (
    Listing("programs:programs", "dewi", planned),
    Listing("programs:programs", "sari", planned),
    Listing("programs:program", "dewi", within_a_program),
    Listing("programs:program", "sari", within_a_program),
    Listing("programs:venues", "dewi", venues),
    Listing("programs:standards", "tuti", standards),
    Listing("programs:standard", "tuti", in_a_standard),
    Listing("programs:schemes", "tuti", schemes),
    Listing("programs:scheme", "tuti", in_a_scheme),
    Listing("programs:new_scheme", "tuti", standards),
    Listing("programs:body", "tuti", schemes, of=of_the_body, counted=True),
    Listing("programs:assessors", "tuti", assessors),
    Listing("programs:new_assessor", "tuti", candidates_for_assessor),
)


@pytest.mark.parametrize("listings", by_rows(LISTINGS), ids=str)
def test_a_list_asks_the_same_for_1_and_100_rows(stage: Stage, listings: Listings):
    require_same(listings, stage)
