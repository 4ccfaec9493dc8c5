"""Saving an import: everything in one transaction, or nothing."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from certify.accounts.models import User
from certify.audit import trail
from certify.lib import nik as niks
from certify.lib.errors import ConflictError, NotNowError
from certify.privacy import keys
from participants import permissions
from participants.importing import stored
from participants.importing.checking import Checked, CheckedRow, Outcome
from participants.models import Enrollment, ImportDraft, Person
from participants.operations.enrollments import lock_program, next_number
from participants.workflow import ENROLLMENT, IMPORT
from programs.models import Program

PERSON_FIELDS = (
    "full_name", "birth_place", "birth_date", "sex", "address", "village_name", "district_name",
    "village_id", "phone", "phone_note", "education", "business_name", "years_in_business",
)  # fmt: skip
# One event names this many people; a list of thousands leaves several.
PEOPLE_IN_AN_EVENT = 500


@transaction.atomic
def begin_saving(*, draft: ImportDraft, by: User, at: datetime) -> ImportDraft:
    """Close a large draft for changes until the job has saved it.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
        NotNowError: something still waits for an answer, or the draft is no draft any more.
    """
    locked = _locked(draft)
    permissions.may_change_import(by, locked).require()
    _checked(locked, at=at)
    locked.status = IMPORT.target("save", source=locked.status)
    locked.save(update_fields=["status"])
    return locked


@transaction.atomic
def give_back_import(*, draft: ImportDraft) -> ImportDraft:
    """Open a draft again whose saving was refused."""
    locked = _locked(draft)
    locked.status = IMPORT.target("give_back", source=locked.status)
    locked.save(update_fields=["status"])
    return locked


@transaction.atomic
def commit_import(*, draft: ImportDraft, by: User, at: datetime) -> ImportDraft:
    """Add, enroll and update everybody of the list.

    The list is checked again under the locks, so what is written is what the register allows at
    this moment. A second commit finds the draft committed and changes nothing.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
        NotNowError: something waits for an answer, a scheme has too few places, or the import
            was saved before.
        ConflictError: somebody entered one of these people at this very moment.
    """
    program = lock_program(draft.program)
    locked = _locked(draft)
    permissions.may_enroll(by, program).require()
    locked.status = IMPORT.target("commit", source=locked.status)
    checked = _checked(locked, at=at)
    try:
        with transaction.atomic():
            written = _write(program, locked, checked, at=at)
    except IntegrityError as error:
        sentence = (
            "Seseorang baru saja mencatat orang dari daftar ini, jadi belum ada yang disimpan. "
            "Buka lagi langkah Periksa; rancangan Anda masih ada."
        )
        raise ConflictError(sentence) from error
    locked.changes = json.dumps(
        {
            "people": [person.pk for person in written.people],
            "enrollments": [enrollment.pk for enrollment in written.enrollments],
            "updates": written.updates,
        }
    )
    locked.committed_at = at
    locked.added_count = checked.count(Outcome.ADD, Outcome.ENROLL)
    locked.updated_count = sum(bool(row.updates) for row in checked.rows)
    locked.skipped_count = checked.count(Outcome.SKIP)
    locked.save()
    _record(locked, program, written, by=by, at=at)
    return locked


@dataclass(frozen=True, slots=True)
class _Written:
    """The rows that a commit made, and what it changed in others."""

    people: list[Person]
    enrollments: list[Enrollment]
    updates: list[dict[str, Any]]

    @property
    def subjects(self) -> list[list[Model]]:
        """Give what belongs together on the trail: an enrollment with its person."""
        enrolled = {enrollment.person_id for enrollment in self.enrollments}
        others = [change["person"] for change in self.updates if change["person"] not in enrolled]
        found: list[list[Model]] = [[row, Person(pk=row.person_id)] for row in self.enrollments]
        found += [[Person(pk=key)] for key in others]
        return found


def _locked(draft: ImportDraft) -> ImportDraft:
    return (
        ImportDraft.objects.select_for_update(of=("self",))
        .select_related("program__agency__organization")
        .get(pk=draft.pk)
    )


def _checked(draft: ImportDraft, *, at: datetime) -> Checked:
    checked = stored.check(draft, today=timezone.localdate(at))
    waiting = checked.count(Outcome.OPEN)
    if waiting:
        sentence = f"{waiting} baris masih menunggu jawaban. Selesaikan di langkah Perbaiki."
        raise NotNowError(sentence)
    if shortfalls := stored.shortfalls(draft.program, checked):
        first = shortfalls[0]
        sentence = (
            f"Kuota {first.scheme} tinggal {first.left}, sedangkan daftar ini memuat "
            f"{first.wanted} orang. Tambah kuotanya di halaman program, lalu simpan lagi."
        )
        raise NotNowError(sentence)
    return checked


def _write(program: Program, draft: ImportDraft, checked: Checked, *, at: datetime) -> _Written:
    new = [row for row in checked.rows if row.outcome is Outcome.ADD]
    people = [_person(row, program, at=at) for row in new]
    Person.objects.bulk_create(people)
    by_row = {row.number: person.pk for row, person in zip(new, people, strict=True)}
    enrollments = _enrollments(program, draft, checked, by_row, at=at)
    Enrollment.objects.bulk_create(enrollments)
    updates = [row for row in checked.rows if row.updates]
    return _Written(people, enrollments, [_update(program, row) for row in updates])


def _person(row: CheckedRow, program: Program, *, at: datetime) -> Person:
    values = row.values
    return Person(
        agency_id=program.agency_id,
        created_at=at,
        nik=values.nik,
        nik_hash=keys.index(values.nik),
        is_example=niks.is_invented(values.nik),
        **{name: getattr(values, name) for name in PERSON_FIELDS},
    )


def _enrollments(
    program: Program,
    draft: ImportDraft,
    checked: Checked,
    new_people: dict[int, int],
    *,
    at: datetime,
) -> list[Enrollment]:
    number = next_number(program)
    enrollments = []
    for row in checked.rows:
        if row.outcome not in {Outcome.ADD, Outcome.ENROLL}:
            continue
        person = new_people[row.number] if row.known is None else row.known.key
        enrollments.append(
            Enrollment(
                program=program,
                person_id=person,
                number=number,
                scheme_id=_scheme(row),
                status=ENROLLMENT.initial,
                imported_by=draft,
                created_at=at,
            )
        )
        number += 1
    return enrollments


def _scheme(row: CheckedRow) -> int:
    if row.values.scheme_id is None:
        msg = f"row {row.number} is saved without a scheme"
        raise ValueError(msg)
    return row.values.scheme_id


def _update(program: Program, row: CheckedRow) -> dict[str, Any]:
    """Write what differs and give what stood there, for the undo."""
    key = row.known.key if row.known else 0
    names = [name for name in row.updates if name != "scheme_id"]
    if "village_name" in names or "district_name" in names:
        names.append("village_id")
    person = Person.objects.select_for_update().get(pk=key)
    before = {name: plain(getattr(person, name)) for name in names}
    for name in names:
        setattr(person, name, getattr(row.values, name))
    if names:
        person.save(update_fields=names)
    after = {name: plain(getattr(person, name)) for name in names}
    change: dict[str, Any] = {"person": key, "before": before, "after": after}
    if "scheme_id" in row.updates:
        enrollment = Enrollment.objects.select_for_update().get(program=program, person=key)
        change["scheme"] = [enrollment.scheme_id, row.values.scheme_id]
        enrollment.scheme_id = _scheme(row)
        enrollment.save(update_fields=["scheme"])
    return change


def plain(value: object) -> object:
    """Give a value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _record(
    draft: ImportDraft, program: Program, written: _Written, *, by: User, at: datetime
) -> None:
    for part in _parts(written.subjects):
        trail.record(
            name="import.committed",
            summary=f"mengimpor daftar peserta, {len(part)} orang",
            subject=draft,
            related=[program, *(row for rows in part for row in rows)],
            by=by,
            at=at,
            within=program.agency.organization,
            data={
                "added": draft.added_count,
                "updated": draft.updated_count,
                "skipped": draft.skipped_count,
                "file_sha256": draft.file_sha256,
                "answers": stored.answers_of(draft).counts(),
            },
        )


def _parts(subjects: Sequence[Sequence[Model]]) -> Iterator[Sequence[Sequence[Model]]]:
    for start in range(0, max(len(subjects), 1), PEOPLE_IN_AN_EVENT):
        yield subjects[start : start + PEOPLE_IN_AN_EVENT]
