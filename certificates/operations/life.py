"""What happens to a certificate after its issue: every move has a reason and a row of its own."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from certificates import numbering, permissions, queries
from certificates.enums import CertificateStatus
from certificates.models import Certificate, IssueRun, StatusChange
from certificates.operations import asking, issuing, numbers
from certificates.rendering import NotPrintableError, check_printable
from certificates.workflow import CERTIFICATE
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotNowError
from participants.models import Application

SHORTEST_REASON = 5


def _move(
    certificate: Certificate,
    move: str,
    *,
    name: str,
    summary: str,
    reason: str,
    by: User,
    at: datetime,
) -> Certificate:
    """Write state, change and event of one move, in the caller's transaction and lock."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidInputError("Tulis alasannya dengan beberapa kata.")
    source = CertificateStatus(certificate.status)
    certificate.status = CERTIFICATE.target(move, source=source)
    changed = ["status"]
    if certificate.status == CertificateStatus.VOID:
        certificate.void_reason = reason.strip()
        changed.append("void_reason")
    certificate.save(update_fields=changed)
    StatusChange.objects.create(
        certificate=certificate,
        source=source,
        target=certificate.status,
        reason=reason.strip(),
        changed_by=by,
        changed_at=at,
    )
    trail.record(
        name=f"certificates.{name}",
        summary=f"{summary} {certificate}",
        subject=certificate,
        related=[certificate.assessment],
        by=by,
        at=at,
        data={"from": source.value, "to": certificate.status},
    )
    return certificate


def _lock(certificate: Certificate) -> Certificate:
    return (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("body__organization", "program", "assessment")
        .get(pk=certificate.pk)
    )


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by: User, at: datetime) -> Certificate:
    """Revoke for good; the public page says so from this moment.

    Raises:
        NotAllowedError: ``by`` may not revoke at this body.
        NotNowError: the certificate is not in force.
        InvalidInputError: there is no reason.
    """
    locked = _lock(certificate)
    permissions.may_revoke(by, locked).require()
    return _move(
        locked, "revoke", name="revoked", summary="mencabut sertifikat", reason=reason, by=by, at=at
    )


@transaction.atomic
def suspend(*, certificate: Certificate, reason: str, by: User, at: datetime) -> Certificate:
    """Suspend for a time.

    Raises:
        NotAllowedError: ``by`` may not suspend at this body.
        NotNowError: the certificate is not in force.
        InvalidInputError: there is no reason.
    """
    locked = _lock(certificate)
    permissions.may_suspend(by, locked).require()
    return _move(
        locked,
        "suspend",
        name="suspended",
        summary="membekukan sertifikat",
        reason=reason,
        by=by,
        at=at,
    )


@transaction.atomic
def lift(*, certificate: Certificate, reason: str, by: User, at: datetime) -> Certificate:
    """Give a suspended certificate back.

    Raises:
        NotAllowedError: ``by`` may not lift at this body.
        NotNowError: the certificate is not suspended.
        InvalidInputError: there is no reason.
    """
    locked = _lock(certificate)
    permissions.may_lift(by, locked).require()
    return _move(
        locked, "lift", name="lifted", summary="memulihkan sertifikat", reason=reason, by=by, at=at
    )


@transaction.atomic
def void(*, certificate: Certificate, reason: str, by: User, at: datetime) -> Certificate:
    """Spoil a number that never got its file: it stays as a row, nobody gets it again.

    Raises:
        NotAllowedError: ``by`` may not do so at this body.
        NotNowError: the certificate has its file already.
        InvalidInputError: there is no reason.
    """
    locked = _lock(certificate)
    permissions.may_void(by, locked).require()
    return _move(
        locked, "void", name="voided", summary="membatalkan nomor", reason=reason, by=by, at=at
    )


@dataclass(frozen=True, slots=True)
class Correction:
    """What the new certificate says otherwise; the numbers may stay as they are."""

    full_name: str
    certificate_number: str
    registration_number: str
    reason: str


@transaction.atomic
def replace(
    *, certificate: Certificate, correction: Correction, by: User, at: datetime, today: date
) -> IssueRun:
    """Correct the application's copy and issue a new certificate in place of the old one.

    The old code goes on answering "diganti pada … oleh …" (decisions 7). The new one ends on the
    same day as the old one: a correction prolongs nothing. Gives the run whose job makes the file.

    Raises:
        NotAllowedError: ``by`` may not replace, or assessed or decided this person.
        NotNowError: the certificate is not in force or has expired, or the new one cannot be
            printed.
        InvalidInputError: reason or name is missing.
    """
    numbering.lock(certificate.body, today.year)
    locked = _lock(certificate)
    permissions.may_replace(by, locked).require()
    if locked.valid_until <= today:
        raise NotNowError("Masa berlakunya sudah habis, jadi tidak diganti. Pakai perpanjangan.")
    assessment = locked.assessment
    _correct_application(assessment.application_id, correction, by=by, at=at)
    if locked.body.issues_for_bnsp:
        numbers.retype_number(
            assessment=assessment,
            certificate_number=correction.certificate_number,
            registration_number=correction.registration_number,
            by=by,
            at=at,
        )
    _move(
        locked,
        "replace",
        name="replaced",
        summary="mengganti sertifikat",
        reason=correction.reason,
        by=by,
        at=at,
    )
    run = asking.new_run(
        body=locked.body,
        program=locked.program,
        assessments=[assessment.pk],
        issued_on=today,
        by=by,
        at=at,
    )
    _reserve_successor(run, locked, at=at)
    return run


def _reserve_successor(run: IssueRun, former: Certificate, *, at: datetime) -> None:
    masters = queries.Masters(run.issued_on)
    rows = queries.with_masters(type(former.assessment).objects.filter(pk=former.assessment_id))
    assessment = rows.prefetch_related("participations").get()
    try:
        content = queries.draft(assessment, masters=masters, replaces=former)
        check_printable(content, design=masters.design_of(assessment))
    except NotPrintableError as problem:
        raise NotNowError(str(problem)) from problem
    issuing.create(run=run, assessments=[assessment], masters=masters, at=at, replaces=former)


def _correct_application(key: int, correction: Correction, *, by: User, at: datetime) -> None:
    name = " ".join(correction.full_name.split())
    if not name:
        raise InvalidInputError("Nama pemegang belum diisi.")
    application = Application.objects.select_for_update().get(pk=key)
    if application.full_name == name:
        return
    application.full_name = name
    application.save(update_fields=["full_name"])
    trail.record(
        name="certificates.name_corrected",
        summary="memperbaiki nama pada permohonan",
        subject=application,
        by=by,
        at=at,
        within=application.body.organization,
    )
