"""Builders of competent results, numbers, certificates and links."""

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

from django.db.models import Value
from django.db.models.functions import Replace
from django.utils import timezone

from assessments.enums import AssessmentStatus, DecreeStatus, Outcome, PanelStatus, Part
from assessments.models import (
    Assessment,
    Decision,
    Decree,
    Panel,
    PanelMember,
    Participation,
)
from assessments.operations import papers
from certificates import operations
from certificates.enums import (
    CertificateStatus,
    CopyKind,
    CopyStatus,
    LinkChannel,
    ProposalKind,
    ProposalStatus,
)
from certificates.models import (
    AccessLink,
    Certificate,
    CredentialKey,
    Handover,
    IssueRun,
    PhysicalCopy,
    Proposal,
)
from certificates.operations import NumberEntry
from certify.accounts.models import User
from participants.models import Application
from programs.models import Unit
from tests.factories import assessments, participants
from tests.factories.programs import Stage

serial = itertools.count(1)
DECIDED_ON = dt.date(2025, 2, 3)
DECIDED_AT = dt.datetime(2025, 2, 3, 4, 0, tzinfo=dt.UTC)
REASON = "salah tulis pada nama"


def _panel(stage: Stage) -> Panel:
    cast = stage.cast
    panel = Panel.objects.create(
        body=stage.body,
        program=stage.program,
        held_on=DECIDED_ON,
        place="Ruang rapat",
        convened_by=cast.tuti,
        convened_at=DECIDED_AT,
        status=PanelStatus.CLOSED,
        closed_by=cast.wulan,
        closed_at=DECIDED_AT,
        chain_sequence=1,
        chain_hash="0" * 64,
    )
    for member in cast.panel:
        PanelMember.objects.create(panel=panel, user=member, is_chair=member == cast.wulan)
    Decree.objects.create(
        panel=panel,
        body=stage.body,
        number=f"SK-{next(serial)}",
        decided_on=DECIDED_ON,
        status=DecreeStatus.IN_FORCE,
        drafted_by=cast.tuti,
        drafted_at=DECIDED_AT,
        signed_by=cast.bagas,
        signed_at=DECIDED_AT,
    )
    return panel


def assessed(stage: Stage, applications: list[Application]) -> list[Assessment]:
    """Give results that a panel decided and a decree made effective, many rows at once.

    The only rows of these tests that no operation made: a thousand of them take a second so.
    """
    cast = stage.cast
    rows = Assessment.objects.bulk_create(
        Assessment(
            application=application,
            body=stage.body,
            program=stage.program,
            scheme=stage.scheme,
            assessor=stage.budi,
            scheduled_on=DECIDED_ON,
            status=AssessmentStatus.IN_FORCE,
            assigned_by=cast.tuti,
            assigned_at=DECIDED_AT,
            readiness_by=cast.budi,
            readiness_at=DECIDED_AT,
        )
        for application in applications
    )
    panel = _panel(stage)
    Participation.objects.bulk_create(
        Participation(assessment=row, user=user, part=part)
        for row in rows
        for user, part in [(cast.budi, Part.ASSESSOR)] + [(m, Part.DECIDER) for m in cast.panel]
    )
    Decision.objects.bulk_create(
        Decision(
            assessment=row,
            panel=panel,
            outcome=Outcome.COMPETENT,
            assessor_user=cast.budi,
            decided_by=cast.wulan,
            decided_at=DECIDED_AT,
        )
        for row in rows
    )
    papers.keep_minutes(panel=panel, at=DECIDED_AT)
    papers.keep_decree(decree=panel.decree, at=DECIDED_AT)
    return rows


def competent(stage: Stage, count: int = 1, **fields: object) -> list[Assessment]:
    """Give results of new invented people, competent by a decree in force."""
    if fields:
        people = [participants.accepted(stage, **fields) for _ in range(count)]
    else:
        people = participants.accepted_many(stage, count)
    return assessed(stage, people)


def not_yet_competent(stage: Stage) -> Assessment:
    """Give a result that is not yet competent by a decree in force, by the real moves."""
    return assessments.assessment_at(
        AssessmentStatus.IN_FORCE, stage, outcome=Outcome.NOT_YET_COMPETENT
    )


def numbers(rows: list[Assessment]) -> list[NumberEntry]:
    """Give two invented official numbers for each result."""
    return [
        NumberEntry(
            row.pk,
            f"13134 7318 3 {next(serial):07} 2025",
            f"BTK 228 {next(serial):05} 2025",
        )
        for row in rows
    ]


def numbered(stage: Stage, count: int = 1, **fields: object) -> list[Assessment]:
    """Give competent results that have their BNSP numbers."""
    rows = competent(stage, count, **fields)
    operations.record_numbers(entries=numbers(rows), by=stage.cast.sari, at=timezone.now())
    return rows


def run_of(stage: Stage, rows: list[Assessment], *, issued_on: dt.date | None = None) -> IssueRun:
    """Ask for the issue of these results; nothing is made yet."""
    today = timezone.localdate()
    return operations.ask_for_issue(
        body=stage.body,
        program=stage.program,
        assessments=[row.pk for row in rows],
        issued_on=issued_on or today,
        by=stage.cast.sari,
        at=timezone.now(),
        today=today,
    )


def issued(
    stage: Stage, count: int = 1, *, issued_on: dt.date | None = None, **fields: object
) -> list[Certificate]:
    """Give issued certificates of new invented people, with their files."""
    run = run_of(stage, numbered(stage, count, **fields), issued_on=issued_on)
    operations.carry_out(run=run, clock=timezone.now)
    return list(run.certificates.order_by("pk"))


def reserved(stage: Stage, count: int = 1) -> list[Certificate]:
    """Give certificates that have a number and no file yet."""
    rows = numbered(stage, count)
    run = run_of(stage, rows)
    return operations.reserve(run=run, assessments=[r.pk for r in rows], at=timezone.now())


def issued_many(stage: Stage, count: int) -> list[Certificate]:
    """Give issued certificates without their files, which take the time: for lists of many."""
    run = reserved(stage, count)[0].run
    run.certificates.update(
        status=CertificateStatus.ISSUED,
        pdf="sertifikat/contoh.pdf",
        pdf_sha256="0" * 64,
        finished_at=timezone.now(),
    )
    return list(run.certificates.order_by("pk"))


def unmarked(
    stage: Stage, count: int = 1, *, issued_on: dt.date | None = None
) -> list[Certificate]:
    """Give certificates that are not marked as examples, as those of real people are."""
    rows = numbered(stage, count)
    Application.objects.filter(assessment__in=rows).update(is_example=False)
    demo = Unit.objects.filter(code__startswith="DEMO.")
    demo.update(code=Replace("code", Value("DEMO."), Value("C.131300.")))
    run = run_of(stage, rows, issued_on=issued_on)
    operations.carry_out(run=run, clock=timezone.now)
    return list(run.certificates.order_by("pk"))


def proposed(
    stage: Stage,
    certificate: Certificate,
    kind: str = ProposalKind.REVOKE,
    *,
    by: User | None = None,
    **fields: Any,
) -> Proposal:
    """Give an open proposal, by Tuti unless said otherwise."""
    values: dict[str, Any] = {"reason": REASON}
    if kind == ProposalKind.REPLACE:
        values["correction"] = correction(certificate)
    return operations.propose(
        certificate=certificate,
        kind=ProposalKind(kind),
        by=by or stage.cast.tuti,
        at=timezone.now(),
        today=timezone.localdate(),
        **(values | fields),
    )


def approved(stage: Stage, proposal: Proposal, *, by: User | None = None) -> Proposal:
    """Have a proposal approved, by Bagas unless said otherwise."""
    return operations.approve(
        proposal=proposal,
        by=by or stage.cast.bagas,
        at=timezone.now(),
        today=timezone.localdate(),
    )


def changed(stage: Stage, certificate: Certificate, kind: str, **fields: Any) -> Certificate:
    """Have two people change a certificate; give it as it is then."""
    approved(stage, proposed(stage, certificate, kind, **fields))
    return Certificate.objects.get(pk=certificate.pk)


def certificate_at(status: str, stage: Stage, *, with_file: bool = True) -> Certificate:
    """Bring a new certificate to a status by the real moves; files take the time."""
    if status == CertificateStatus.RESERVED:
        return reserved(stage)[0]
    if status == CertificateStatus.VOID:
        act = {"reason": REASON, "by": stage.cast.tuti, "at": timezone.now()}
        return operations.void(certificate=reserved(stage)[0], **act)
    fresh = issued(stage)[0] if with_file else issued_many(stage, 1)[0]
    if status == CertificateStatus.REPLACED and with_file:
        replace(stage, fresh)
        return Certificate.objects.get(pk=fresh.pk)
    kind = {
        CertificateStatus.SUSPENDED: ProposalKind.SUSPEND,
        CertificateStatus.REVOKED: ProposalKind.REVOKE,
        CertificateStatus.REPLACED: ProposalKind.REPLACE,
    }.get(CertificateStatus(status))
    return changed(stage, fresh, kind) if kind else fresh


def correction(certificate: Certificate, **fields: Any) -> operations.Correction:
    """Give a correction of the name; numbers stay."""
    values = {
        "full_name": "Siti Romlah Setyaningsih",
        "certificate_number": certificate.certificate_number,
        "registration_number": certificate.registration_number,
    }
    return operations.Correction(**(values | fields))


def replace(stage: Stage, certificate: Certificate, **fields: Any) -> Certificate:
    """Give the finished successor of a certificate."""
    proposal = proposed(
        stage, certificate, ProposalKind.REPLACE, correction=correction(certificate, **fields)
    )
    run = approved(stage, proposal).run
    assert run is not None
    operations.carry_out(run=run, clock=timezone.now)
    return Certificate.objects.get(run=run)


def credential_key(stage: Stage) -> CredentialKey:
    """Give the body a key that signs the credentials of what is issued from now on."""
    return operations.make_credential_key(body=stage.body, by=stage.cast.bagas, at=timezone.now())


def issued_again(stage: Stage, certificate: Certificate) -> Certificate:
    """Give the certificate of the same person's later assessment, in another program."""
    person = certificate.assessment.application.enrollment.person
    (row,) = assessed(stage, [participants.accepted(stage, of=person)])
    operations.record_numbers(entries=numbers([row]), by=stage.cast.sari, at=timezone.now())
    run = run_of(stage, [row])
    operations.carry_out(run=run, clock=timezone.now)
    return Certificate.objects.get(run=run)


def proposal_at(status: str, stage: Stage) -> Proposal:
    """Bring a new proposal to a status by the real moves."""
    row, now = proposed(stage, issued_many(stage, 1)[0], ProposalKind.SUSPEND), timezone.now()
    match ProposalStatus(status):
        case ProposalStatus.OPEN:
            return row
        case ProposalStatus.APPROVED:
            return approved(stage, row)
        case ProposalStatus.DECLINED:
            return operations.decline(proposal=row, reason=REASON, by=stage.cast.bagas, at=now)
        case ProposalStatus.WITHDRAWN:
            return operations.withdraw(proposal=row, by=stage.cast.tuti, at=now)


def printed(stage: Stage, certificate: Certificate) -> PhysicalCopy:
    """Give a sheet that Sari recorded."""
    return operations.print_copy(
        certificate=certificate, kind=CopyKind.OVERPRINT, by=stage.cast.sari, at=timezone.now()
    )


def handed_over(stage: Stage, certificate: Certificate) -> Handover:
    """Give the record that the holder took the paper today."""
    today = timezone.localdate()
    return operations.hand_over(
        certificate=certificate,
        recipient=operations.Recipient(),
        on=today,
        by=stage.cast.dewi,
        at=timezone.now(),
        today=today,
    )


def sheet_moved(stage: Stage, sheet: PhysicalCopy, move: str) -> PhysicalCopy:
    """Have Sari note that a sheet came back, got lost or was spoiled."""
    return operations.move_copy(
        sheet=sheet, move=move, reason=REASON, by=stage.cast.sari, at=timezone.now()
    )


def sheet_at(status: str, stage: Stage) -> PhysicalCopy:
    """Bring a new sheet to a status by the real moves."""
    sheet = printed(stage, issued_many(stage, 1)[0])
    if status in (CopyStatus.HANDED_OVER, CopyStatus.RETURNED):
        handed_over(stage, sheet.certificate)
        sheet.refresh_from_db()
    moves = {CopyStatus.RETURNED: "return", CopyStatus.LOST: "lose", CopyStatus.SPOILED: "spoil"}
    move = moves.get(CopyStatus(status))
    return sheet_moved(stage, sheet, move) if move else sheet


def link(stage: Stage, of: Certificate | Application) -> AccessLink:
    """Give a personal link of a holder."""
    application = of.assessment.application if isinstance(of, Certificate) else of
    return operations.make_links(
        enrollments=[application.enrollment],
        channel=LinkChannel.WHATSAPP,
        by=stage.cast.dewi,
        at=timezone.now(),
    )[0]


def stored(certificate: Certificate, media: Path) -> bytes:
    """Read the issued file from private storage."""
    return (media / certificate.pdf.name).read_bytes()
