"""What was sent to a body: its applications, and what it knew before."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from certify.accounts.models import User
from certify.accounts.roles import Permission
from participants.enums import ApplicationStatus
from participants.models import IDENTITY_FIELDS, Application, Enrollment
from programs.models import CertificationBody


def copy_is_outdated(application: Application, enrollment: Enrollment) -> bool:
    """Tell whether the register says something else by now than the body's copy."""
    person = enrollment.person
    return application.scheme_id != enrollment.scheme_id or any(
        getattr(application, name) != getattr(person, name) for name in IDENTITY_FIELDS
    )


def applications_visible_to(user: User) -> QuerySet[Application]:
    """Applications at the person's bodies."""
    return (
        Application.objects.filter(body__in=user.organizations_with(Permission.VIEW_CERTIFICATION))
        .select_related(
            "body__organization",
            "scheme__standard",
            "enrollment__program__agency__organization",
            "enrollment__wave",
        )
        .order_by("enrollment__program", "enrollment__number", "pk")
    )


def other_applications(application: Application) -> QuerySet[Application]:
    """Applications of the same identity number at the same body, from whatever agency.

    With the certificates that came of them, by the names under which the apps above hang them.
    """
    return (
        Application.objects.filter(body=application.body_id, nik_hash=application.nik_hash)
        .exclude(pk=application.pk)
        .select_related("scheme", "enrollment__program__agency__organization")
        .prefetch_related("assessment__certificates")
        .order_by("-submitted_at", "-pk")
    )


def application_counts(rows: QuerySet[Application]) -> dict[str, int]:
    """Count applications by status."""
    return dict(rows.order_by().values_list("status").annotate(count=Count("pk")))


def known_before(rows: Iterable[Application]) -> set[int]:
    """Find the applications whose identity number their body has seen before, in one query."""
    listed = list(rows)
    earlier = Application.objects.filter(
        nik_hash__in={row.nik_hash for row in listed}, body__in={row.body_id for row in listed}
    ).values_list("pk", "body", "nik_hash")
    by_number: dict[tuple[int, str], set[int]] = {}
    for key, body, nik_hash in earlier:
        by_number.setdefault((body, nik_hash), set()).add(key)
    return {row.pk for row in listed if by_number[row.body_id, row.nik_hash] - {row.pk}}


def next_waiting(user: User, application: Application) -> int | None:
    """The next application of the same program that waits for an answer."""
    waiting = applications_visible_to(user).filter(
        enrollment__program=application.enrollment.program_id,
        status=ApplicationStatus.SUBMITTED,
    )
    later = waiting.filter(enrollment__number__gt=application.enrollment.number)
    row = later.first() or waiting.exclude(pk=application.pk).first()
    return row.pk if row else None


def bodies_of(rows: Iterable[Application]) -> QuerySet[CertificationBody]:
    """The bodies to which these applications were sent."""
    keys = {row.body_id for row in rows}
    return CertificationBody.objects.filter(pk__in=keys).select_related("organization")


def has_assessment(application: Application) -> bool:
    """Tell whether an assessor was assigned; assessments hang on an application by that name."""
    return Application.objects.filter(pk=application.pk, assessment__isnull=False).exists()
