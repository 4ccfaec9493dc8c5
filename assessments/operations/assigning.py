"""Assigning an assessor and a day: capacity, role, MET number and ties are looked at under lock."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from assessments import permissions, queries
from assessments.enums import Part
from assessments.models import Assessment, Participation
from assessments.operations.locking import locked, record
from assessments.workflow import ASSESSMENT
from certify.accounts.models import User
from certify.lib.dates import long_date
from certify.lib.errors import NotNowError
from participants.models import Application
from programs.models import Assessor


def _locked_assessor(assessor: Assessor, *, on: dt.date) -> Assessor:
    row = (
        Assessor.objects.select_for_update(of=("self",)).select_related("user").get(pk=assessor.pk)
    )
    name, day = row.user.full_name, long_date(on)
    if row.valid_until < on:
        sentence = (
            f"Nomor MET {name} berlaku sampai {long_date(row.valid_until)}, "
            f"jadi tidak bisa menilai pada {day}. Pilih asesor lain atau tanggal lain."
        )
        raise NotNowError(sentence)
    if not queries.assignable(row.body, on=on).filter(pk=row.pk).exists():
        sentence = f"{name} tidak bertugas sebagai asesor LSP ini pada {day}. Pilih asesor lain."
        raise NotNowError(sentence)
    return row


def _require_room(assessor: Assessor, *, on: dt.date, more: int) -> None:
    taken = queries.taken_on(assessor, on=on)
    if taken + more > assessor.daily_capacity:
        sentence = (
            f"{assessor.user.full_name} sudah menilai {taken} orang pada {long_date(on)} dan "
            f"paling banyak {assessor.daily_capacity} sehari. "
            f"Masih bisa ditambah {max(assessor.daily_capacity - taken, 0)} orang."
        )
        raise NotNowError(sentence)


def _require_no_tie(assessor: Assessor, applications: Sequence[Application]) -> None:
    sentences = queries.of_assessor(assessor, applications)
    if sentences:
        ordered = [sentences[row.pk] for row in applications if row.pk in sentences]
        raise NotNowError(" ".join(ordered))


def _locked_applications(applications: Sequence[Application]) -> list[Application]:
    return list(
        Application.objects.select_for_update(of=("self",))
        .filter(pk__in=[row.pk for row in applications])
        .select_related("body__organization", "enrollment__program", "enrollment__wave", "scheme")
        .order_by("enrollment__number", "pk")
    )


@transaction.atomic
def assign_many(
    *,
    applications: Sequence[Application],
    assessor: Assessor,
    scheduled_on: dt.date,
    by: User,
    at: dt.datetime,
) -> list[Assessment]:
    """Give accepted applications to an assessor for a day; all of them or none.

    Raises NotAllowedError for anybody but the body's certification manager; NotNowError when an
    application is not accepted or already assigned, the assessor is full, not on duty, or tied
    to one of the people (domain.md 3.2, rule 5).
    """
    holder = _locked_assessor(assessor, on=scheduled_on)
    rows = _locked_applications(applications)
    for row in rows:
        permissions.may_assign(by, row).require()
        if row.body_id != holder.body_id:
            sentence = f"{holder.user.full_name} bukan asesor LSP yang menerima {row.full_name}."
            raise NotNowError(sentence)
    _require_no_tie(holder, rows)
    _require_room(holder, on=scheduled_on, more=len(rows))
    return [_assign(row, holder, scheduled_on=scheduled_on, by=by, at=at) for row in rows]


def _assign(
    application: Application,
    assessor: Assessor,
    *,
    scheduled_on: dt.date,
    by: User,
    at: dt.datetime,
) -> Assessment:
    wave = application.enrollment.wave
    assessment = Assessment.objects.create(
        application=application,
        body=application.body,
        program=application.enrollment.program,
        scheme=application.scheme,
        assessor=assessor,
        scheduled_on=scheduled_on,
        venue_id=wave.venue_id if wave else None,
        status=ASSESSMENT.initial,
        assigned_by=by,
        assigned_at=at,
    )
    Participation.objects.create(assessment=assessment, user=assessor.user, part=Part.ASSESSOR)
    record(
        "assigned",
        f"menugaskan {assessor.user.full_name} menilai pada {long_date(scheduled_on)}",
        assessment=assessment,
        by=by,
        at=at,
        data={"assessor": assessor.pk, "scheduled_on": scheduled_on.isoformat()},
    )
    return assessment


def assign(
    *,
    application: Application,
    assessor: Assessor,
    scheduled_on: dt.date,
    by: User,
    at: dt.datetime,
) -> Assessment:
    """Give one accepted application to an assessor for a day; raises as ``assign_many``."""
    return assign_many(
        applications=[application], assessor=assessor, scheduled_on=scheduled_on, by=by, at=at
    )[0]


@transaction.atomic
def reassign(
    *,
    assessment: Assessment,
    assessor: Assessor,
    scheduled_on: dt.date,
    by: User,
    at: dt.datetime,
) -> Assessment:
    """Change assessor or day until the candidate consented; readiness is looked at anew.

    Whoever already judged the readiness keeps a part, so that they can never decide on this
    person. Raises as ``assign_many``.
    """
    holder = _locked_assessor(assessor, on=scheduled_on)
    row = locked(assessment)
    permissions.may_reassign(by, row).require()
    if row.body_id != holder.body_id:
        sentence = f"{holder.user.full_name} bukan asesor LSP ini."
        raise NotNowError(sentence)
    _require_no_tie(holder, [row.application])
    if (row.assessor_id, row.scheduled_on) != (holder.pk, scheduled_on):
        _require_room(holder, on=scheduled_on, more=1)
    before = row.assessor
    if before.pk != holder.pk:
        _hand_over_part(row, before=before.user, after=holder.user)
    row.status = ASSESSMENT.target("reassign", source=row.status)
    row.assessor, row.scheduled_on = holder, scheduled_on
    row.readiness_note, row.readiness_by, row.readiness_at = "", None, None
    row.save(
        update_fields=[
            "status",
            "assessor",
            "scheduled_on",
            "readiness_note",
            "readiness_by",
            "readiness_at",
        ]
    )
    record(
        "reassigned",
        f"mengganti tugas menjadi {holder.user.full_name} pada {long_date(scheduled_on)}",
        assessment=row,
        by=by,
        at=at,
        data={"from": before.pk, "to": holder.pk, "scheduled_on": scheduled_on.isoformat()},
    )
    return row


def _hand_over_part(assessment: Assessment, *, before: User, after: User) -> None:
    parts = Participation.objects.filter(assessment=assessment)
    if assessment.readiness_by_id is None:
        parts.filter(user=before).delete()
    else:
        parts.filter(user=before).update(part=Part.FORMER_ASSESSOR)
    Participation.objects.update_or_create(
        assessment=assessment, user=after, defaults={"part": Part.ASSESSOR}
    )
