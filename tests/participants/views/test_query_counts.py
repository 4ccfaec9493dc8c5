"""Every list of this room costs the same number of queries for 1 row and for 100."""

import pytest

from participants.models import ImportDraft
from tests.conftest import Cast
from tests.counting import Arguments, Listing, Listings, by_rows, no_arguments, require_same
from tests.factories import imports, participants, programs
from tests.factories.programs import Stage


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A stage with room for many."""
    return programs.stage(cast, places=400)


def enrolled(stage: Stage, count: int) -> Arguments:
    """People of this program who were in an earlier one, too."""
    dewi = stage.cast.dewi
    earlier = programs.program(stage.cast.agency, by=dewi, year=2022)
    programs.quota(earlier, stage.scheme, by=dewi, places=400)
    for _ in range(count):
        row = participants.enrollment(stage.program, stage.scheme, by=dewi, wave=stage.wave)
        participants.enrollment(earlier, stage.scheme, by=dewi, of=row.person)
    return (stage.program.pk,)


def returned(stage: Stage, count: int) -> Arguments:
    for _ in range(count):
        participants.application_at("returned", stage)
    return (stage.program.pk,)


def submitted(stage: Stage, count: int) -> Arguments:
    for _ in range(count):
        participants.application_at("submitted", stage)
    return (stage.program.pk,)


def accepted(stage: Stage, count: int) -> Arguments:
    participants.accepted_many(stage, count)
    return (stage.program.pk,)


def of_one_person(stage: Stage, count: int) -> Arguments:
    """A person with so many programs and trainings, and so much of a history."""
    dewi = stage.cast.dewi
    person = participants.person(stage.agency, by=dewi)
    for number in range(count):
        more = programs.program(stage.cast.agency, by=dewi)
        programs.quota(more, stage.scheme, by=dewi)
        participants.enrollment(more, stage.scheme, by=dewi, of=person)
        participants.training(person, by=dewi, trainer=stage.cast.budi if number % 2 else None)
    return (person.pk,)


def last_enrollment(stage: Stage) -> Arguments:
    person = stage.agency.people.latest("pk")
    return (person.enrollments.latest("pk").pk,)


def ties(stage: Stage, count: int) -> Arguments:
    for _ in range(count):
        participants.tie(stage.budi, participants.nik(), by=stage.cast.tuti)
    return (stage.budi.pk,)


def imports_of(stage: Stage, count: int) -> Arguments:
    """Drafts of a program, all of one file."""
    first = imports.draft(stage.program, by=stage.cast.dewi, content=imports.csv(imports.line(1)))
    kept = {
        field.attname: getattr(first, field.attname)
        for field in ImportDraft._meta.concrete_fields
        if not field.primary_key
    }
    ImportDraft.objects.bulk_create(ImportDraft(**kept) for _ in range(count - 1))
    return (stage.program.pk,)


def lines(count: int, **fields: str) -> bytes:
    return imports.csv(*(imports.line(number, **fields) for number in range(1, count + 1)))


def in_a_draft(stage: Stage, count: int) -> Arguments:
    content = lines(count)
    return (
        imports.draft(stage.program, by=stage.cast.dewi, content=content, path=imports.TIDY).pk,
    )


def to_repair(stage: Stage, count: int) -> Arguments:
    content = lines(count, born="")
    return (
        imports.draft(stage.program, by=stage.cast.dewi, content=content, path=imports.TIDY).pk,
    )


def saved(stage: Stage, count: int) -> Arguments:
    start = ImportDraft.objects.count() * 1000
    content = imports.csv(*(imports.line(start + n) for n in range(1, count + 1)))
    done = imports.committed(
        stage.program, by=stage.cast.dewi, content=content, path=imports.TIDY, answers=None
    )
    return (done.pk,)


LISTINGS = (
    Listing("participants:people", "dewi", enrolled, of=no_arguments),
    Listing("participants:person", "dewi", of_one_person),
    Listing("participants:enrollment", "dewi", of_one_person, of=last_enrollment, counted=True),
    Listing("participants:enrollments", "dewi", enrolled),
    Listing("participants:enrollments", "dewi", returned),
    Listing("participants:enrollments", "dewi", accepted),
    Listing("participants:send_applications", "dewi", enrolled),
    Listing("participants:applications", "sari", submitted),
    Listing("participants:applications", "tuti", accepted),
    Listing("participants:ties", "tuti", ties),
    Listing("participants:import_upload", "dewi", imports_of),
    Listing("participants:import_columns", "dewi", in_a_draft, counted=True),
    Listing("participants:import_repairs", "dewi", to_repair),
    Listing("participants:import_review", "dewi", in_a_draft),
    Listing("participants:import", "dewi", saved, counted=True),
)


@pytest.mark.parametrize("listings", by_rows(LISTINGS), ids=str)
def test_a_list_asks_the_same_for_1_and_100_rows(stage: Stage, listings: Listings):
    require_same(listings, stage)
