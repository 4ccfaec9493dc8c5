"""People in a program, tab by tab, and in which programs they were before."""

from django.db.models import Count, Q, QuerySet

from certify.accounts.models import User
from certify.accounts.roles import Permission
from participants.enums import ApplicationStatus, EnrollmentStatus
from participants.models import Enrollment, Person
from participants.queries.people import contains
from programs.models import Program


def enrollments_visible_to(user: User) -> QuerySet[Enrollment]:
    """Enrollments in programs of the person's agencies."""
    return (
        Enrollment.objects.filter(
            program__agency__in=user.organizations_with(Permission.VIEW_PROGRAMS)
        )
        .select_related(
            "person", "scheme__standard", "wave", "application", "program__agency__organization"
        )
        .order_by("program", "number")
    )


def enrollments_of(program: Program) -> QuerySet[Enrollment]:
    """Enrollments of a program in the order of their numbers, with what a row shows."""
    return (
        Enrollment.objects.filter(program=program)
        .select_related("person", "scheme__standard", "wave", "application")
        .order_by("number")
    )


def enrollments_page(program: Program, chosen: str, text: str) -> QuerySet[Enrollment]:
    """Enrollments of a program, filtered as the tabs are named and found by name or village."""
    rows = enrollments_of(program)
    if chosen in TABS:
        rows = rows.filter(TABS[chosen])
    return rows.filter(contains(text, "person__")) if text else rows


_REGISTERED = Q(status=EnrollmentStatus.REGISTERED)
TABS: dict[str, Q] = {
    "semua": Q(),
    "belum": _REGISTERED & Q(application__isnull=True),
    "lengkapi": Q(application__status=ApplicationStatus.RETURNED),
    "tanpa-angkatan": _REGISTERED & Q(wave__isnull=True),
    "mundur": Q(status=EnrollmentStatus.WITHDRAWN),
}


def enrollment_counts(program: Program) -> dict[str, int]:
    """Count the rows behind each tab in one query."""
    return Enrollment.objects.filter(program=program).aggregate(
        **{key: Count("pk", filter=rule) if rule else Count("pk") for key, rule in TABS.items()}
    )


def unsent_enrollments(program: Program) -> QuerySet[Enrollment]:
    """Registered people without an application."""
    return (
        enrollments_of(program)
        .filter(TABS["belum"])
        .select_related("person", "scheme__standard", "scheme__body__organization", "wave")
    )


def earlier_enrollments(person: Person, *, besides: Enrollment | None = None) -> list[Enrollment]:
    """Earlier programs of a person in the same agency: "sudah pernah difasilitasi"."""
    rows = Enrollment.objects.filter(person=person, status=EnrollmentStatus.REGISTERED)
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    return list(
        rows.select_related("program", "scheme__standard", "application").order_by(
            "-program__year", "-pk"
        )
    )


def facilitated_before(program: Program, people: list[int]) -> dict[int, list[Enrollment]]:
    """For many people at once: their enrollments in other programs of the same agency."""
    rows = (
        Enrollment.objects.filter(
            person__in=people,
            program__agency=program.agency_id,
            status=EnrollmentStatus.REGISTERED,
        )
        .exclude(program=program)
        .select_related("program")
        .order_by("-program__year", "-pk")
    )
    found: dict[int, list[Enrollment]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found
