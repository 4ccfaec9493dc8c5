"""Every read of people, enrollments and applications that a page or another app needs."""

from datetime import datetime

from django.db.models import Q, QuerySet

from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib import nik as nik_rules
from certify.privacy import keys
from participants.enums import ApplicationStatus, EnrollmentStatus, ImportStatus
from participants.models import (
    Application,
    Enrollment,
    ImportDraft,
    KinTie,
    Person,
    Training,
)
from programs.models import Agency, Program


def people_visible_to(user: User) -> QuerySet[Person]:
    """People of the person's agencies; a body never reads an agency's register."""
    return (
        Person.objects.filter(agency__in=user.organizations_with(Permission.VIEW_PROGRAMS))
        .select_related("agency__organization", "village__district")
        .order_by("full_name", "pk")
    )


def search_people(user: User, text: str) -> QuerySet[Person]:
    """Find people by a part of name, village, business or phone, or by a whole NIK."""
    rows = people_visible_to(user)
    text = text.strip()
    if not text:
        return rows
    digits = nik_rules.normalized(text)
    if not nik_rules.fault(digits):
        return rows.filter(nik_hash=keys.index(digits))
    return rows.filter(
        Q(full_name__icontains=text)
        | Q(village_name__icontains=text)
        | Q(business_name__icontains=text)
        | Q(phone__icontains=text)
    )


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


def accepted_applications(program: Program, *, bodies: list[int]) -> QuerySet[Application]:
    """Accepted applications of a program at some bodies: who may be assigned an assessor."""
    return (
        Application.objects.filter(
            enrollment__program=program, body__in=bodies, status=ApplicationStatus.ACCEPTED
        )
        .select_related("scheme__standard", "enrollment__wave__venue", "enrollment__program")
        .order_by("enrollment__number", "pk")
    )


def other_applications(application: Application) -> QuerySet[Application]:
    """Applications of the same identity number at the same body, from whatever agency."""
    return (
        Application.objects.filter(body=application.body_id, nik_hash=application.nik_hash)
        .exclude(pk=application.pk)
        .select_related("scheme", "enrollment__program__agency__organization")
        .order_by("-submitted_at", "-pk")
    )


def has_assessment(application: Application) -> bool:
    """Tell whether an assessor was assigned; assessments hang on an application by that name."""
    return Application.objects.filter(pk=application.pk, assessment__isnull=False).exists()


def trained_by(application: Application, user: User) -> Training | None:
    """The training that ties an account to an applicant, for the assignment of assessors."""
    return Training.objects.filter(
        person__enrollments__application=application, trainer=user
    ).first()


def tie_with(application: Application, assessor: int) -> KinTie | None:
    """The declared tie between an assessor and an applicant."""
    return KinTie.objects.filter(assessor=assessor, nik_hash=application.nik_hash).first()


def programs_with_register(user: User) -> QuerySet[Program]:
    """Programs whose agency the person belongs to: into these a list may be imported."""
    return (
        Program.objects.filter(agency__in=user.organizations_with(Permission.VIEW_PROGRAMS))
        .select_related("agency__organization")
        .order_by("-year", "name", "pk")
    )


def imports_visible_to(user: User) -> QuerySet[ImportDraft]:
    """Imports of the agencies whose register the person keeps."""
    return (
        ImportDraft.objects.filter(
            program__agency__in=user.organizations_with(Permission.MANAGE_PARTICIPANTS)
        )
        .select_related("program__agency__organization", "created_by")
        .order_by("-created_at", "pk")
    )


def imports_of(program: Program) -> QuerySet[ImportDraft]:
    """Imports of a program for its list, newest first, without what was read."""
    return (
        ImportDraft.objects.filter(program=program)
        .exclude(status__in=(ImportStatus.DISCARDED, ImportStatus.REFUSED))
        .select_related("created_by")
        .defer("book", "state", "changes")
        .order_by("-created_at", "pk")
    )


def earlier_import(draft: ImportDraft) -> ImportDraft | None:
    """The newest committed import of the very same file into the same program."""
    return (
        ImportDraft.objects.filter(
            program=draft.program_id,
            file_sha256=draft.file_sha256,
            status=ImportStatus.COMMITTED,
        )
        .exclude(pk=draft.pk)
        .defer("book", "changes")
        .order_by("-created_at", "-pk")
        .first()
    )


def expired_imports(*, at: datetime) -> QuerySet[ImportDraft]:
    """Drafts that nobody finished in their time."""
    return ImportDraft.objects.filter(
        status__in=(ImportStatus.READING, ImportStatus.DRAFT), expires_at__lte=at
    ).order_by("expires_at", "pk")


def is_at_body(draft: ImportDraft) -> bool:
    """Tell whether a body answered an application of somebody this import brought."""
    return Application.objects.filter(
        enrollment__imported_by=draft, answered_at__isnull=False
    ).exists()
