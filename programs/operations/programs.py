"""Programs of an agency: made, changed, opened, closed, opened again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from certify.accounts.models import Organization, User
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from programs import permissions
from programs.models import Program
from programs.operations import profiles
from programs.workflow import PROGRAM


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFacts:
    """What a program says about itself."""

    name: str
    year: int
    funding_source: str


@transaction.atomic
def create_program(
    *, organization: Organization, facts: ProgramFacts, by: User, at: datetime
) -> Program:
    """Begin a program of the agency, in planning.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        InvalidInputError: the agency has a program of that name in that year.
    """
    permissions.may_create_program(by, organization).require()
    program = Program(
        agency=profiles.agency_for(organization), status=PROGRAM.initial, created_at=at
    )
    _set_facts(program, facts)
    trail.record(
        name="program.created",
        summary=f"membuat program {program.name}",
        subject=program,
        by=by,
        at=at,
        within=organization,
    )
    return program


@transaction.atomic
def edit_program(*, program: Program, facts: ProgramFacts, by: User, at: datetime) -> Program:
    """Change name, year or funding of a program that is not closed.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the program is closed.
        InvalidInputError: the agency has a program of that name in that year.
    """
    locked = Program.objects.select_for_update().get(pk=program.pk)
    permissions.may_edit_program(by, locked).require()
    _set_facts(locked, facts)
    trail.record(
        name="program.edited",
        summary="mengubah data program",
        subject=locked,
        by=by,
        at=at,
        within=locked.agency.organization,
        data={"year": facts.year, "funding_source": facts.funding_source},
    )
    return locked


def _set_facts(program: Program, facts: ProgramFacts) -> None:
    program.name, program.year = facts.name, facts.year
    program.funding_source = facts.funding_source
    try:
        with transaction.atomic():
            program.save()
    except IntegrityError as error:
        sentence = (
            f"Program “{facts.name}” tahun {facts.year} sudah ada. "
            "Beri nama lain supaya tidak tertukar."
        )
        raise InvalidInputError(sentence) from error


@transaction.atomic
def open_program(*, program: Program, by: User, at: datetime) -> Program:
    """Start a planned program: from now on applications go to the bodies.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: it is not in planning, or has no quota yet.
    """
    locked = Program.objects.select_for_update().get(pk=program.pk)
    permissions.may_open_program(by, locked).require()
    return _move(locked, "open", "membuka program", by=by, at=at)


@transaction.atomic
def close_program(*, program: Program, by: User, at: datetime) -> Program:
    """End a program: nothing in it changes any more.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: it is not running.
    """
    locked = Program.objects.select_for_update().get(pk=program.pk)
    permissions.may_close_program(by, locked).require()
    return _move(locked, "close", "menutup program", by=by, at=at)


@transaction.atomic
def reopen_program(*, program: Program, by: User, at: datetime) -> Program:
    """Take up a closed program again.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: it is not closed.
    """
    locked = Program.objects.select_for_update().get(pk=program.pk)
    permissions.may_reopen_program(by, locked).require()
    return _move(locked, "reopen", "membuka kembali program", by=by, at=at)


def _move(program: Program, move: str, summary: str, *, by: User, at: datetime) -> Program:
    program.status = PROGRAM.target(move, source=program.status)
    program.save(update_fields=["status"])
    past = {"open": "opened", "close": "closed", "reopen": "reopened"}[move]
    trail.record(name=f"program.{past}", summary=summary, subject=program, by=by, at=at)
    return program
