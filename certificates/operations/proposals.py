"""Two people change an issued certificate: one proposes, another approves or declines.

ISO/IEC 17024 9.5 and domain.md 6.4: a decision with a reason, a date and the people, kept for
ever. The database refuses an answer by the proposer and a second open proposal.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from certificates import numbering, permissions
from certificates.enums import ProposalKind
from certificates.models import Certificate, NameReport, Proposal
from certificates.operations import life
from certificates.operations.life import Correction, written_reason
from certificates.workflow import PROPOSAL
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import ConflictError

ASKED = {
    ProposalKind.REVOKE: "mengusulkan pencabutan sertifikat",
    ProposalKind.SUSPEND: "mengusulkan pembekuan sertifikat",
    ProposalKind.LIFT: "mengusulkan pemulihan sertifikat",
    ProposalKind.REPLACE: "mengusulkan penggantian sertifikat",
    ProposalKind.DUPLICATE: "mengusulkan duplikat sertifikat",
}
REPORT_ANSWER = "Nama pada sertifikat sudah diperbaiki. Sertifikat pengganti berlaku."


def propose(
    *,
    certificate: Certificate,
    kind: ProposalKind,
    reason: str,
    by: User,
    at: datetime,
    today: date,
    document: str = "",
    correction: Correction | None = None,
    report: NameReport | None = None,
) -> Proposal:
    """Ask for a change of a certificate; nothing changes until another person approves.

    Raises:
        NotAllowedError: ``by`` may not propose at this body.
        NotNowError: the certificate's state forbids it, a proposal is open, or the corrected
            certificate could not be printed.
        InvalidInputError: there is no reason, or a correction has no name.
        ConflictError: somebody else proposed at this very moment.
    """
    try:
        return _propose(
            certificate,
            kind,
            Correction("", "", "") if correction is None else correction,
            reason=reason,
            document=document,
            report=report,
            by=by,
            at=at,
            today=today,
        )
    except IntegrityError as error:
        raise ConflictError(
            "Orang lain baru saja mengusulkan perubahan sertifikat ini, jadi usulan Anda belum "
            "tersimpan. Muat ulang halaman untuk melihat usulan itu."
        ) from error


@transaction.atomic
def _propose(
    certificate: Certificate,
    kind: ProposalKind,
    correction: Correction,
    *,
    reason: str,
    document: str,
    report: NameReport | None,
    by: User,
    at: datetime,
    today: date,
) -> Proposal:
    locked = life.lock(certificate)
    permissions.may_propose(by, locked, kind).require()
    text = written_reason(reason)
    tidy = Correction(*(" ".join(value.split()) for value in _values(correction)))
    if kind == ProposalKind.REPLACE:
        life.check_correction(locked, tidy, today=today)
    proposal = Proposal.objects.create(
        certificate=locked,
        kind=kind,
        reason=text,
        document=" ".join(document.split()),
        full_name=tidy.full_name,
        certificate_number=tidy.certificate_number,
        registration_number=tidy.registration_number,
        name_report=report,
        proposed_by=by,
        proposed_at=at,
    )
    trail.record(
        name="certificates.change_proposed",
        summary=f"{ASKED[kind]} {locked}",
        subject=locked,
        related=[proposal],
        by=by,
        at=at,
        within=locked.body.organization,
        data={"kind": kind.value},
    )
    return proposal


def _values(correction: Correction) -> tuple[str, str, str]:
    return correction.full_name, correction.certificate_number, correction.registration_number


def _lock(proposal: Proposal) -> Proposal:
    """Lock the certificate, then the proposal; every answer takes them in this order."""
    certificate = life.lock(proposal.certificate)
    locked = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("proposed_by", "decided_by", "name_report")
        .get(pk=proposal.pk)
    )
    locked.certificate = certificate
    return locked


@transaction.atomic
def approve(*, proposal: Proposal, by: User, at: datetime, today: date) -> Proposal:
    """Carry out what was proposed; the public page knows from this moment.

    An approved replacement has a ``run`` whose job makes the new file.

    Raises:
        NotAllowedError: ``by`` proposed it, may not approve at this body, or, for a replacement,
            assessed or decided this person.
        NotNowError: it was answered or withdrawn before, or the certificate's state forbids it.
    """
    if proposal.kind == ProposalKind.REPLACE:
        numbering.lock(proposal.certificate.body, today.year)
    locked = _lock(proposal)
    permissions.may_approve(by, locked).require()
    kind, certificate = ProposalKind(locked.kind), locked.certificate
    locked.status = PROPOSAL.target("approve", source=locked.status)
    locked.decided_by, locked.decided_at = by, at
    locked.save(update_fields=["status", "decided_by", "decided_at"])
    if kind == ProposalKind.REPLACE:
        locked.run = life.replace(certificate, locked, by=by, at=at, today=today)
        locked.save(update_fields=["run"])
        _answer_report(locked, by=by, at=at)
    elif kind == ProposalKind.DUPLICATE:
        trail.record(
            name="certificates.duplicate_approved",
            summary=f"menyetujui duplikat sertifikat {certificate}",
            subject=certificate,
            related=[locked],
            by=by,
            at=at,
            data={"proposal": locked.pk, "proposed_by": locked.proposed_by_id},
        )
    else:
        life.move(certificate, kind, reason=locked.reason, by=by, at=at, proposal=locked)
    return locked


def _answer_report(proposal: Proposal, *, by: User, at: datetime) -> None:
    """Tell the holder who reported the name; a report answered in words meanwhile stays so."""
    if proposal.name_report_id is None:
        return
    report = NameReport.objects.select_for_update().get(pk=proposal.name_report_id)
    if report.answered_at is not None:
        return
    report.answered_by, report.answered_at, report.answer = by, at, REPORT_ANSWER
    report.save(update_fields=["answered_by", "answered_at", "answer"])
    trail.record(
        name="certificates.name_report_answered",
        summary="menjawab laporan nama dengan sertifikat pengganti",
        subject=report.enrollment,
        related=[report, proposal],
        by=by,
        at=at,
    )


@transaction.atomic
def decline(*, proposal: Proposal, reason: str, by: User, at: datetime) -> Proposal:
    """Say no, with a reason; the certificate stays as it is.

    Raises:
        NotAllowedError: ``by`` proposed it or may not answer at this body.
        NotNowError: it was answered or withdrawn before.
        InvalidInputError: there is no reason.
    """
    locked = _lock(proposal)
    permissions.may_decline(by, locked).require()
    locked.decline_reason = written_reason(reason)
    locked.status = PROPOSAL.target("decline", source=locked.status)
    locked.decided_by, locked.decided_at = by, at
    locked.save(update_fields=["status", "decided_by", "decided_at", "decline_reason"])
    _record_end(locked, "change_declined", "tidak menyetujui usulan perubahan", by=by, at=at)
    return locked


@transaction.atomic
def withdraw(*, proposal: Proposal, by: User, at: datetime) -> Proposal:
    """Take a proposal back while nobody has answered.

    Raises:
        NotAllowedError: somebody else proposed it.
        NotNowError: it was answered or withdrawn before.
    """
    locked = _lock(proposal)
    permissions.may_withdraw(by, locked).require()
    locked.status = PROPOSAL.target("withdraw", source=locked.status)
    locked.withdrawn_at = at
    locked.save(update_fields=["status", "withdrawn_at"])
    _record_end(locked, "proposal_withdrawn", "menarik usulan perubahan", by=by, at=at)
    return locked


def _record_end(proposal: Proposal, name: str, words: str, *, by: User, at: datetime) -> None:
    trail.record(
        name=f"certificates.{name}",
        summary=f"{words} {proposal.certificate}",
        subject=proposal.certificate,
        related=[proposal],
        by=by,
        at=at,
        within=proposal.certificate.body.organization,
        data={"kind": proposal.kind},
    )
