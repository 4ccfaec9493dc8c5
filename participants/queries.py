"""Every read of people, enrollments and applications that a page or another app needs."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from certify.accounts.models import RoleGrant, User
from certify.accounts.roles import Permission, Role
from certify.privacy import keys
from participants.enums import ApplicationStatus, EnrollmentStatus, ImportStatus
from participants.models import (
    IDENTITY_FIELDS,
    Application,
    Enrollment,
    ImportDraft,
    KinTie,
    NikReveal,
    Person,
    Training,
)
from programs.enums import ProgramStatus
from programs.models import Agency, Assessor, CertificationBody, Program, Quota


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
    return rows.filter(_contains(text)) if text else rows


def _contains(text: str, prefix: str = "") -> Q:
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
    return rows.filter(_contains(text, "person__")) if text else rows


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


def copy_is_outdated(application: Application, enrollment: Enrollment) -> bool:
    """Tell whether the register says something else by now than the body's copy."""
    person = enrollment.person
    return application.scheme_id != enrollment.scheme_id or any(
        getattr(application, name) != getattr(person, name) for name in IDENTITY_FIELDS
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


def trainings_visible_to(user: User) -> QuerySet[Training]:
    """Trainings of people whom the person sees."""
    return Training.objects.filter(person__in=people_visible_to(user)).select_related(
        "person__agency__organization"
    )


def ties_visible_to(user: User) -> QuerySet[KinTie]:
    """Declared ties of the assessors whose ties the person keeps."""
    return KinTie.objects.filter(assessor__in=assessors_with_ties(user)).select_related(
        "assessor__body__organization", "assessor__user"
    )


def reveals_by(user: User) -> QuerySet[NikReveal]:
    """Identity numbers that this person looked at."""
    return NikReveal.objects.filter(user=user)


def trainings_of(application: Application) -> QuerySet[Training]:
    """Trainings of the applicant: the body needs them to keep trainers away from assessing."""
    return (
        Training.objects.filter(person__enrollments__application=application)
        .select_related("trainer")
        .order_by("-held_on", "pk")
    )


def ties_of(application: Application) -> QuerySet[KinTie]:
    """Ties declared between the applicant and assessors of the same body."""
    return (
        KinTie.objects.filter(assessor__body=application.body_id, nik_hash=application.nik_hash)
        .select_related("assessor__user")
        .order_by("assessor__user__full_name", "pk")
    )


def assessors_to_tie(user: User, application: Application) -> QuerySet[Assessor]:
    """Assessors of the application's body for whom the person may declare a tie."""
    rows = Assessor.objects.filter(body=application.body_id).select_related("user")
    if not user.has(Permission.MANAGE_ASSESSORS, within=application.body_id):
        rows = rows.filter(user=user)
    return rows.order_by("user__full_name", "pk")


def assessors_with_ties(user: User) -> QuerySet[Assessor]:
    """Assessors whose ties the person may read: those of the person's bodies, and oneself."""
    return (
        Assessor.objects.filter(
            Q(body__in=user.organizations_with(Permission.VIEW_CERTIFICATION)) | Q(user=user)
        )
        .select_related("user", "body__organization")
        .order_by("user__full_name", "pk")
    )


def possible_trainers(agency: int) -> QuerySet[User]:
    """Accounts that assess or decide at the bodies of the agency's programs.

    For them a training has consequences; accounts of other bodies stay unknown here.
    """
    holders = RoleGrant.objects.filter(
        role__in=[Role.ASSESSOR, Role.COMMITTEE_MEMBER],
        ends_on__isnull=True,
        organization__in=Quota.objects.filter(program__agency=agency).values("scheme__body"),
    )
    return User.objects.filter(pk__in=holders.values("user"), is_active=True).order_by(
        "full_name", "pk"
    )


def has_assessment(application: Application) -> bool:
    """Tell whether an assessor was assigned; assessments hang on an application by that name."""
    return Application.objects.filter(pk=application.pk, assessment__isnull=False).exists()


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


def has_assessments(draft: ImportDraft) -> bool:
    """Tell whether somebody this import brought has an assessment, so that evidence hangs on it."""
    return Application.objects.filter(
        enrollment__imported_by=draft, assessment__isnull=False
    ).exists()
