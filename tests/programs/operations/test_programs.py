import pytest

from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from programs import operations
from programs.enums import FundingSource, ProgramStatus
from programs.models import Agency, Program
from tests.factories import programs

FACTS = operations.ProgramFacts(
    name="Batik Tulis Diwek", year=2026, funding_source=FundingSource.APBD
)
MOVES = {
    "open": operations.open_program,
    "close": operations.close_program,
    "reopen": operations.reopen_program,
}
TABLE = {
    ("open", ProgramStatus.PLANNING): ProgramStatus.OPEN,
    ("close", ProgramStatus.OPEN): ProgramStatus.CLOSED,
    ("reopen", ProgramStatus.CLOSED): ProgramStatus.OPEN,
}


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-sequence").first()


def test_create_begins_in_planning_and_makes_the_agency(cast, now):
    made = operations.create_program(organization=cast.agency, facts=FACTS, by=cast.dewi, at=now)

    kept = Program.objects.get()
    assert (kept.pk, kept.name, kept.year, kept.funding_source, kept.status, kept.created_at) == (
        made.pk,
        "Batik Tulis Diwek",
        2026,
        "apbd",
        "planning",
        now,
    )
    assert Agency.objects.get().organization == cast.agency
    event = last_event()
    assert (event.name, event.actor, event.within) == (
        "program.created",
        cast.dewi.pk,
        cast.agency.pk,
    )


@pytest.mark.parametrize("who", ["head", "sari", "tuti", "budi", "bagas", "keeper"])
def test_only_staff_of_the_agency_create(who, cast, now):
    with pytest.raises(NotAllowedError):
        operations.create_program(
            organization=cast.agency, facts=FACTS, by=getattr(cast, who), at=now
        )

    assert not Program.objects.exists()


def test_staff_of_another_agency_may_not_create_here(cast, strangers, now):
    with pytest.raises(NotAllowedError):
        operations.create_program(organization=cast.agency, facts=FACTS, by=strangers.dewi, at=now)


def test_name_is_taken_once_a_year(cast, now):
    operations.create_program(organization=cast.agency, facts=FACTS, by=cast.dewi, at=now)

    with pytest.raises(InvalidInputError, match="sudah ada"):
        operations.create_program(organization=cast.agency, facts=FACTS, by=cast.dewi, at=now)

    assert Program.objects.count() == 1


def test_edit_changes_facts_until_closed(stage, now):
    dewi = stage.cast.dewi

    edited = operations.edit_program(program=stage.program, facts=FACTS, by=dewi, at=now)

    assert (edited.name, edited.year) == ("Batik Tulis Diwek", 2026)
    operations.close_program(program=stage.program, by=dewi, at=now)
    with pytest.raises(NotNowError, match="sudah selesai"):
        operations.edit_program(program=stage.program, facts=FACTS, by=dewi, at=now)


@pytest.mark.parametrize("status", ProgramStatus.values)
@pytest.mark.parametrize("move", MOVES)
def test_every_move_from_every_state(move, status, stage, now):
    Program.objects.filter(pk=stage.program.pk).update(status=status)
    target = TABLE.get((move, ProgramStatus(status)))
    events = AuditEvent.objects.count()

    if target is None:
        with pytest.raises(NotNowError):
            MOVES[move](program=stage.program, by=stage.cast.dewi, at=now)
        assert AuditEvent.objects.count() == events
    else:
        moved = MOVES[move](program=stage.program, by=stage.cast.dewi, at=now)
        assert moved.status == target
        assert AuditEvent.objects.count() == events + 1

    stage.program.refresh_from_db()
    assert stage.program.status == (target or status)


@pytest.mark.parametrize("move", MOVES)
def test_moves_belong_to_the_agency(move, stage, now):
    for who in (stage.cast.head, stage.cast.sari):
        with pytest.raises(NotAllowedError):
            MOVES[move](program=stage.program, by=who, at=now)


def test_program_without_quota_does_not_open(cast, now):
    bare = programs.program(cast.agency, by=cast.dewi)

    with pytest.raises(NotNowError, match="Belum ada kuota"):
        operations.open_program(program=bare, by=cast.dewi, at=now)


def test_body_is_no_agency(cast, now):
    with pytest.raises(NotNowError, match="bukan dinas"):
        operations.agency_for(cast.body)
    with pytest.raises(NotNowError, match="bukan LSP"):
        operations.body_for(cast.agency)
