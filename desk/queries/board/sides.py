"""The board of a program as each side sees it, in a fixed number of queries."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from assessments.enums import AssessmentStatus
from assessments.models import Mark, Recommendation
from certificates.enums import CertificateStatus
from certificates.models import STANDING, Certificate, Handover
from certify.accounts.models import User
from certify.accounts.roles import Permission
from desk import rules
from desk.queries.board.cells import (
    NOTHING,
    Cell,
    agency_assessment_cell,
    application_cell,
    assessor_cell,
    certificate_cell,
    handover_cell,
    letters,
    outcome_cell,
)
from desk.queries.board.rows import Board, Row
from desk.rules import Facts, Stage
from participants.models import Application, Enrollment
from programs import queries as programs
from programs.models import Program, SchemeUnit


def program_for(user: User, key: int) -> tuple[Program, int | None] | None:
    """Find a program and the side from which ``user`` sees it: None is its agency, a key a body.

    None as a whole: there is nothing that this person may see.
    """
    program = programs.visible_to(user).filter(pk=key).first()
    if program is None:
        return None
    if programs.is_own(user, program):
        return program, None
    bodies = user.organizations_with(Permission.VIEW_CERTIFICATION)
    sent = Application.objects.filter(enrollment__program=program, body__in=bodies)
    with_applicants = sent.order_by("body").values_list("body", flat=True).first()
    return program, with_applicants or bodies[0]


def agency_board(program: Program, *, today: dt.date) -> Board:
    """Everybody enrolled, as the agency may see them: no recommendation, no count of criteria."""
    people = (
        Enrollment.objects.filter(program=program)
        .order_by("number")
        .values(
            "pk",
            "number",
            name=F("person__full_name"),
            village=F("person__village_name"),
            invented=F("person__is_example"),
            enrollment_status=F("status"),
            application_status=F("application__status"),
            assessment=F("application__assessment"),
            assessment_status=F("application__assessment__status"),
            outcome=F("application__assessment__decision__outcome"),
            official=F("application__assessment__official_number__certificate_number"),
        )
    )
    certificates = _certificates(Q(program=program))
    board = Board(program, None, rules.AGENCY_STEPS, rules.AGENCY_STAGES)
    for person in people:
        certificate = certificates.get(person["assessment"])
        facts = _facts(person, certificate)
        stage = rules.agency_stage(facts)
        cells = (
            application_cell(facts, stage),
            agency_assessment_cell(facts),
            outcome_cell(facts.outcome if _is_in_force(facts) else None),
            certificate_cell(certificate, stage, today),
            handover_cell(certificate, stage),
        )
        board.rows.append(_row(person, stage, cells))
    return board


def body_board(program: Program, body: int, *, today: dt.date) -> Board:
    """The body's applicants of the program, with progress and recommendation."""
    people = (
        Application.objects.filter(enrollment__program=program, body=body)
        .order_by("enrollment__number", "pk")
        .values(
            "pk",
            "scheme",
            "assessment",
            number=F("enrollment__number"),
            name=F("full_name"),
            village=F("village_name"),
            invented=F("is_example"),
            enrollment_status=F("enrollment__status"),
            application_status=F("status"),
            assessment_status=F("assessment__status"),
            assessor=F("assessment__assessor__user__full_name"),
            outcome=F("assessment__decision__outcome"),
            official=F("assessment__official_number__certificate_number"),
        )
    )
    certificates = _certificates(Q(program=program, body=body))
    progress = _Progress.of(program, body)
    board = Board(program, body, rules.BODY_STEPS, rules.BODY_STAGES)
    for person in people:
        certificate = certificates.get(person["assessment"])
        facts = _facts(person, certificate)
        stage = rules.body_stage(facts)
        cells = (
            application_cell(facts, stage),
            assessor_cell(person, stage),
            progress.cell(person, stage),
            progress.outcome_cell(person, stage),
            certificate_cell(certificate, stage, today),
        )
        board.rows.append(_row(person, stage, cells))
    return board


@dataclass(frozen=True, slots=True)
class _Progress:
    """Marks counted and recommendations given, by assessment."""

    marked: Mapping[int, int]
    criteria: Mapping[int, int]
    recommendations: Mapping[int, str]

    @classmethod
    def of(cls, program: Program, body: int) -> "_Progress":
        within = {"assessment__program": program, "assessment__body": body}
        marked = Mark.objects.filter(**within).order_by().values_list("assessment")
        criteria = SchemeUnit.objects.filter(scheme__body=body).order_by().values_list("scheme")
        latest = Recommendation.objects.filter(**within).order_by("round")
        return cls(
            dict(marked.annotate(count=Count("pk"))),
            dict(criteria.annotate(count=Count("unit__elements__criteria"))),
            dict(latest.values_list("assessment", "outcome")),
        )

    def cell(self, person: Mapping[str, Any], stage: Stage) -> Cell:
        """Marks out of criteria; a state of its own where there is no marking."""
        if stage is rules.NOT_READY:
            return Cell("KUK", "tertahan", "act")
        if stage is rules.BODY_ABSENT:
            return Cell("KUK", "tidak hadir")
        if person["assessment"] is None:
            return Cell("KUK", NOTHING, "none")
        marked = self.marked.get(person["assessment"], 0)
        return Cell("KUK", f"{marked}/{self.criteria.get(person['scheme'], 0)}")

    def outcome_cell(self, person: Mapping[str, Any], stage: Stage) -> Cell:
        """The recommendation until the panel decided, then the decision."""
        recommended = self.recommendations.get(person["assessment"])
        if stage is rules.AWAITS_DECREE:
            return Cell("Keputusan", f"{letters(person['outcome'])}, tunggu SK")
        if stage is rules.AWAITS_PANEL and recommended:
            return Cell("Keputusan", f"rekomendasi {letters(recommended)}")
        return outcome_cell(person["outcome"])


def _certificates(within: Q) -> dict[int, dict[str, Any]]:
    """The newest certificate of each assessment; a spoiled number is none."""
    rows = (
        Certificate.objects.filter(within)
        .exclude(status=CertificateStatus.VOID)
        .order_by("pk")
        .values(
            "assessment",
            "status",
            "register_number",
            "register_year",
            "valid_until",
            prefix=F("body__register_prefix"),
            handed_on=Subquery(
                Handover.objects.filter(STANDING, certificate=OuterRef("pk")).values("handed_on")[
                    :1
                ]
            ),
        )
    )
    return {row["assessment"]: dict(row) for row in rows}


def _facts(person: Mapping[str, Any], certificate: Mapping[str, Any] | None) -> Facts:
    return Facts(
        enrollment=person["enrollment_status"],
        application=person["application_status"],
        assessment=person["assessment_status"],
        outcome=person["outcome"],
        has_number=bool(person["official"]),
        certificate=certificate["status"] if certificate else None,
        is_handed_over=bool(certificate and certificate["handed_on"]),
    )


def _row(person: Mapping[str, Any], stage: Stage, cells: Iterable[Cell]) -> Row:
    return Row(
        key=person["pk"],
        number=person["number"],
        name=person["name"],
        village=person["village"],
        is_example=person["invented"],
        stage=stage,
        cells=tuple(cells),
    )


def _is_in_force(facts: Facts) -> bool:
    return facts.assessment == AssessmentStatus.IN_FORCE
