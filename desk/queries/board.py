"""The board of a program: one row a person, in a fixed number of queries however many there are."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from assessments.enums import AssessmentStatus, Outcome
from assessments.models import Mark, Recommendation
from certificates.enums import CertificateStatus
from certificates.models import STANDING, Certificate, Handover
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib import dates
from desk import rules
from desk.rules import Facts, Stage
from participants.enums import ApplicationStatus, EnrollmentStatus
from participants.models import Application, Enrollment
from programs import queries as programs
from programs.models import Program, SchemeUnit

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """One word of a row under its column's head.

    ``tone``: act (this side has to), done (a tick with the word unseen), none (nothing yet).
    """

    head: str
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A person on the board. ``key`` is the enrollment's or, for a body, the application's."""

    key: int
    number: int
    name: str
    village: str
    is_example: bool
    stage: Stage
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """What one side sees of a program."""

    program: Program
    body: int | None
    steps: tuple[str, ...]
    stages: tuple[Stage, ...]
    rows: list[Row] = field(default_factory=list)

    @property
    def is_agency(self) -> bool:
        """True on the agency's board, False on a body's."""
        return self.body is None

    def count(self, stage: Stage) -> int:
        """How many stand at that stage now."""
        return self.by_stage[stage.key]

    @property
    def by_stage(self) -> Counter[str]:
        """People at each stage; adds up to the rows."""
        return Counter(row.stage.key for row in self.rows)

    def reached(self, step: int) -> list[Row]:
        """Rows that have the strip's step behind them, the first step being 1."""
        return [row for row in self.rows if row.stage.reached >= step]

    @property
    def ours(self) -> list[Row]:
        """Rows on which this side has to act."""
        return [row for row in self.rows if row.stage.is_ours]

    @property
    def fingerprint(self) -> str:
        """Changes when anything on the board does: an unchanged board is not sent again."""
        text = "\n".join(
            f"{row.key}|{row.number}|{row.name}|{row.village}|"
            + "|".join(f"{cell.text}/{cell.tone}" for cell in row.cells)
            for row in self.rows
        )
        return hashlib.sha256(text.encode()).hexdigest()[:16]


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
            _application_cell(facts, stage),
            _agency_assessment_cell(facts),
            _outcome_cell(facts.outcome if _is_in_force(facts) else None),
            _certificate_cell(certificate, stage, today),
            _handover_cell(certificate, stage),
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
            _application_cell(facts, stage),
            _assessor_cell(person, stage),
            progress.cell(person, stage),
            progress.outcome_cell(person, stage),
            _certificate_cell(certificate, stage, today),
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
            return Cell("Keputusan", f"{_letters(person['outcome'])}, tunggu SK")
        if stage is rules.AWAITS_PANEL and recommended:
            return Cell("Keputusan", f"rekomendasi {_letters(recommended)}")
        return _outcome_cell(person["outcome"])


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


def _application_cell(facts: Facts, stage: Stage) -> Cell:
    head = "Permohonan"
    if facts.enrollment == EnrollmentStatus.WITHDRAWN:
        return Cell(head, "mengundurkan diri")
    if facts.application is None:
        return Cell(head, "belum dikirim", "act")
    if facts.application == ApplicationStatus.ACCEPTED:
        return Cell(head, "diterima", "done")
    word = ApplicationStatus(facts.application).label.lower().replace("lsp", "LSP")
    if stage is rules.TO_ANSWER:
        return Cell(head, "perlu diperiksa", "act")
    return Cell(head, word, "act" if stage.is_ours else "")


def _agency_assessment_cell(facts: Facts) -> Cell:
    head = "Asesmen"
    if facts.application != ApplicationStatus.ACCEPTED:
        return Cell(head, NOTHING, "none")
    if facts.assessment in rules.ASSESSED:
        return Cell(head, "dinilai", "done")
    words = {
        AssessmentStatus.ABSENT.value: "tidak hadir",
        AssessmentStatus.WITHDRAWN.value: "mengundurkan diri",
    }
    return Cell(head, words.get(facts.assessment or "", "belum dinilai"))


def _assessor_cell(person: Mapping[str, Any], stage: Stage) -> Cell:
    if stage is rules.TO_ASSIGN:
        return Cell("Asesor", "perlu asesor", "act")
    name = person["assessor"]
    return Cell("Asesor", name) if name else Cell("Asesor", NOTHING, "none")


def _outcome_cell(outcome: str | None) -> Cell:
    if not outcome:
        return Cell("Keputusan", NOTHING, "none")
    return Cell("Keputusan", _letters(outcome))


def _letters(outcome: str) -> str:
    return "K" if outcome == Outcome.COMPETENT else "BK"


def _certificate_cell(certificate: Mapping[str, Any] | None, stage: Stage, today: dt.date) -> Cell:
    head = "Sertifikat"
    if certificate is None:
        words = {
            rules.AWAITS_NUMBER: Cell(head, "menunggu nomor"),
            rules.AWAITS_ISSUE: Cell(head, "menunggu terbit"),
            rules.TO_NUMBER: Cell(head, "perlu nomor BNSP", "act"),
            rules.TO_ISSUE: Cell(head, "siap terbit", "act"),
        }
        return words.get(stage, Cell(head, NOTHING, "none"))
    number = (
        f"{certificate['prefix']}.{certificate['register_number']:04d}/"
        f"{certificate['register_year']}"
    )
    states = {
        CertificateStatus.RESERVED.value: "sedang dibuat",
        CertificateStatus.SUSPENDED.value: "dibekukan",
        CertificateStatus.REVOKED.value: "dicabut",
        CertificateStatus.REPLACED.value: "diganti",
    }
    state = states.get(certificate["status"], "")
    if not state and certificate["valid_until"] < today:
        state = "habis berlaku"
    return Cell(head, f"{number}, {state}" if state else number)


def _handover_cell(certificate: Mapping[str, Any] | None, stage: Stage) -> Cell:
    if certificate and certificate["handed_on"]:
        return Cell("Serah", dates.short_date(certificate["handed_on"]))
    if stage is rules.TO_HAND_OVER:
        return Cell("Serah", "belum", "act")
    return Cell("Serah", NOTHING, "none")
