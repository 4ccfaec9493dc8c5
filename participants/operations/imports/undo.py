"""Taking a whole import back, as long as nobody of it has an assessment."""

import json
from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import NotNowError
from participants import permissions
from participants.models import Application, Enrollment, ImportDraft, NikReveal, Person, Training
from participants.operations.enrollments import lock_program
from participants.operations.imports.commit import plain
from participants.workflow import IMPORT
from programs.models import CertificationBody

_IN_USE = (
    "Orang dari daftar ini sudah dipakai di bagian lain, jadi impor tidak bisa dibatalkan "
    "sekaligus. Catat pengunduran diri orang per orang."
)


@transaction.atomic
def undo_import(*, draft: ImportDraft, by: User, at: datetime) -> ImportDraft:
    """Remove the enrollments and people the import brought, and put back what it changed.

    Their applications go along, answered or not; each body whose applications go has an event of
    its own. People who were used since (another program, a training, an opened NIK) stay in the
    register; a fact that somebody corrected after the import stays corrected.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
        NotNowError: an assessment exists, or it was undone before.
    """
    program = lock_program(draft.program)
    locked = (
        ImportDraft.objects.select_for_update(of=("self",))
        .select_related("program__agency__organization")
        .get(pk=draft.pk)
    )
    permissions.may_undo_import(by, locked).require()
    changes = json.loads(locked.changes)
    sent = Application.objects.filter(enrollment__imported_by=locked)
    counts = Counter(sent.values_list("body", flat=True))
    try:
        with transaction.atomic():
            sent.delete()
            Enrollment.objects.filter(imported_by=locked, program=program).delete()
            _remove_unused(changes["people"])
    except ProtectedError as error:
        raise NotNowError(_IN_USE) from error
    for change in changes["updates"]:
        _put_back(change, program.pk)
    locked.status = IMPORT.target("undo", source=locked.status)
    locked.undone_at = at
    locked.save(update_fields=["status", "undone_at"])
    trail.record(
        name="import.undone",
        summary=f"membatalkan impor {locked.added_count} peserta",
        subject=locked,
        related=[program],
        by=by,
        at=at,
        within=program.agency.organization,
        data={"removed": locked.added_count, "restored": len(changes["updates"])},
    )
    for body in CertificationBody.objects.filter(pk__in=counts).order_by("pk"):
        trail.record(
            name="import.applications_taken_back",
            summary=f"menarik {counts[body.pk]} permohonan bersama impornya",
            subject=program,
            by=by,
            at=at,
            within=body.organization,
            data={"count": counts[body.pk]},
        )
    return locked


def _remove_unused(people: list[int]) -> None:
    used = {
        *Enrollment.objects.filter(person__in=people).values_list("person", flat=True),
        *Training.objects.filter(person__in=people).values_list("person", flat=True),
        *NikReveal.objects.filter(person__in=people).values_list("person", flat=True),
    }
    Person.objects.filter(pk__in=set(people) - used).delete()


def _put_back(change: dict[str, Any], program: int) -> None:
    person = Person.objects.select_for_update().filter(pk=change["person"]).first()
    if person is None:
        return
    names = [
        name for name, value in change["after"].items() if plain(getattr(person, name)) == value
    ]
    for name in names:
        before = change["before"][name]
        is_day = name == "birth_date" and before is not None
        setattr(person, name, date.fromisoformat(before) if is_day else before)
    if names:
        person.save(update_fields=names)
    if "scheme" in change:
        before, after = change["scheme"]
        Enrollment.objects.filter(
            program=program, person=person, scheme=after, application__isnull=True
        ).update(scheme=before)
