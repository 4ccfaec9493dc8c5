"""A person in a program: number, scheme and wave, under the lock of the program's row."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotNowError
from participants import permissions
from participants.content import LeftOut, PersonFacts, Tally
from participants.enums import EnrollmentStatus
from participants.models import Enrollment, ImportDraft, Person
from participants.operations.people import register_person
from participants.workflow import ENROLLMENT
from programs import queries as programs
from programs.models import Program, Quota, Scheme, Wave


def lock_program(program: Program) -> Program:
    """Lock the row under which numbers and quota of a program are kept."""
    return Program.objects.select_for_update(of=("self",)).get(pk=program.pk)


def places_left(program: Program, scheme: Scheme) -> int:
    """Count the free places of a scheme in a locked program.

    Raises:
        NotNowError: the program certifies nobody in this scheme.
    """
    quota = Quota.objects.filter(program=program, scheme=scheme).first()
    if quota is None:
        sentence = (
            f"Program ini tidak punya kuota untuk {scheme.name}. "
            "Tetapkan kuotanya dulu di halaman program."
        )
        raise NotNowError(sentence)
    return quota.places - programs.places_taken(program, scheme)


def next_number(program: Program) -> int:
    """Give the next number of a locked program; a number is never used twice."""
    top = Enrollment.objects.filter(program=program).aggregate(top=Max("number"))["top"]
    return (top or 0) + 1


def write_enrollment(
    *,
    program: Program,
    person: Person,
    scheme: Scheme,
    wave: Wave | None,
    at: datetime,
    imported_by: ImportDraft | None = None,
) -> Enrollment:
    """Write a row in a locked program without permission or trail.

    Raises:
        NotNowError: no quota for the scheme, or none left.
        InvalidInputError: the person is of another agency or in the program already.
    """
    _check_place(program, scheme)
    _check_wave(program, wave)
    if person.agency_id != program.agency_id:
        sentence = "Orang ini tercatat di dinas lain. Catat dulu di dinas Anda."
        raise InvalidInputError(sentence)
    if Enrollment.objects.filter(program=program, person=person).exists():
        sentence = f"{person.full_name} sudah ada dalam program ini."
        raise InvalidInputError(sentence)
    return Enrollment.objects.create(
        program=program,
        person=person,
        number=next_number(program),
        scheme=scheme,
        wave=wave,
        status=ENROLLMENT.initial,
        imported_by=imported_by,
        created_at=at,
    )


def _check_place(program: Program, scheme: Scheme) -> None:
    if places_left(program, scheme) < 1:
        sentence = (
            f"Kuota {scheme.name} sudah penuh. Tambah kuotanya di halaman program, "
            "atau pilih skema lain."
        )
        raise NotNowError(sentence)


def _check_wave(program: Program, wave: Wave | None) -> None:
    if wave is not None and wave.program_id != program.pk:
        sentence = "Angkatan ini milik program lain. Pilih angkatan dari program ini."
        raise InvalidInputError(sentence)


@transaction.atomic
def enroll(
    *,
    program: Program,
    person: Person,
    scheme: Scheme,
    wave: Wave | None = None,
    by: User,
    at: datetime,
) -> Enrollment:
    """Put a person into a program with the next number.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the program is closed, or the scheme has no place left.
        InvalidInputError: the person is of another agency or in the program already.
    """
    locked = lock_program(program)
    permissions.may_enroll(by, locked).require()
    enrollment = write_enrollment(program=locked, person=person, scheme=scheme, wave=wave, at=at)
    _record(enrollment, "enrollment.added", "mendaftarkan peserta", by=by, at=at)
    return enrollment


@transaction.atomic
def enroll_new(
    *,
    program: Program,
    facts: PersonFacts,
    scheme: Scheme,
    wave: Wave | None = None,
    by: User,
    at: datetime,
) -> Enrollment:
    """Enter a person who is not in the register yet and enroll the same person.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the program is closed, or the scheme has no place left.
        InvalidInputError: the agency has a person with this NIK.
    """
    person = register_person(agency=program.agency, facts=facts, by=by, at=at)
    return enroll(program=program, person=person, scheme=scheme, wave=wave, by=by, at=at)


@transaction.atomic
def change_scheme(*, enrollment: Enrollment, scheme: Scheme, by: User, at: datetime) -> Enrollment:
    """Move a person to another scheme of the program before the application is sent.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the application lies with a body, or the scheme has no place left.
    """
    locked = _locked(enrollment)
    permissions.may_change_scheme(by, locked).require()
    if locked.scheme_id != scheme.pk:
        _check_place(locked.program, scheme)
    locked.scheme = scheme
    locked.save(update_fields=["scheme"])
    _record(locked, "enrollment.scheme_changed", f"memilih skema {scheme.name}", by=by, at=at)
    return locked


@transaction.atomic
def withdraw_enrollment(*, enrollment: Enrollment, by: User, at: datetime) -> Enrollment:
    """Let a person leave the program; the number stays taken, the place becomes free.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the person left before, or an application lies with the body.
    """
    locked = _locked(enrollment)
    permissions.may_withdraw_enrollment(by, locked).require()
    locked.status = ENROLLMENT.target("withdraw", source=locked.status)
    locked.save(update_fields=["status"])
    _record(locked, "enrollment.withdrawn", "mencatat pengunduran diri", by=by, at=at)
    return locked


@transaction.atomic
def rejoin_enrollment(*, enrollment: Enrollment, by: User, at: datetime) -> Enrollment:
    """Take a person who left back into the program, with the old number.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the person never left, or no place is left.
    """
    locked = _locked(enrollment)
    permissions.may_rejoin(by, locked).require()
    _check_place(locked.program, locked.scheme)
    locked.status = ENROLLMENT.target("rejoin", source=locked.status)
    locked.save(update_fields=["status"])
    _record(locked, "enrollment.rejoined", "mendaftarkan kembali peserta", by=by, at=at)
    return locked


@transaction.atomic
def assign_wave(
    *,
    program: Program,
    enrollments: Iterable[Enrollment],
    wave: Wave | None,
    by: User,
    at: datetime,
) -> Tally:
    """Put many people into a wave (or out of any); who withdrew is left out with the reason.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the program is closed.
        InvalidInputError: the wave belongs to another program.
    """
    locked = lock_program(program)
    permissions.may_enroll(by, locked).require()
    _check_wave(locked, wave)
    rows = (
        Enrollment.objects.select_for_update(of=("self",))
        .filter(program=locked, pk__in=[row.pk for row in enrollments])
        .select_related("person")
        .order_by("number")
    )
    done, left_out = [], []
    for row in rows:
        if row.status != EnrollmentStatus.REGISTERED:
            left_out.append(LeftOut(str(row.person), "sudah mengundurkan diri"))
            continue
        row.wave = wave
        done.append(row)
    Enrollment.objects.bulk_update(done, ["wave"])
    if done:
        where = f"ke angkatan {wave.name}" if wave else "ke luar angkatan"
        trail.record(
            name="enrollment.wave_assigned",
            summary=f"memindahkan {len(done)} peserta {where}",
            subject=locked,
            related=done,
            by=by,
            at=at,
            within=locked.agency.organization,
        )
    return Tally(len(done), tuple(left_out))


def _locked(enrollment: Enrollment) -> Enrollment:
    program = lock_program(enrollment.program)
    locked = (
        Enrollment.objects.select_for_update(of=("self",))
        .select_related("person", "scheme", "application")
        .get(pk=enrollment.pk)
    )
    locked.program = program
    return locked


def _record(enrollment: Enrollment, name: str, summary: str, *, by: User, at: datetime) -> None:
    trail.record(
        name=name,
        summary=summary,
        subject=enrollment,
        related=[enrollment.person, enrollment.program],
        by=by,
        at=at,
        within=enrollment.program.agency.organization,
    )
