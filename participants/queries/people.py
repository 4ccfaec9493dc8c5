"""The register of an agency: its people, found by name or NIK, and what is kept of them."""

from django.db.models import Count, Q, QuerySet

from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.privacy import keys
from participants.enums import ApplicationStatus, EnrollmentStatus
from participants.models import Application, Person
from programs.enums import ProgramStatus
from programs.models import Agency, Program, Quota


def people_visible_to(user: User) -> QuerySet[Person]:
    """People of the person's agencies; a body never reads an agency's register."""
    return (
        Person.objects.filter(agency__in=user.organizations_with(Permission.VIEW_PROGRAMS))
        .select_related("agency__organization", "village__district")
        .order_by("full_name", "pk")
    )


def sees_register(user: User) -> bool:
    """Tell whether the person works for an agency with a register."""
    return bool(user.organizations_with(Permission.VIEW_PROGRAMS))


def people_page(user: User, text: str) -> QuerySet[Person]:
    """The register found by a part of name, village, business or phone, with program counts."""
    rows = people_visible_to(user).annotate(
        programs=Count("enrollments", filter=Q(enrollments__status=EnrollmentStatus.REGISTERED))
    )
    return rows.filter(contains(text)) if text else rows


def contains(text: str, prefix: str = "") -> Q:
    """The text is a part of a person's name, village, business or phone."""
    return (
        Q(**{f"{prefix}full_name__icontains": text})
        | Q(**{f"{prefix}village_name__icontains": text})
        | Q(**{f"{prefix}business_name__icontains": text})
        | Q(**{f"{prefix}phone__icontains": text})
    )


def programs_to_fill(user: User) -> list[Program]:
    """Programs that are not closed, where the person may enter people."""
    return list(
        Program.objects.filter(agency__in=user.organizations_with(Permission.MANAGE_PARTICIPANTS))
        .exclude(status=ProgramStatus.CLOSED)
        .order_by("-year", "name", "pk")[:5]
    )


def quotas_open_to(user: User, person: Person) -> QuerySet[Quota]:
    """Places in programs of the person's agency that are not closed and lack this person."""
    return (
        Quota.objects.filter(program__agency=person.agency_id)
        .filter(program__agency__in=user.organizations_with(Permission.MANAGE_PARTICIPANTS))
        .exclude(program__status=ProgramStatus.CLOSED)
        .exclude(program__enrollments__person=person)
        .select_related("program", "scheme")
        .order_by("-program__year", "program__name", "scheme__name", "pk")
    )


def has_sent_application(person: Person) -> bool:
    """Tell whether a body holds a copy that is still at work."""
    return Application.objects.filter(
        enrollment__person=person,
        status__in=[
            ApplicationStatus.SUBMITTED,
            ApplicationStatus.RETURNED,
            ApplicationStatus.ACCEPTED,
        ],
    ).exists()


def with_same_nik(person: Person) -> QuerySet[Person]:
    """Other people of the agency with the same NIK."""
    return Person.objects.filter(agency=person.agency_id, nik_hash=person.nik_hash).exclude(
        pk=person.pk
    )


def person_by_nik(agency: Agency, nik: str) -> Person | None:
    """The agency's person with this NIK."""
    return Person.objects.filter(agency=agency, nik_hash=keys.index(nik)).first()


def photo_is_copied(name: str) -> bool:
    """Tell whether an application copied the file."""
    return Application.objects.filter(photo=name).exists()
