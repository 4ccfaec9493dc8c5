"""What happened to certificates after their issue: each act by two people, each reason invented."""

import datetime as dt

from certificates import operations
from certificates.enums import CopyKind, ProposalKind
from certificates.models import Certificate, PhysicalCopy, Proposal
from certify.demo.road import moment
from certify.demo.stage import Stage
from programs.models import Program

DAY = dt.timedelta(days=1)
CORRECTED, SUSPENDED, LOST, WAITING = 3, 7, 11, 15


def happen(stage: Stage, program: Program, day: dt.date) -> None:
    """One is corrected, one suspended, one printed again after a loss, one waits for an answer."""
    rows = list(Certificate.objects.filter(program=program).order_by("pk"))
    _correct(stage, rows[CORRECTED], day)
    _suspend(stage, rows[SUSPENDED], day + 3 * DAY)
    _lose(stage, rows[LOST], day + 6 * DAY)
    _propose(
        stage,
        rows[WAITING],
        ProposalKind.REVOKE,
        "Sertifikat dipinjamkan kepada orang lain untuk melamar kerja.",
        moment(day + 9 * DAY, "10:20"),
        by="tuti",
    )


def _propose(
    stage: Stage,
    certificate: Certificate,
    kind: ProposalKind,
    reason: str,
    at: dt.datetime,
    *,
    by: str,
) -> Proposal:
    return operations.propose(
        certificate=certificate,
        kind=kind,
        reason=reason,
        by=stage.company[by],
        at=at,
        today=at.date(),
    )


def _approve(stage: Stage, proposal: Proposal, at: dt.datetime, *, by: str) -> Proposal:
    return operations.approve(proposal=proposal, by=stage.company[by], at=at, today=at.date())


def _correct(stage: Stage, certificate: Certificate, day: dt.date) -> None:
    """The holder says how her name is written; the office proposes, the manager approves."""
    name = f"Hj. {certificate.holder_name}"
    report = operations.report_name(
        enrollment=certificate.assessment.application.enrollment,
        proposed_name=name,
        message="Di KTP saya ada Hj.",
        at=moment(day, "08:30"),
    )
    at = moment(day, "09:45")
    proposal = operations.propose(
        certificate=certificate,
        kind=ProposalKind.REPLACE,
        reason="Pemegang melaporkan namanya salah tulis; cocok dengan KTP.",
        correction=operations.Correction(
            name, certificate.certificate_number, certificate.registration_number
        ),
        report=report,
        by=stage.company["sari"],
        at=at,
        today=day,
    )
    at = moment(day, "13:10")
    run = _approve(stage, proposal, at, by="tuti").run
    if run is not None:
        operations.carry_out(run=run, clock=lambda: at)


def _suspend(stage: Stage, certificate: Certificate, day: dt.date) -> None:
    reason = "Dipakai untuk pekerjaan di luar lingkupnya; menunggu penjelasan pemegang."
    asked = _propose(
        stage, certificate, ProposalKind.SUSPEND, reason, moment(day, "09:00"), by="tuti"
    )
    _approve(stage, asked, moment(day + DAY, "10:30"), by="bagas")
    operations.move_copy(
        sheet=PhysicalCopy.objects.get(certificate=certificate),
        move="return",
        reason="Dititipkan pemegang selama dibekukan.",
        by=stage.company["rina"],
        at=moment(day + 2 * DAY, "09:00"),
    )


def _lose(stage: Stage, certificate: Certificate, day: dt.date) -> None:
    operations.move_copy(
        sheet=PhysicalCopy.objects.get(certificate=certificate),
        move="lose",
        reason="Hilang saat pindah rumah; ada surat kehilangan.",
        by=stage.company["rina"],
        at=moment(day, "09:15"),
    )
    asked = _propose(
        stage,
        certificate,
        ProposalKind.DUPLICATE,
        "Hilang saat pindah rumah; surat kehilangan dari Polsek.",
        moment(day, "10:00"),
        by="sari",
    )
    _approve(stage, asked, moment(day + DAY, "08:40"), by="bagas")
    operations.print_copy(
        certificate=certificate,
        kind=CopyKind.OVERPRINT,
        by=stage.company["sari"],
        at=moment(day + DAY, "13:00"),
    )
