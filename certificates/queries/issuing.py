"""Who can be given numbers and certificates, who cannot, and why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from assessments.enums import AssessmentStatus, Outcome
from assessments.models import Assessment
from certificates import rules
from certificates.enums import CertificateStatus
from certificates.models import LIVING, Certificate, IssueItem, IssueRun
from certificates.queries import contents
from certificates.rendering import NotPrintableError, check_printable, has_two_lines
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.errors import DomainError
from programs.models import CertificationBody, Program, Quota, Scheme


@dataclass(frozen=True, slots=True)
class Work:
    """A body's share of a program: what its certificate pages are about."""

    body: CertificationBody
    program: Program


@dataclass
class Row:
    """One competent result on the pages of numbers and of issue."""

    assessment: Assessment
    certificate: Certificate | None = None
    problem: str = ""
    notices: list[str] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        """True when nothing stands between this result and its certificate."""
        return not self.problem and self.certificate is None


def work(user: User, *, program: int, body: int | None = None) -> Work | None:
    """Give a body's share of a program, for people of that body; None is 404.

    ``body`` says which one, for the rare person who works for two bodies of one program.
    """
    own = user.organizations_with(Permission.VIEW_CERTIFICATION)
    bodies = CertificationBody.objects.filter(
        Q(assessments__program=program) | Q(schemes__in=Scheme.objects.filter(quota_of(program))),
        pk__in=[key for key in own if body in (None, key)],
    )
    found = bodies.select_related("organization").order_by("pk").distinct().first()
    if found is None:
        return None
    rows = Program.objects.select_related("agency__organization")
    return Work(found, rows.get(pk=program))


def quota_of(program: int) -> Q:
    """Say which schemes a program has places in."""
    return Q(pk__in=Quota.objects.filter(program=program).values("scheme"))


def with_masters(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Add everything that choosing the content reads; the identity number stays encrypted."""
    return rows.select_related(
        "application__enrollment",
        "body__organization",
        "program__agency__organization",
        "scheme__standard",
        "decision__panel__decree",
        "official_number",
    ).defer("application__nik")


def competent(*, body: CertificationBody, program: Program) -> QuerySet[Assessment]:
    """Give the results that are competent by a decree in force."""
    return Assessment.objects.filter(
        body=body,
        program=program,
        status=AssessmentStatus.IN_FORCE,
        decision__outcome=Outcome.COMPETENT,
    ).order_by("application__enrollment__number", "pk")


def competent_seen_by(user: User) -> QuerySet[Assessment]:
    """Give the competent results in force of the bodies whose certification the person may see."""
    return with_masters(
        Assessment.objects.filter(
            body__in=user.organizations_with(Permission.VIEW_CERTIFICATION),
            status=AssessmentStatus.IN_FORCE,
            decision__outcome=Outcome.COMPETENT,
        )
    )


def _with_certificates(rows: QuerySet[Assessment]) -> list[Row]:
    newest = Certificate.objects.exclude(status=CertificateStatus.VOID).order_by("-pk")
    prefetched = with_masters(rows).prefetch_related(
        Prefetch("certificates", newest.select_related("body").defer("content")), "participations"
    )
    return [Row(a, next(iter(a.certificates.all()), None)) for a in prefetched]


def number_rows(*, body: CertificationBody, program: Program) -> list[Row]:
    """Give the competent results with their BNSP numbers, for the page that records them."""
    return _with_certificates(competent(body=body, program=program))


def issue_rows(*, body: CertificationBody, program: Program, issued_on: date) -> list[Row]:
    """Give the competent results, each ready, already issued, or with the reason why not."""
    rows = _with_certificates(competent(body=body, program=program))
    masters = contents.Masters(issued_on)
    for row in rows:
        if row.certificate is None or row.certificate.status == CertificateStatus.REPLACED:
            row.certificate = None
            row.problem = issue_problem(row.assessment, masters=masters)
    _notice(rows)
    return rows


def _notice(rows: list[Row]) -> None:
    by_key = {row.assessment.pk: row for row in rows}
    names = {key: row.assessment.application.full_name for key, row in by_key.items()}
    alike = rules.look_alikes(names)
    for key, row in by_key.items():
        if has_two_lines(names[key]):
            row.notices.append("Nama panjang, tercetak dalam dua baris.")
        if rules.is_one_word(names[key]):
            row.notices.append("Nama satu kata. Cocokkan dengan KTP.")
        for other in alike.get(key, []):
            number = by_key[other].assessment.application.enrollment.number
            row.notices.append(f"Mirip dengan nomor {number}, {names[other]}.")


def issue_problem(assessment: Assessment, *, masters: contents.Masters) -> str:
    """Say why this result cannot be issued on that day; empty when it can."""
    if problem := too_early(assessment, issued_on=masters.issued_on):
        return problem
    try:
        content = contents.draft(assessment, masters=masters, with_photo=False)
        check_printable(content, design=masters.design_of(assessment))
    except DomainError as refusal:
        return refusal.sentence
    except NotPrintableError as problem:
        return str(problem)
    return ""


def too_early(assessment: Assessment, *, issued_on: date) -> str:
    """Say that a day of issue lies before the decree; empty when it does not."""
    if issued_on < assessment.decision.panel.decree.decided_on:
        return "Tanggal terbit lebih awal dari tanggal SK."
    return ""


def photos_of(assessments: Sequence[int]) -> dict[str, bytes | None]:
    """Give the photographs of these results as they are printed, by the name of their file."""
    rows = Assessment.objects.filter(pk__in=assessments).exclude(application__photo="")
    names = rows.order_by("pk").values_list("application__photo", flat=True)
    return {name: contents.photo(name) for name in names}


def replaced_among(assessments: Sequence[int]) -> dict[int, Certificate]:
    """Give by assessment the replaced certificate whose successor was voided.

    The new certificate then follows that one.
    """
    rows = (
        Certificate.objects.filter(assessment__in=assessments, status=CertificateStatus.REPLACED)
        .exclude(successors__status__in=[s for s in CertificateStatus.values if s != "void"])
        .select_related("body")
        .defer("content")
        .order_by("pk")
    )
    return {row.assessment_id: row for row in rows}


def living_among(assessments: list[int]) -> set[int]:
    """Give which of the assessments already have a living certificate."""
    rows = Certificate.objects.filter(assessment__in=assessments, status__in=LIVING)
    return set(rows.values_list("assessment_id", flat=True))


def revoked_among(assessments: list[int]) -> set[int]:
    """Give which of the assessments had their certificate revoked, which is final."""
    revoked = Certificate.objects.filter(
        assessment__in=assessments, status=CertificateStatus.REVOKED
    )
    return set(revoked.values_list("assessment_id", flat=True))


def runs(user: User) -> QuerySet[IssueRun]:
    """Give the issue runs of the bodies whose certification the person may see."""
    bodies = user.organizations_with(Permission.VIEW_CERTIFICATION)
    return IssueRun.objects.filter(body__in=bodies).select_related(
        "body__organization", "program", "requested_by"
    )


def run(key: int) -> IssueRun:
    """Give a run with what carrying it out reads."""
    rows = IssueRun.objects.select_related("body__organization", "program", "requested_by")
    return rows.get(pk=key)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    items: list[IssueItem]
    issued: int
    problems: int

    @property
    def total(self) -> int:
        """Everybody asked for."""
        return len(self.items)


def progress(run: IssueRun) -> Progress:
    """Give the run's people, each with the certificate it made, if any."""
    living = Certificate.objects.exclude(status=CertificateStatus.VOID).order_by("-pk")
    items = list(
        run.items.select_related("assessment__application__enrollment")
        .prefetch_related(
            Prefetch("assessment__certificates", living.select_related("body").defer("content"))
        )
        .order_by("assessment__application__enrollment__number", "pk")
    )
    done = sum(1 for item in items if _is_made(item))
    return Progress(items, done, sum(1 for item in items if item.problem))


def _is_made(item: IssueItem) -> bool:
    made = next(iter(item.assessment.certificates.all()), None)
    return made is not None and made.status != CertificateStatus.RESERVED


def waiting(*, run: IssueRun) -> list[int]:
    """Give the assessments of a run that have no living certificate, in order of the benches."""
    has_one = Certificate.objects.filter(assessment=OuterRef("assessment"), status__in=LIVING)
    return list(run.items.filter(~Exists(has_one)).values_list("assessment_id", flat=True))


def unfinished(*, run: IssueRun, between: tuple[int, int] | None = None) -> list[int]:
    """Give the certificates of a run, or of a stretch of keys, with a number and no file yet."""
    rows = Certificate.objects.filter(run=run, status=CertificateStatus.RESERVED)
    if between:
        rows = rows.filter(pk__range=between)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def to_finish(certificates: Sequence[int]) -> list[Certificate]:
    """Read those of the certificates that still have no file, with what making it needs."""
    rows = Certificate.objects.filter(pk__in=certificates, status=CertificateStatus.RESERVED)
    related = ("assessment", "body__organization", "program", "issued_by")
    return list(rows.select_related(*related).order_by("pk"))


def is_under_way(*, run: IssueRun) -> bool:
    """Tell whether somebody of a run waits for number or file and nothing is known against it."""
    certificates = Certificate.objects.filter(assessment=OuterRef("assessment"))
    is_numbered = Exists(certificates.filter(status__in=LIVING))
    is_unfinished = Exists(certificates.filter(run=run, status=CertificateStatus.RESERVED))
    return run.items.filter(~is_numbered | is_unfinished, problem="").exists()


def issued_count(*, run: IssueRun) -> int:
    """Count the certificates of a run that have their file."""
    no_file = (CertificateStatus.RESERVED, CertificateStatus.VOID)
    return Certificate.objects.filter(run=run).exclude(status__in=no_file).count()


def runs_with_left_over(*, reserved_before: datetime) -> list[IssueRun]:
    """Give the runs of certificates whose file is long due."""
    due = Certificate.objects.filter(
        status=CertificateStatus.RESERVED, reserved_at__lt=reserved_before
    )
    return list(IssueRun.objects.filter(pk__in=due.values("run")).order_by("pk"))


def left_over(*, reserved_before: datetime, except_runs: Collection[int] = ()) -> list[int]:
    """Give the certificates whose file is long due: a worker was killed and nobody asked again."""
    due = Certificate.objects.filter(
        status=CertificateStatus.RESERVED, reserved_at__lt=reserved_before
    )
    return list(due.exclude(run__in=except_runs).order_by("pk").values_list("pk", flat=True))


def waiting_counts(*, program: Program) -> dict[str, int]:
    """Count a program's competent results by what their certificate waits for."""
    competent_rows = Q(
        assessments__status=AssessmentStatus.IN_FORCE,
        assessments__decision__outcome=Outcome.COMPETENT,
    )
    counted = Program.objects.filter(pk=program.pk).aggregate(
        competent=Count("assessments", filter=competent_rows, distinct=True),
        waiting_number=Count(
            "assessments",
            filter=competent_rows
            & Q(assessments__body__issues_for_bnsp=True, assessments__official_number__isnull=True),
            distinct=True,
        ),
        issued=Count(
            "certificates",
            filter=Q(certificates__status__in=[*LIVING[1:], CertificateStatus.REVOKED]),
            distinct=True,
        ),
    )
    return {name: int(value or 0) for name, value in counted.items()}
