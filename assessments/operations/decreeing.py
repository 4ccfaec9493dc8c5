"""The decree (SK): drafted by the certification manager, put in force by the director."""

import datetime as dt

from django.db import IntegrityError, transaction

from assessments import permissions
from assessments.models import Assessment, Decree, DecreePattern, Panel
from assessments.operations import papers
from assessments.workflow import ASSESSMENT, DECREE
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.dates import long_date
from certify.lib.errors import InvalidInputError, NotNowError
from programs.models import CertificationBody


def _locked_decree(decree: Decree) -> Decree:
    return (
        Decree.objects.select_for_update(of=("self",))
        .select_related("body__organization", "panel__program")
        .get(pk=decree.pk)
    )


def _require_facts(panel: Panel, *, number: str, decided_on: dt.date) -> str:
    words = number.strip()
    if not words:
        sentence = "Isi nomor SK."
        raise InvalidInputError(sentence)
    if decided_on < panel.held_on:
        sentence = f"Tanggal SK tidak bisa sebelum pleno, {long_date(panel.held_on)}."
        raise InvalidInputError(sentence)
    return words


def _save(decree: Decree) -> None:
    try:
        with transaction.atomic():
            decree.save()
    except IntegrityError as error:
        sentence = f"Nomor SK {decree.number} sudah dipakai. Ketik nomor lain."
        raise InvalidInputError(sentence) from error


def _record(
    name: str, summary: str, *, decree: Decree, by: User, at: dt.datetime, **more: str
) -> None:
    trail.record(
        name=f"assessments.{name}",
        summary=summary,
        subject=decree,
        by=by,
        at=at,
        within=decree.body.organization,
        related=(decree.panel,),
        data={"number": decree.number, "decided_on": decree.decided_on.isoformat()} | more,
    )


@transaction.atomic
def draft_decree(
    *, panel: Panel, number: str, decided_on: dt.date, by: User, at: dt.datetime
) -> Decree:
    """Draft the decree of a closed panel; the number is the body's own and unique in it.

    Raises InvalidInputError for a number that is empty or taken or a date before the meeting,
    NotNowError when there is one already, NotAllowedError for anybody but the manager.
    """
    row = (
        Panel.objects.select_for_update(of=("self",))
        .select_related("body__organization")
        .get(pk=panel.pk)
    )
    permissions.may_draft_decree(by, row).require()
    if not row.decisions.exists():
        sentence = "Pleno ini tidak mengambil keputusan, jadi tidak ada yang ditetapkan dengan SK."
        raise NotNowError(sentence)
    words = _require_facts(row, number=number, decided_on=decided_on)
    decree = Decree(
        panel=row,
        body=row.body,
        number=words,
        decided_on=decided_on,
        status=DECREE.initial,
        drafted_by=by,
        drafted_at=at,
    )
    _save(decree)
    _record("decree_drafted", f"menyusun SK {words}", decree=decree, by=by, at=at)
    return decree


@transaction.atomic
def edit_decree(
    *, decree: Decree, number: str, decided_on: dt.date, by: User, at: dt.datetime
) -> Decree:
    """Mend number or date of a draft. Raises as ``draft_decree``."""
    row = _locked_decree(decree)
    permissions.may_edit_decree(by, row).require()
    row.number = _require_facts(row.panel, number=number, decided_on=decided_on)
    row.decided_on = decided_on
    row.status = DECREE.target("edit", source=row.status)
    _save(row)
    _record("decree_edited", f"mengubah rancangan SK {row.number}", decree=row, by=by, at=at)
    return row


@transaction.atomic
def sign_decree(*, decree: Decree, by: User, at: dt.datetime) -> Decree:
    """Put a decree in force: from now on its results are effective and the agency sees them.

    What it prints is kept: whatever is corrected later, the decree says what was signed.

    Raises NotAllowedError for anybody but the body's director or for one who assessed somebody
    on the list; NotNowError when it is already signed or dated in the future.
    """
    row = _locked_decree(decree)
    permissions.may_sign_decree(by, row).require()
    row.status = DECREE.target("sign", source=row.status)
    row.signed_by, row.signed_at = by, at
    row.save(update_fields=["status", "signed_by", "signed_at"])
    assessments = list(
        Assessment.objects.select_for_update(of=("self",))
        .filter(decision__panel=row.panel_id)
        .select_related("application__enrollment")
        .order_by("pk")
    )
    for assessment in assessments:
        assessment.status = ASSESSMENT.target("put_in_force", source=assessment.status)
        assessment.save(update_fields=["status"])
    _record(
        "decree_signed",
        f"menandatangani SK {row.number}",
        decree=row,
        by=by,
        at=at,
        content_sha256=papers.keep_decree(decree=row, at=at).content_sha256,
    )
    for assessment in assessments:
        # Told without a confidence: from here on the agency may know the result.
        trail.record(
            name="assessments.put_in_force",
            summary=f"memberlakukan hasil asesmen dengan SK {row.number}",
            subject=assessment,
            by=by,
            at=at,
            related=(assessment.application, assessment.application.enrollment),
            data={"decree": row.pk},
        )
    return row


@transaction.atomic
def set_pattern(
    *, body: CertificationBody, pattern: str, by: User, at: dt.datetime
) -> DecreePattern:
    """Set how the body's decree numbers are suggested: ``{seq}``, ``{roman_month}``, ``{year}``.

    Raises InvalidInputError for a pattern without ``{seq}``, NotAllowedError for anybody but the
    certification manager.
    """
    permissions.may_set_pattern(by, body).require()
    words = pattern.strip()
    if "{seq}" not in words:
        sentence = "Pola nomor perlu {seq}, tempat nomor urut."
        raise InvalidInputError(sentence)
    row, _ = DecreePattern.objects.update_or_create(body=body, defaults={"pattern": words})
    trail.record(
        name="assessments.pattern_set",
        summary="mengubah pola nomor SK",
        subject=row,
        by=by,
        at=at,
        within=body.organization,
        data={"pattern": words},
    )
    return row
