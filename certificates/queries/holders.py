"""Personal links, and what a participant sees through one."""

import calendar
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from assessments.enums import AssessmentStatus, Outcome
from assessments.models import Assessment, Recommendation
from certificates import rules
from certificates.enums import CertificateStatus, CopyStatus, PublicState
from certificates.models import STANDING, AccessLink, Certificate, Handover, NameReport
from certify.accounts.models import User
from certify.accounts.roles import Permission
from participants.enums import ApplicationStatus
from participants.models import Application, Enrollment
from programs.models import Program

STEPS = ("Terdaftar", "Asesmen", "Keputusan", "Sertifikat")


def programs_with_links(user: User) -> QuerySet[Program]:
    """Give the programs for whose people the person may send links."""
    allowed = user.organizations_with(Permission.SEND_LINKS)
    return (
        Program.objects.filter(Q(agency__in=allowed) | Q(assessments__body__in=allowed))
        .select_related("agency__organization")
        .distinct()
    )


def enrollments_with_links(user: User, program: Program) -> QuerySet[Enrollment]:
    """Give the people of a program to whom this person may send links, newest link first."""
    allowed = user.organizations_with(Permission.SEND_LINKS)
    links = AccessLink.objects.order_by("-created_at", "-pk").select_related("created_by")
    reports = NameReport.objects.order_by("-reported_at", "-pk").select_related("answered_by")
    return (
        Enrollment.objects.filter(program=program)
        .filter(Q(program__agency__in=allowed) | Q(application__body__in=allowed))
        .select_related("program__agency", "person", "scheme", "application")
        .prefetch_related(Prefetch("links", links), Prefetch("name_reports", reports))
        .order_by("number", "pk")
    )


def links(user: User) -> QuerySet[AccessLink]:
    """Give the links that the person may show again or revoke."""
    allowed = user.organizations_with(Permission.SEND_LINKS)
    return AccessLink.objects.filter(
        Q(enrollment__program__agency__in=allowed) | Q(enrollment__application__body__in=allowed)
    ).select_related(
        "enrollment__program__agency",
        "enrollment__person",
        "enrollment__scheme",
        "enrollment__application",
    )


def name_reports(user: User) -> QuerySet[NameReport]:
    """Give the holders' reports that the person may answer."""
    allowed = user.organizations_with(Permission.SEND_LINKS)
    return NameReport.objects.filter(
        Q(enrollment__program__agency__in=allowed) | Q(enrollment__application__body__in=allowed)
    ).select_related("enrollment__program__agency", "enrollment__person")


def open_report(key: int, *, of: Certificate) -> NameReport | None:
    """Give an open report about this certificate's name, or None."""
    return NameReport.objects.filter(
        pk=key, enrollment=of.assessment.application.enrollment_id, answered_at=None
    ).first()


@dataclass(frozen=True, slots=True)
class Written:
    """How a holder's name stands now, and the certificate that says so."""

    name: str
    certificate: Certificate | None


def written_names(enrollments: list[int]) -> dict[int, Written]:
    """Give the name on the newest certificate of each, or on the application before one."""
    names = {
        row.enrollment_id: Written(row.full_name, None)
        for row in Application.objects.filter(enrollment__in=enrollments)
    }
    made = Certificate.objects.filter(assessment__application__enrollment__in=enrollments).exclude(
        status__in=(CertificateStatus.RESERVED, CertificateStatus.VOID)
    )
    rows = made.select_related("body").defer("content", "public_facts").order_by("pk")
    rows = rows.prefetch_related("proposals")
    for row in rows.annotate(holder=F("assessment__application__enrollment")):
        names[row.holder] = Written(row.holder_name, row)
    return names


def usable_link(token_sha256: str, *, today: date) -> AccessLink | None:
    """Give the link of a token, unless it was revoked or a year has passed since validity ended."""
    link = (
        AccessLink.objects.select_related("enrollment__program__agency__organization")
        .filter(token_sha256=token_sha256, revoked_at__isnull=True)
        .first()
    )
    return link if link and not _is_over(link, today=today) else None


def link_of_session(key: int, *, today: date) -> AccessLink | None:
    """Give the link that opened a session, if it is still good."""
    link = (
        AccessLink.objects.select_related("enrollment__program__agency__organization")
        .filter(pk=key, revoked_at__isnull=True)
        .first()
    )
    return link if link and not _is_over(link, today=today) else None


def _is_over(link: AccessLink, *, today: date) -> bool:
    ends = (
        Certificate.objects.filter(assessment__application__enrollment=link.enrollment_id)
        .exclude(status=CertificateStatus.VOID)
        .order_by("-valid_until")
        .values_list("valid_until", flat=True)
        .first()
    )
    if ends is None:
        return False
    last = calendar.monthrange(ends.year + 1, ends.month)[1]
    return today > date(ends.year + 1, ends.month, min(ends.day, last))


@dataclass
class HolderPage:
    """Everything the participant's page says."""

    enrollment: Enrollment
    program: Program
    scheme: str
    now: int
    outcome: str = ""
    certificate: Certificate | None = None
    state: PublicState = PublicState.UNKNOWN
    renewal: Certificate | None = None
    handover: Handover | None = None
    is_paper_lost: bool = False
    name: str = ""
    reason: str = ""
    follow_up: str = ""
    units_to_train: list[str] = field(default_factory=list)
    is_waiting_for_number: bool = False
    is_absent: bool = False
    is_stopped: bool = False
    report: NameReport | None = None
    body_phone: str = ""


def holder_page(enrollment: Enrollment, *, today: date) -> HolderPage:
    """Read what a participant may know: the outcome only once a decree made it effective."""
    program = enrollment.program
    page = HolderPage(
        enrollment=enrollment,
        program=program,
        scheme=enrollment.scheme.qualification or enrollment.scheme.name,
        now=1,
        name=enrollment.person.full_name,
        report=enrollment.name_reports.order_by("-reported_at", "-pk").first(),
    )
    application = getattr(enrollment, "application", None)
    if application is None or application.status != ApplicationStatus.ACCEPTED:
        return page
    page.name = application.full_name
    page.body_phone = application.body.organization.phone
    assessment = (
        Assessment.objects.filter(application=application)
        .select_related("decision", "body", "official_number")
        .first()
    )
    if assessment is None:
        return page
    page.now = 2
    page.is_absent = assessment.status == AssessmentStatus.ABSENT
    page.is_stopped = assessment.status in (AssessmentStatus.WITHDRAWN, AssessmentStatus.NOT_READY)
    if assessment.status in (AssessmentStatus.RECOMMENDED, AssessmentStatus.DECIDED):
        page.now = 3
    if assessment.status == AssessmentStatus.IN_FORCE:
        _add_result(page, assessment, today=today)
    return page


def _add_result(page: HolderPage, assessment: Assessment, *, today: date) -> None:
    page.now = 4
    page.outcome = assessment.decision.outcome
    if page.outcome == Outcome.NOT_YET_COMPETENT:
        page.reason, page.follow_up = assessment.decision.reason, assessment.decision.follow_up
        page.units_to_train = _units_to_train(assessment)
        return
    page.is_waiting_for_number = (
        assessment.body.issues_for_bnsp and getattr(assessment, "official_number", None) is None
    )
    page.certificate = current_certificate(assessment)
    if page.certificate is not None:
        page.name = page.certificate.holder_name
        page.state = rules.public_state(
            page.certificate.status, page.certificate.valid_until, today=today
        )
        page.handover = page.certificate.handovers.filter(STANDING).first()
        sheet = page.certificate.copies.order_by("-copy_number").first()
        page.is_paper_lost = sheet is not None and sheet.status == CopyStatus.LOST
        page.renewal = (
            page.certificate.renewals.filter(status=CertificateStatus.ISSUED)
            .select_related("body")
            .first()
        )


def current_certificate(assessment: Assessment) -> Certificate | None:
    """Give the holder's newest certificate that has its file."""
    finished = Certificate.objects.filter(assessment=assessment).exclude(
        status__in=(CertificateStatus.RESERVED, CertificateStatus.VOID)
    )
    chain = ("body__organization", "replaces__body", "renews__body")
    return finished.select_related(*chain).order_by("-pk").first()


def _units_to_train(assessment: Assessment) -> list[str]:
    last = Recommendation.objects.filter(assessment=assessment).order_by("-round").first()
    if last is None:
        return []
    return [
        unit["title"] for unit in last.unit_outcomes if unit["outcome"] == Outcome.NOT_YET_COMPETENT
    ]
