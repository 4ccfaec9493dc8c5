"""What an approved proposal does to a certificate: every move has a reason and a row of its own.

These run inside ``proposals.approve``, in its transaction and under its locks; only ``void``
stands alone, because a number without a file was never anybody's certificate.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from assessments.models import Assessment
from certificates import permissions, queries
from certificates.enums import CertificateStatus
from certificates.models import Certificate, IssueRun, Proposal, StatusChange
from certificates.operations import asking, issuing, names, numbers
from certificates.rendering import check_printable
from certificates.workflow import CERTIFICATE
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotNowError

SHORTEST_REASON = 5
DONE = {
    "revoke": ("revoked", "menyetujui pencabutan sertifikat"),
    "suspend": ("suspended", "menyetujui pembekuan sertifikat"),
    "lift": ("lifted", "menyetujui pemulihan sertifikat"),
    "replace": ("replaced", "menyetujui penggantian sertifikat"),
    "void": ("voided", "membatalkan nomor"),
}


def written_reason(reason: str) -> str:
    """Give a reason as it is kept.

    Raises:
        InvalidInputError: it is none.
    """
    text = " ".join(reason.split())
    if len(text) < SHORTEST_REASON:
        raise InvalidInputError("Tulis alasannya dengan beberapa kata.")
    return text


def lock(certificate: Certificate) -> Certificate:
    """Lock a certificate and read it as it is now."""
    return (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("body__organization", "program", "assessment")
        .get(pk=certificate.pk)
    )


def move(
    certificate: Certificate,
    name: str,
    *,
    reason: str,
    by: User,
    at: datetime,
    proposal: Proposal | None = None,
) -> Certificate:
    """Write state, change and event of one move, in the caller's transaction and lock."""
    source = CertificateStatus(certificate.status)
    certificate.status = CERTIFICATE.target(name, source=source)
    changed = ["status"]
    if certificate.status == CertificateStatus.VOID:
        certificate.void_reason = reason
        changed.append("void_reason")
    certificate.save(update_fields=changed)
    StatusChange.objects.create(
        certificate=certificate,
        source=source,
        target=certificate.status,
        reason=reason,
        proposal=proposal,
        changed_by=by,
        changed_at=at,
    )
    data: dict[str, str | int] = {"from": source.value, "to": certificate.status}
    if proposal is not None:
        data |= {"proposal": proposal.pk, "proposed_by": proposal.proposed_by_id}
    event, summary = DONE[name]
    trail.record(
        name=f"certificates.{event}",
        summary=f"{summary} {certificate}",
        subject=certificate,
        related=[certificate.assessment, *([proposal] if proposal else [])],
        by=by,
        at=at,
        data=data,
    )
    return certificate


@transaction.atomic
def void(*, certificate: Certificate, reason: str, by: User, at: datetime) -> Certificate:
    """Spoil a number that never got its file: it stays as a row, nobody gets it again.

    Raises:
        NotAllowedError: ``by`` may not do so at this body.
        NotNowError: the certificate has its file already.
        InvalidInputError: there is no reason.
    """
    locked = lock(certificate)
    permissions.may_void(by, locked).require()
    return move(locked, "void", reason=written_reason(reason), by=by, at=at)


@dataclass(frozen=True, slots=True)
class Correction:
    """What the new certificate says otherwise; the numbers may stay as they are."""

    full_name: str
    certificate_number: str
    registration_number: str


def check_correction(certificate: Certificate, correction: Correction, *, today: date) -> None:
    """Refuse a correction that could never be printed, before anybody is asked to approve it.

    Raises:
        NotNowError: the validity has run out, somebody else has one of the numbers, or the new
            certificate cannot be printed.
        InvalidInputError: there is no name.
    """
    if not correction.full_name:
        raise InvalidInputError("Nama pemegang belum diisi.")
    if certificate.valid_until <= today:
        raise NotNowError("Masa berlakunya sudah habis, jadi tidak diganti. Pakai perpanjangan.")
    assessment = _with_masters(certificate)
    assessment.application.full_name = correction.full_name
    if certificate.body.issues_for_bnsp:
        entry = _entry(certificate, correction)
        problems = numbers.number_problems([entry])
        if problems:
            raise NotNowError(problems[entry.assessment])
        assessment.official_number.certificate_number = entry.certificate_number
        assessment.official_number.registration_number = entry.registration_number
    _check_printable(assessment, queries.Masters(today), former=certificate)


def _entry(certificate: Certificate, correction: Correction) -> numbers.NumberEntry:
    return numbers.NumberEntry(
        certificate.assessment_id, correction.certificate_number, correction.registration_number
    )


def _with_masters(certificate: Certificate) -> Assessment:
    rows = queries.with_masters(Assessment.objects.filter(pk=certificate.assessment_id))
    return rows.prefetch_related("participations").get()


def _check_printable(
    assessment: Assessment, masters: queries.Masters, *, former: Certificate
) -> None:
    content = queries.draft(assessment, masters=masters, replaces=former)
    check_printable(content, design=masters.design_of(assessment))


def replace(
    certificate: Certificate, proposal: Proposal, *, by: User, at: datetime, today: date
) -> IssueRun:
    """Correct the application's copy and issue a new certificate in place of the old one.

    The old code goes on answering "diganti pada … oleh …" (decisions 7). The new one ends on the
    same day as the old one: a correction prolongs nothing. Gives the run whose job makes the file.
    The caller holds the lock of the body's counter.

    Raises:
        NotNowError: it could not be printed any more.
    """
    correction = Correction(
        proposal.full_name, proposal.certificate_number, proposal.registration_number
    )
    check_correction(certificate, correction, today=today)
    assessment = certificate.assessment
    names.write_name(assessment.application_id, correction.full_name, by=by, at=at)
    if certificate.body.issues_for_bnsp:
        numbers.retype_number(
            assessment=assessment,
            certificate_number=correction.certificate_number,
            registration_number=correction.registration_number,
            by=by,
            at=at,
        )
    move(certificate, "replace", reason=proposal.reason, by=by, at=at, proposal=proposal)
    run = asking.new_run(
        body=certificate.body,
        program=certificate.program,
        assessments=[assessment.pk],
        issued_on=today,
        by=by,
        at=at,
    )
    issuing.create(
        run=run,
        assessments=[_with_masters(certificate)],
        masters=queries.Masters(run.issued_on),
        at=at,
        replaces=certificate,
    )
    return run
