"""Who can be given numbers and certificates, who cannot, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from assessments.enums import AssessmentStatus, Outcome
from assessments.models import Assessment
from certificates import rules
from certificates.enums import CertificateStatus, Check
from certificates.models import LIVING, Certificate
from certificates.queries import contents
from certificates.rendering import (
    check_printable,
    has_two_lines,
    is_shrunk,
)
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.errors import DomainError
from programs.models import CertificationBody, Program, Quota, Scheme


@dataclass(frozen=True, slots=True)
class Work:
    """A body's share of a program: what its certificate pages are about."""

    body: CertificationBody
    program: Program


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at before a certificate is issued."""

    check: Check
    sentence: str


@dataclass
class Row:
    """One competent result on the pages of numbers, checks and issue."""

    assessment: Assessment
    certificate: Certificate | None = None
    problem: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def checks(self) -> set[Check]:
        """The checks that found something."""
        found = {finding.check for finding in self.findings}
        return found | {Check.PROBLEM} if self.problem else found

    @property
    def needs_number(self) -> bool:
        """True when BNSP's numbers are what is missing."""
        is_numbered = hasattr(self.assessment, "official_number")
        return self.assessment.body.issues_for_bnsp and not is_numbered

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
        Prefetch("certificates", newest.select_related("body").defer("content", "public_facts")),
        "participations",
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
    _find(rows)
    return rows


def _find(rows: list[Row]) -> None:
    by_key = {row.assessment.pk: row for row in rows}
    names = {key: row.assessment.application.full_name for key, row in by_key.items()}
    alike = rules.look_alikes(names)
    for key, row in by_key.items():
        row.findings += _findings(names[key])
        for other in alike.get(key, []):
            number = by_key[other].assessment.application.enrollment.number
            sentence = f"Mirip dengan nomor {number}, {names[other]}. Pastikan bukan orang sama."
            row.findings.append(Finding(Check.ALIKE, sentence))


def _findings(name: str) -> Iterator[Finding]:
    for fault in rules.spelling_faults(name):
        yield Finding(Check.SPELLING, fault)
    if has_two_lines(name):
        yield Finding(Check.LONG, "Nama panjang, tercetak dalam dua baris.")
    if is_shrunk(name):
        yield Finding(Check.LONG, "Nama panjang, tercetak lebih kecil.")
    if rules.is_one_word(name):
        yield Finding(Check.ONE_WORD, "Nama satu kata. Cocokkan dengan KTP.")
    if degrees := rules.degrees(name):
        yield Finding(Check.DEGREE, f"Gelar {degrees} ikut tercetak. Cocokkan dengan ijazah.")


def issue_problem(assessment: Assessment, *, masters: contents.Masters) -> str:
    """Say why this result cannot be issued on that day; empty when it can."""
    if problem := too_early(assessment, issued_on=masters.issued_on):
        return problem
    try:
        content = contents.draft(assessment, masters=masters, with_photo=False)
        check_printable(content, design=masters.design_of(assessment))
    except DomainError as refusal:
        return refusal.sentence
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
        .defer("content", "public_facts")
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
