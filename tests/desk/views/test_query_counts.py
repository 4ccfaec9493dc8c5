"""Every list of this room costs the same number of queries for 1 row and for 100."""

import pytest

from tests.conftest import Cast
from tests.counting import Arguments, Listing, Listings, by_rows, of_the_program, require_same
from tests.factories import assessments, certificates, participants, programs
from tests.factories.programs import Stage


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A stage with room for many, and a name in English for certificates."""
    cast.body.name_en = "Example Certification Body"
    cast.body.save()
    return programs.stage(cast, places=400)


def running(stage: Stage, count: int) -> Arguments:
    """Programs under way, each with somebody in it whom nobody sent to the body."""
    dewi = stage.cast.dewi
    for _ in range(count):
        more = programs.program(stage.cast.agency, by=dewi)
        programs.quota(more, stage.scheme, by=dewi)
        programs.wave(more, by=dewi)
        participants.enrollment(more, stage.scheme, by=dewi)
    return ()


def people(stage: Stage, count: int) -> Arguments:
    """People at every step of one program."""
    participants.accepted_many(stage, count)
    assessments.many("consented", stage, count)
    assessments.many("recommended", stage, count)
    certificates.issued_many(stage, count)
    return ()


LISTINGS = (
    Listing("desk:start", "dewi", running),
    Listing("desk:start", "sari", running, counted=True),
    *(
        Listing("desk:start", who, people, counted=True)
        for who in ("dewi", "sari", "tuti", "budi", "wulan")
    ),
    *(Listing("desk:search", who, people, query=(("q", "Contoh"),)) for who in ("dewi", "sari")),
    *(Listing("desk:board", who, people, of=of_the_program) for who in ("dewi", "sari")),
)


@pytest.mark.parametrize("listings", by_rows(LISTINGS), ids=str)
def test_a_list_asks_the_same_for_1_and_100_rows(stage: Stage, listings: Listings):
    require_same(listings, stage)
