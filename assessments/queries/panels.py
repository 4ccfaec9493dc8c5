"""Panels and decrees as pages show them."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assessments.enums import AssessmentStatus, DecreeStatus, Outcome, PanelStatus
from assessments.models import (
    Assessment,
    Decision,
    Decree,
    DecreePattern,
    Panel,
    PanelCase,
    PanelMember,
    Recommendation,
)
from assessments.queries import ties
from assessments.rules import PANEL_QUORUM, decree_number
from certify.accounts.models import RoleGrant, User
from certify.accounts.roles import Permission, Role
from programs.models import CertificationBody, Program


def panels_visible_to(user: User) -> QuerySet[Panel]:
    """The panels of bodies whose certification the person sees."""
    return (
        Panel.objects.filter(body__in=user.organizations_with(Permission.VIEW_CERTIFICATION))
        .select_related("body__organization", "program", "convened_by", "closed_by", "decree")
        .annotate(
            case_count=Count("cases", distinct=True),
            marked_count=Count(
                "cases",
                filter=~Q(cases__outcome="") | Q(cases__is_postponed=True),
                distinct=True,
            ),
        )
        .order_by("-held_on", "-pk")
    )


def decrees_visible_to(user: User) -> QuerySet[Decree]:
    """The decrees of bodies whose certification the person sees."""
    return (
        Decree.objects.filter(body__in=user.organizations_with(Permission.VIEW_CERTIFICATION))
        .select_related("body__organization", "panel__program", "drafted_by", "signed_by")
        .annotate(
            competent_count=Count(
                "panel__decisions", filter=Q(panel__decisions__outcome=Outcome.COMPETENT)
            ),
            decision_count=Count("panel__decisions"),
        )
        .order_by("-decided_on", "-pk")
    )


def ready_for_panel(*, body: CertificationBody, program: Program) -> QuerySet[Assessment]:
    """Recommended assessments that stand before no panel."""
    return (
        Assessment.objects.filter(body=body, program=program, status=AssessmentStatus.RECOMMENDED)
        .exclude(Exists(PanelCase.objects.filter(assessment=OuterRef("pk"), is_open=True)))
        .select_related("application__enrollment", "scheme", "assessor__user")
        .order_by("application__enrollment__number", "pk")
    )


def awaiting_panel(user: User) -> list[tuple[Program, CertificationBody, int]]:
    """Programs with recommendations that no panel has taken, where the person may convene."""
    rows = (
        Assessment.objects.filter(
            body__in=user.organizations_with(Permission.CONVENE_PANEL),
            status=AssessmentStatus.RECOMMENDED,
        )
        .exclude(Exists(PanelCase.objects.filter(assessment=OuterRef("pk"), is_open=True)))
        .order_by("program", "body")
        .values("program", "body")
        .annotate(count=Count("pk"))
    )
    programs = Program.objects.in_bulk([row["program"] for row in rows])
    bodies = CertificationBody.objects.select_related("organization").in_bulk(
        [row["body"] for row in rows]
    )
    return [(programs[row["program"]], bodies[row["body"]], row["count"]) for row in rows]


def committee(body: CertificationBody, *, on: dt.date) -> QuerySet[User]:
    """People who may sit in the body's panels on a day."""
    holders = RoleGrant.objects.held_on(on).filter(
        organization=body.organization_id, role=Role.COMMITTEE_MEMBER, user__is_active=True
    )
    return User.objects.filter(pk__in=holders.values("user")).order_by("full_name", "pk")


def sitting(panel: Panel) -> list[User]:
    """Members who still hold a role that decides; a role that ended ends the seat."""
    members = PanelMember.objects.filter(panel=panel).select_related("user")
    return [
        member.user
        for member in members
        if member.user.has(Permission.DECIDE, within=panel.body_id)
    ]


@dataclass(frozen=True, slots=True)
class Case:
    """One case as the meeting sees it."""

    row: PanelCase
    recommendation: Recommendation | None
    barred: dict[int, str]
    eligible: tuple[User, ...]

    @property
    def has_quorum(self) -> bool:
        """At least three members may decide on this person."""
        return len(self.eligible) >= PANEL_QUORUM

    @property
    def mark(self) -> str:
        """Outcome, "postponed", or empty while open."""
        return "postponed" if self.row.is_postponed else self.row.outcome


def cases(panel: Panel) -> list[Case]:
    """Every case of a panel with who may decide on it; a fixed number of queries."""
    rows = list(
        PanelCase.objects.filter(panel=panel)
        .select_related(
            "assessment__application__enrollment",
            "assessment__assessor__user",
            "assessment__scheme",
            "marked_by",
        )
        .order_by("assessment__application__enrollment__number", "pk")
    )
    return seen_by(rows, sitting(panel))


def seen_by(rows: list[PanelCase], members: list[User]) -> list[Case]:
    """Join cases with recommendations and with the ties of the members."""
    barred = ties.of_deciders(members, [row.assessment.application for row in rows])
    latest: dict[int, Recommendation] = {}
    for recommendation in Recommendation.objects.filter(
        assessment__in=[row.assessment_id for row in rows]
    ).order_by("assessment", "round"):
        latest[recommendation.assessment_id] = recommendation
    return [
        Case(
            row=row,
            recommendation=latest.get(row.assessment_id),
            barred=barred[row.assessment.application_id],
            eligible=tuple(
                user for user in members if user.pk not in barred[row.assessment.application_id]
            ),
        )
        for row in rows
    ]


def state_of(listed: Iterable[Case]) -> str:
    """A short digest of what all marks are now: the check page carries it to the closing."""
    text = ";".join(f"{case.row.pk}:{case.row.version}" for case in listed)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def decisions(panel: Panel) -> QuerySet[Decision]:
    """A panel's decisions in bench order."""
    return (
        Decision.objects.filter(panel=panel)
        .select_related(
            "assessment__application__enrollment",
            "assessment__assessor__user",
            "assessment__scheme__standard",
            "decided_by",
        )
        .order_by("assessment__application__enrollment__number", "pk")
    )


def awaiting_decree(user: User) -> QuerySet[Panel]:
    """Closed panels with decisions but no decree yet."""
    return (
        panels_visible_to(user)
        .filter(status=PanelStatus.CLOSED, decree__isnull=True, decisions__isnull=False)
        .distinct()
    )


def awaiting_signature(user: User) -> QuerySet[Decree]:
    """Drafts that the person may sign as director."""
    return decrees_visible_to(user).filter(
        status=DecreeStatus.DRAFT, body__in=user.organizations_with(Permission.SIGN_DECREE)
    )


def pattern_of(body: CertificationBody) -> DecreePattern:
    """The body's pattern of decree numbers, or the usual one not yet saved."""
    return DecreePattern.objects.filter(body=body).first() or DecreePattern(body=body)


def suggested_number(panel: Panel) -> str:
    """The next number by the body's pattern and the year of the meeting; staff may overtype."""
    day = panel.held_on
    used = Decree.objects.filter(body=panel.body_id, decided_on__year=day.year).count()
    return decree_number(pattern_of(panel.body).pattern, sequence=used + 1, day=day)
