"""Issuing in three steps, so that a kill at any point loses and doubles nothing.

1. ``reserve``: one short transaction for up to fifty people. The counter row is locked, inside the
   lock it is asked who already has a certificate, numbers are taken, and what will be printed is
   frozen with its hash, code and event.
2. ``finish``, first half: the file is made from the frozen content alone and written durably.
3. ``finish``, second half: RESERVED becomes ISSUED with the file's hash, by compare and set.

Whatever stayed RESERVED is finished by asking again; rendering repeats to the byte
(reliability.md 2.1, Let's Encrypt's issuance cycle).
"""

import hashlib
import itertools
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from assessments.enums import Part
from assessments.models import Assessment, Participation
from certificates import numbering, permissions, queries, rules
from certificates.content import CertificateContent
from certificates.enums import CertificateStatus, RunStatus
from certificates.models import Certificate, IssueItem, IssueRun
from certificates.operations import files, making
from certificates.rendering import NotPrintableError, check_printable
from certificates.workflow import CERTIFICATE, RUN
from certify.audit import trail

logger = logging.getLogger(__name__)

CHUNK = 50
PROBLEM_LENGTH = 300
UNFORESEEN = "Belum jadi karena gangguan di server. Nomornya aman. Tekan “Lanjutkan”."
Clock = Callable[[], datetime]
Report = Callable[[int, int, str], None]


def _silent(done: int, total: int, message: str) -> None:
    """Report to nobody."""


def carry_out(*, run: IssueRun, clock: Clock, report: Report = _silent) -> IssueRun:
    """Issue everything a run asks for; may be stopped anywhere and called again.

    Every step is a transaction of its own and reads ``clock`` for its moment.
    """
    run = _start(run=run)
    total = run.total_count
    for chunk in _chunks(waiting(run), CHUNK):
        reserve_or_explain(run=run, assessments=chunk, at=clock())
        report(_done(run), total, "Mengambil nomor")
    for certificate in queries.unfinished(run):
        finish_or_explain(certificate=certificate, at=clock())
        report(_done(run), total, "Menulis berkas")
    return _close(run=run, at=clock())


def _chunks(rows: Iterable[int], size: int) -> Iterator[list[int]]:
    iterator = iter(rows)
    while chunk := list(itertools.islice(iterator, size)):
        yield chunk


def _done(run: IssueRun) -> int:
    reserved = (CertificateStatus.RESERVED, CertificateStatus.VOID)
    return Certificate.objects.filter(run=run).exclude(status__in=reserved).count()


def waiting(run: IssueRun) -> list[int]:
    """Give the assessments of a run that have no living certificate."""
    asked = list(run.items.values_list("assessment_id", flat=True))
    living = queries.living_among(asked)
    return [key for key in asked if key not in living]


@transaction.atomic
def _start(*, run: IssueRun) -> IssueRun:
    locked = IssueRun.objects.select_for_update().get(pk=run.pk)
    if locked.status in (RunStatus.QUEUED, RunStatus.PARTIAL):
        locked.status = RUN.target("start", source=locked.status)
        locked.finished_at = None
        locked.save(update_fields=["status", "finished_at"])
    return locked


@transaction.atomic
def _close(*, run: IssueRun, at: datetime) -> IssueRun:
    locked = IssueRun.objects.select_for_update().get(pk=run.pk)
    if locked.status != RunStatus.RUNNING:
        return locked
    is_whole = not waiting(locked) and not queries.unfinished(locked)
    move = "finish" if is_whole else "finish_with_problems"
    locked.status = RUN.target(move, source=locked.status)
    locked.finished_at = at
    locked.save(update_fields=["status", "finished_at"])
    trail.record(
        name="certificates.issue_finished" if is_whole else "certificates.issue_interrupted",
        summary="penerbitan selesai" if is_whole else "penerbitan selesai, ada yang perlu dilihat",
        subject=locked,
        related=[locked.program],
        by=None,
        at=at,
        within=locked.body.organization,
        data={"issued": _done(locked)},
    )
    return locked


def reserve_or_explain(*, run: IssueRun, assessments: Sequence[int], at: datetime) -> None:
    """Reserve a chunk; when it fails as a whole, try its people one by one and say who failed."""
    try:
        reserve(run=run, assessments=assessments, at=at)
    except Exception:
        if len(assessments) == 1:
            logger.exception("certificate of assessment %s was not reserved", assessments[0])
            explain(run=run, problems={assessments[0]: UNFORESEEN})
            return
        for key in assessments:
            reserve_or_explain(run=run, assessments=[key], at=at)


@transaction.atomic
def reserve(*, run: IssueRun, assessments: Sequence[int], at: datetime) -> list[Certificate]:
    """Take numbers and freeze what will be printed, for everybody of the chunk who can have it.

    Who already has a living certificate is passed over; who cannot be issued gets the sentence
    on the run's page and takes no number.
    """
    numbering.lock(run.body, run.issued_on.year)
    masters = queries.Masters(run.issued_on)
    living = queries.living_among(list(assessments))
    revoked = queries.revoked_among(list(assessments))
    ready: list[Assessment] = []
    problems: dict[int, str] = {}
    for assessment in _locked(assessments):
        if assessment.pk in living:
            problems[assessment.pk] = ""
            continue
        problem = _refusal(run, assessment) or queries.issue_problem(assessment, masters=masters)
        if assessment.pk in revoked:
            problem = "Sertifikatnya sudah dicabut. Pencabutan berlaku tetap."
        problems[assessment.pk] = problem
        if not problem:
            ready.append(assessment)
    made = create(run=run, assessments=ready, masters=masters, at=at)
    explain(run=run, problems=problems)
    return made


def _locked(assessments: Sequence[int]) -> list[Assessment]:
    """Lock the results so that their BNSP numbers stand still, and read what will be printed."""
    keys = list(assessments)
    list(Assessment.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    rows = queries.with_masters(Assessment.objects.filter(pk__in=keys))
    order = "application__enrollment__number"
    return list(rows.prefetch_related("participations").order_by(order, "pk"))


def _refusal(run: IssueRun, assessment: Assessment) -> str:
    return permissions.may_issue(run.requested_by, assessment).reason


def create(
    *,
    run: IssueRun,
    assessments: Sequence[Assessment],
    masters: queries.Masters,
    at: datetime,
    replaces: Certificate | None = None,
) -> list[Certificate]:
    """Take the numbers and write the rows, in the caller's transaction that holds the counter."""
    year = run.issued_on.year
    numbers = numbering.take(run.body, year, len(assessments))
    places = numbering.take_status_places(run.body, len(assessments))
    certificates = []
    for assessment, number, place in zip(assessments, numbers, places, strict=True):
        former = replaces or queries.replaced_certificate(assessment)
        code = rules.new_code()
        content = queries.draft(
            assessment, masters=masters, number=number, code=code, replaces=former
        )
        check_printable(content)
        certificates.append(
            _certificate(run, assessment, content, number=number, place=place, at=at, former=former)
        )
    Certificate.objects.bulk_create(certificates)
    Participation.objects.bulk_create(
        Participation(assessment=row, user=run.requested_by, part=Part.ISSUER)
        for row in assessments
        if run.requested_by_id not in {part.user_id for part in row.participations.all()}
    )
    for certificate in certificates:
        trail.record(
            name="certificates.reserved",
            summary=f"mengambil nomor register {certificate}",
            subject=certificate,
            related=[certificate.assessment, run],
            by=run.requested_by,
            at=at,
            within=run.body.organization,
            data={
                "register_number": certificate.register_number,
                "register_year": certificate.register_year,
                "content_sha256": certificate.content_sha256,
            },
        )
    return certificates


def _certificate(
    run: IssueRun,
    assessment: Assessment,
    content: CertificateContent,
    *,
    number: int,
    place: numbering.Place,
    at: datetime,
    former: Certificate | None,
) -> Certificate:
    text = content.to_json()
    return Certificate(
        assessment=assessment,
        body=run.body,
        program=run.program,
        scheme=assessment.scheme,
        register_year=run.issued_on.year,
        register_number=number,
        code=content.verify_code,
        holder_name=content.holder_name,
        qualification=content.qualification,
        certificate_number=content.certificate_number or "",
        registration_number=content.registration_number or "",
        is_example=content.is_example,
        content=text,
        content_sha256=hashlib.sha256(text.encode()).hexdigest(),
        issued_on=content.issued_on,
        valid_until=content.valid_until,
        run=run,
        replaces=former,
        status_list=place.status_list,
        status_index=place.index,
        issued_by=run.requested_by,
        reserved_at=at,
    )


def explain(*, run: IssueRun, problems: dict[int, str]) -> None:
    """Write the sentence that the run's page shows for each person; empty takes it away."""
    for key, problem in problems.items():
        items = IssueItem.objects.filter(run=run, assessment_id=key)
        items.exclude(problem=problem).update(problem=problem[:PROBLEM_LENGTH])


def finish_or_explain(*, certificate: Certificate, at: datetime) -> None:
    """Finish one certificate; an unforeseen failure is written down and stops nobody else."""
    try:
        finish(certificate=certificate, at=at)
    except NotPrintableError as problem:
        _explain_unfinished(certificate, str(problem))
    except Exception:
        logger.exception("certificate %s was not finished", certificate.pk)
        _explain_unfinished(certificate, UNFORESEEN)
    else:
        _explain_unfinished(certificate, "")


def _explain_unfinished(certificate: Certificate, problem: str) -> None:
    if certificate.run is not None:
        explain(run=certificate.run, problems={certificate.assessment_id: problem})


def finish(*, certificate: Certificate, at: datetime) -> bool:
    """Make the file of a reserved certificate from its frozen content, then call it issued.

    Gives False when somebody else finished it first. May be repeated at any time.

    Raises:
        NotNowError: the frozen content was changed since.
    """
    pdf = making.make_pdf(certificate)
    sha256 = hashlib.sha256(pdf).hexdigest()
    name = making.file_name(certificate, sha256=sha256)
    files.write_durably(name, pdf)
    return _mark_issued(certificate=certificate, name=name, sha256=sha256, at=at)


@transaction.atomic
def _mark_issued(*, certificate: Certificate, name: str, sha256: str, at: datetime) -> bool:
    target = CERTIFICATE.target("finish", source=CertificateStatus.RESERVED)
    changed = Certificate.objects.filter(
        pk=certificate.pk, status=CertificateStatus.RESERVED
    ).update(status=target, pdf=name, pdf_sha256=sha256, finished_at=at)
    if not changed:
        return False
    trail.record(
        name="certificates.issued",
        summary=f"menerbitkan sertifikat {certificate}",
        subject=certificate,
        related=[certificate.assessment, certificate.program],
        by=certificate.issued_by,
        at=at,
        data={"pdf_sha256": sha256, "issued_on": certificate.issued_on.isoformat()},
    )
    return True
