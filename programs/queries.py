"""Every read of programs that a page or another app needs."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from certify.accounts.models import Organization, RoleGrant, User
from certify.accounts.roles import Permission, Role
from programs.content import CriterionText, ElementText, StandardText, UnitText
from programs.enums import SchemeStatus
from programs.models import (
    Assessor,
    CertificationBody,
    Element,
    Program,
    Quota,
    Scheme,
    SchemeUnit,
    Standard,
    Unit,
    Venue,
    Wave,
)

# Enrollments hang on a program under this name and state (participants.Enrollment). Counting
# them here lets quota and people share one lock without importing upwards.
REGISTERED = "registered"


def organizations_with(user: User, permission: Permission) -> QuerySet[Organization]:
    """Organizations within which the person has the permission."""
    return Organization.objects.filter(
        pk__in=user.organizations_with(permission), is_active=True
    ).order_by("name", "pk")


def visible_to(user: User) -> QuerySet[Program]:
    """Programs of the person's agencies, and those with a quota or an application at their bodies.

    The second kind is shown with limited facts only (decisions.md 2).
    """
    agencies = user.organizations_with(Permission.VIEW_PROGRAMS)
    return (
        Program.objects.filter(Q(agency__in=agencies) | _concerns_bodies_of(user))
        .select_related("agency__organization")
        .order_by("-year", "name", "pk")
    )


def _concerns_bodies_of(user: User) -> Q:
    bodies = user.organizations_with(Permission.VIEW_CERTIFICATION)
    quota = Quota.objects.filter(program=OuterRef("pk"), scheme__body__in=bodies)
    sent = Program.objects.filter(pk=OuterRef("pk"), enrollments__application__body__in=bodies)
    return Q(Exists(quota)) | Q(Exists(sent))


def programs_of_bodies(user: User) -> QuerySet[Program]:
    """Programs with a quota or an application at the person's bodies."""
    return (
        Program.objects.filter(_concerns_bodies_of(user))
        .select_related("agency__organization")
        .order_by("-year", "name", "pk")
    )


def own_programs(user: User) -> QuerySet[Program]:
    """Programs of the person's agencies."""
    return (
        Program.objects.filter(agency__in=user.organizations_with(Permission.VIEW_PROGRAMS))
        .select_related("agency__organization")
        .order_by("-year", "name", "pk")
    )


def own_quotas(user: User) -> QuerySet[Quota]:
    """Quotas of the person's own programs."""
    return Quota.objects.filter(program__in=own_programs(user)).select_related(
        "program__agency__organization", "scheme__standard"
    )


def own_waves(user: User) -> QuerySet[Wave]:
    """Waves of the person's own programs."""
    return Wave.objects.filter(program__in=own_programs(user)).select_related(
        "program__agency__organization", "venue"
    )


def is_own(user: User, program: Program) -> bool:
    """Tell whether the person sees the program as its agency does, not as a body."""
    return user.has(Permission.VIEW_PROGRAMS, within=program.agency_id)


def programs_page(user: User) -> QuerySet[Program]:
    """The list of programs with what its columns show."""
    return (
        visible_to(user)
        .annotate(
            people=Count("enrollments", filter=Q(enrollments__status=REGISTERED), distinct=True)
        )
        .prefetch_related(
            Prefetch("waves", Wave.objects.select_related("venue").order_by("starts_on", "pk")),
            Prefetch(
                "quotas",
                Quota.objects.select_related("scheme__body__organization").order_by("pk"),
            ),
        )
    )


def quotas_of(program: Program, *, bodies: list[int] | None = None) -> QuerySet[Quota]:
    """Quotas with ``taken`` people; ``bodies`` keeps those of some bodies only."""
    rows = Quota.objects.filter(program=program)
    if bodies is not None:
        rows = rows.filter(scheme__body__in=bodies)
    return (
        rows.select_related("scheme__body__organization", "scheme__standard")
        .annotate(
            taken=Count(
                "program__enrollments",
                filter=Q(
                    program__enrollments__status=REGISTERED,
                    program__enrollments__scheme=F("scheme"),
                ),
            )
        )
        .order_by("scheme__name", "pk")
    )


def places_taken(program: Program, scheme: Scheme) -> int:
    """Count the people registered in a program for a scheme."""
    return Program.objects.filter(
        pk=program.pk, enrollments__status=REGISTERED, enrollments__scheme=scheme
    ).count()


def people_of(program: Program) -> tuple[int, int]:
    """Count the people registered in a program, and those without an application."""
    counts = Program.objects.filter(pk=program.pk).aggregate(
        people=Count("enrollments", filter=Q(enrollments__status=REGISTERED)),
        sent=Count(
            "enrollments__application", filter=Q(enrollments__status=REGISTERED), distinct=True
        ),
    )
    return counts["people"], counts["people"] - counts["sent"]


def imports_of(program: Program) -> QuerySet[Any]:
    """Imports into a program, newest first."""
    return program.imports.select_related("created_by").order_by("-created_at", "-pk")


def application_counts(program: Program, *, bodies: list[int]) -> dict[str, int]:
    """Count a program's applications at some bodies by status."""
    rows = (
        Program.objects.filter(pk=program.pk, enrollments__application__body__in=bodies)
        .values_list("enrollments__application__status")
        .annotate(count=Count("enrollments__application"))
        .order_by()
    )
    return dict(rows)


def waves_of(program: Program) -> QuerySet[Wave]:
    """Waves with their place and the number of people in them."""
    return (
        Wave.objects.filter(program=program)
        .select_related("venue")
        .annotate(
            people=Count(
                "program__enrollments",
                filter=Q(
                    program__enrollments__status=REGISTERED,
                    program__enrollments__wave=F("pk"),
                ),
            )
        )
        .order_by("starts_on", "name", "pk")
    )


def people_in_wave(wave: Wave) -> int:
    """Count the people put into a wave, those who withdrew included."""
    return Program.objects.filter(pk=wave.program_id, enrollments__wave=wave).count()


def venues_visible_to(user: User) -> QuerySet[Venue]:
    """Places of the person's agencies."""
    return (
        Venue.objects.filter(agency__in=user.organizations_with(Permission.VIEW_PROGRAMS))
        .select_related("agency__organization")
        .order_by("name", "pk")
    )


def schemes_visible_to(user: User) -> QuerySet[Scheme]:
    """Schemes of the person's bodies, in every state."""
    return (
        Scheme.objects.filter(body__in=user.organizations_with(Permission.VIEW_CERTIFICATION))
        .select_related("body__organization", "standard")
        .order_by("name", "-version", "pk")
    )


def schemes_page(user: User) -> QuerySet[Scheme]:
    """The list of schemes with the number of their units."""
    return schemes_visible_to(user).annotate(unit_count=Count("scheme_units"))


def schemes_for(program: Program) -> QuerySet[Scheme]:
    """Schemes in force, and those the program has already."""
    return (
        Scheme.objects.filter(
            Q(status=SchemeStatus.PUBLISHED, body__organization__is_active=True)
            | Q(pk__in=program.quotas.values("scheme"))
        )
        .select_related("body__organization", "standard")
        .order_by("body__organization__name", "name", "-version", "pk")
    )


def schemes_with_quota(program: Program) -> QuerySet[Scheme]:
    """Schemes in which a program certifies people."""
    return (
        Scheme.objects.filter(pk__in=program.quotas.values("scheme"))
        .select_related("body__organization", "standard")
        .order_by("name", "-version", "pk")
    )


def units_of(scheme: Scheme) -> QuerySet[SchemeUnit]:
    """Units of a scheme in order, with elements and criteria."""
    return (
        SchemeUnit.objects.filter(scheme=scheme)
        .select_related("unit__standard")
        .prefetch_related(
            Prefetch(
                "unit__elements",
                Element.objects.order_by("number", "pk").prefetch_related("criteria"),
            )
        )
        .order_by("position", "pk")
    )


def units_without_criteria(scheme: Scheme) -> list[Unit]:
    """Units that cannot be assessed: no element at all, or an element without a criterion."""
    empty = Element.objects.filter(unit=OuterRef("pk"), criteria__isnull=True)
    any_element = Element.objects.filter(unit=OuterRef("pk"))
    in_scheme = SchemeUnit.objects.filter(scheme=scheme).values("unit")
    return list(
        Unit.objects.filter(pk__in=in_scheme)
        .filter(Exists(empty) | ~Exists(any_element))
        .order_by("position", "pk")
    )


def standards_visible_to(user: User) -> QuerySet[Standard]:
    """Standards of the person's bodies, newest version first, with the number of units."""
    return (
        Standard.objects.filter(body__in=user.organizations_with(Permission.VIEW_CERTIFICATION))
        .select_related("body__organization")
        .annotate(unit_count=Count("units"))
        .order_by("code", "-version", "pk")
    )


def standards_managed_by(user: User) -> QuerySet[Standard]:
    """Standards over which the person may make schemes."""
    return (
        Standard.objects.filter(body__in=user.organizations_with(Permission.MANAGE_STANDARDS))
        .select_related("body__organization")
        .order_by("code", "-version", "pk")
    )


def standard_units(standard: Standard) -> QuerySet[Unit]:
    """Units of a standard in order, with elements and criteria."""
    return (
        Unit.objects.filter(standard=standard)
        .prefetch_related(
            Prefetch(
                "elements", Element.objects.order_by("number", "pk").prefetch_related("criteria")
            )
        )
        .order_by("position", "pk")
    )


def text_of(standard: Standard) -> StandardText:
    """Give a kept standard as a file would say it, to compare the two."""
    return StandardText(
        code=standard.code,
        title=standard.title,
        decree=standard.decree,
        source=standard.source,
        is_official=standard.is_official,
        units=tuple(_unit_text(unit) for unit in standard_units(standard)),
    )


def _unit_text(unit: Unit) -> UnitText:
    return UnitText(
        code=unit.code,
        title=unit.title,
        title_en=unit.title_en,
        is_official=unit.is_official,
        source=unit.source,
        elements=tuple(
            ElementText(
                number=element.number,
                title=element.title,
                criteria=tuple(
                    CriterionText(number=criterion.number, text=criterion.text)
                    for criterion in sorted(element.criteria.all(), key=lambda c: c.position)
                ),
            )
            for element in unit.elements.all()
        ),
    )


def body_keys_of(user: User) -> set[int]:
    """Keys of the organizations whose particulars the person may see."""
    return {
        *user.organizations_with(Permission.VIEW_CERTIFICATION),
        *user.organizations_with(Permission.MANAGE_ORGANIZATION),
    }


def assessors_visible_to(user: User) -> QuerySet[Assessor]:
    """Assessors of the person's bodies."""
    return (
        Assessor.objects.filter(body__in=user.organizations_with(Permission.VIEW_CERTIFICATION))
        .select_related("user", "body__organization")
        .order_by("user__full_name", "pk")
    )


def accounts_without_assessor(body: CertificationBody) -> QuerySet[User]:
    """Accounts that hold the assessor role in the body and are not entered as assessor yet."""
    holders = RoleGrant.objects.filter(
        organization=body.pk, role=Role.ASSESSOR, ends_on__isnull=True
    )
    return User.objects.filter(
        pk__in=holders.values("user"), is_active=True, assessor__isnull=True
    ).order_by("full_name", "pk")
