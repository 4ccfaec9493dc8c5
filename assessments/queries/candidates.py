"""Assessments as lists: what a person may see, how far each one is, what the agency may know."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from assessments import rules
from assessments.enums import AgencyStatus, AssessmentStatus, MarkValue, Outcome
from assessments.models import Assessment, Mark
from assessments.rules import Tally
from certify.accounts.models import RoleGrant, User
from certify.accounts.roles import Permission, Role
from participants.enums import ApplicationStatus
from participants.models import Application
from programs.models import Assessor, CertificationBody, Program, SchemeUnit

# An assessor's place is taken by whoever may still come.
TAKES_A_PLACE = ~Q(status__in=[AssessmentStatus.ABSENT, AssessmentStatus.WITHDRAWN])


def _with_rows(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return rows.select_related(
        "application__enrollment__wave",
        "assessor__user",
        "body__organization",
        "decision",
        "program",
        "scheme",
        "venue",
    ).order_by("program", "application__enrollment__number", "pk")


def visible_to(user: User) -> QuerySet[Assessment]:
    """A body's people see its assessments, an assessor sees those assigned to them.

    Agencies see none of these (decisions.md 2); for them there is ``agency_status``.
    """
    return _with_rows(
        Assessment.objects.filter(
            Q(body__in=user.organizations_with(Permission.VIEW_CERTIFICATION))
            | Q(assessor__user=user, body__in=user.organizations_with(Permission.ASSESS))
        )
    )


def own(user: User) -> QuerySet[Assessment]:
    """What an assessor was assigned to, by day and bench number."""
    return _with_rows(
        Assessment.objects.filter(
            assessor__user=user, body__in=user.organizations_with(Permission.ASSESS)
        )
    ).order_by("scheduled_on", "application__enrollment__number", "pk")


def awaiting_assignment(user: User) -> QuerySet[Application]:
    """Accepted applications without an assessor, at bodies where the person assigns."""
    return (
        Application.objects.filter(
            status=ApplicationStatus.ACCEPTED,
            assessment__isnull=True,
            body__in=user.organizations_with(Permission.ASSIGN_ASSESSORS),
        )
        .select_related("enrollment__program", "enrollment__wave__venue", "scheme", "body")
        .order_by("enrollment__program", "enrollment__number", "pk")
    )


def programs_at(body: CertificationBody) -> QuerySet[Program]:
    """Programs from which the body received applications, newest first."""
    return Program.objects.filter(
        pk__in=Application.objects.filter(body=body).values("enrollment__program")
    ).order_by("-year", "name", "pk")


def bodies_with(user: User, permission: Permission) -> QuerySet[CertificationBody]:
    """The bodies within which the person has a permission."""
    return CertificationBody.objects.filter(
        pk__in=user.organizations_with(permission)
    ).select_related("organization")


def body_for(user: User, program: Program, permission: Permission) -> CertificationBody | None:
    """The person's body that received applications of a program, or None."""
    return (
        bodies_with(user, permission)
        .filter(applications__enrollment__program=program)
        .order_by("pk")
        .first()
    )


def applications_at(body: CertificationBody, program: Program) -> QuerySet[Application]:
    """Everything a body received from a program."""
    return Application.objects.filter(body=body, enrollment__program=program)


def by_status(user: User) -> dict[str, int]:
    """How many visible assessments stand in which state."""
    rows = visible_to(user).order_by().values_list("status").annotate(Count("pk"))
    return dict(rows)


def awaiting_by_program(user: User) -> list[tuple[int, str, int]]:
    """Programs with accepted applications that nobody was assigned to, with how many."""
    return list(
        awaiting_assignment(user)
        .order_by("enrollment__program__name", "enrollment__program")
        .values_list("enrollment__program", "enrollment__program__name")
        .annotate(Count("pk"))
    )


@dataclass(frozen=True, slots=True)
class Load:
    """How many people an assessor has on a day."""

    assessor: Assessor
    taken: int

    @property
    def free(self) -> int:
        """Places left on that day."""
        return max(self.assessor.daily_capacity - self.taken, 0)


def assignable(body: CertificationBody, *, on: dt.date) -> QuerySet[Assessor]:
    """Assessors who may assess on a day: role held, number valid, still active."""
    holders = RoleGrant.objects.held_on(on).filter(
        organization=body.organization_id, role=Role.ASSESSOR, user__is_active=True
    )
    return (
        Assessor.objects.filter(
            body=body, is_active=True, valid_until__gte=on, user__in=holders.values("user")
        )
        .select_related("user")
        .order_by("user__full_name", "pk")
    )


def taken_on(assessor: Assessor, *, on: dt.date) -> int:
    """How many people an assessor already has on a day, whatever the program."""
    return Assessment.objects.filter(TAKES_A_PLACE, assessor=assessor, scheduled_on=on).count()


def loads(body: CertificationBody, *, on: dt.date) -> list[Load]:
    """Every assessor who may assess on a day, with the places taken."""
    rows = assignable(body, on=on).annotate(
        taken=Count(
            "assessments",
            filter=Q(assessments__scheduled_on=on)
            & ~Q(assessments__status__in=[AssessmentStatus.ABSENT, AssessmentStatus.WITHDRAWN]),
        )
    )
    return [Load(assessor=row, taken=row.taken) for row in rows]


def tallies(assessments: Iterable[Assessment]) -> dict[int, Tally]:
    """How far each assessment is marked, in two queries for any number."""
    rows = list(assessments)
    totals = dict(
        SchemeUnit.objects.filter(scheme__in={row.scheme_id for row in rows})
        .order_by("scheme")
        .values_list("scheme")
        .annotate(Count("unit__elements__criteria"))
    )
    counts = {
        pk: (met, not_yet)
        for pk, met, not_yet in Mark.objects.filter(assessment__in=[row.pk for row in rows])
        .order_by("assessment")
        .values_list("assessment")
        .annotate(
            met=Count("pk", filter=Q(value=MarkValue.MET)),
            not_yet=Count("pk", filter=Q(value=MarkValue.NOT_YET)),
        )
    }
    return {
        row.pk: Tally(*counts.get(row.pk, (0, 0)), total=totals.get(row.scheme_id, 0))
        for row in rows
    }


def progress(assessment: Assessment) -> Tally:
    """How far one assessment is marked."""
    return tallies([assessment])[assessment.pk]


def agency_status(assessment: Assessment | None) -> AgencyStatus:
    """What the agency may know of an assessment; None has not even been assigned."""
    if assessment is None:
        return AgencyStatus.NOT_YET_ASSESSED
    in_force = assessment.status == AssessmentStatus.IN_FORCE
    outcome = assessment.decision.outcome if in_force else ""
    return rules.agency_status(status=assessment.status, outcome=outcome)


def competent_in_force(
    *, program: Program | None = None, body: CertificationBody | None = None
) -> QuerySet[Assessment]:
    """Assessments whose K is effective by a signed decree: the only ones to be certified."""
    rows = Assessment.objects.filter(
        status=AssessmentStatus.IN_FORCE, decision__outcome=Outcome.COMPETENT
    )
    if program is not None:
        rows = rows.filter(program=program)
    if body is not None:
        rows = rows.filter(body=body)
    return _with_rows(rows)
