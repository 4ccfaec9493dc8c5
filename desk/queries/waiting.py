"""What waits for one person: every line is an act that this person may do now."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from assessments.enums import AssessmentStatus, DecreeStatus, Outcome, PanelStatus
from assessments.models import Assessment, Decree, Panel, PanelCase
from certificates.enums import CertificateStatus, ProposalStatus
from certificates.models import LIVING, STANDING, Certificate, Handover, NameReport, Proposal
from certify.accounts.models import User
from certify.accounts.roles import Permission
from participants.enums import ApplicationStatus, EnrollmentStatus, ImportStatus
from participants.models import Application, Enrollment, ImportDraft
from programs.enums import ProgramStatus
from programs.models import Program, Wave

TO_MARK = (AssessmentStatus.ASSIGNED, AssessmentStatus.READY, AssessmentStatus.CONSENTED)


class Act(StrEnum):
    """The act that waits, in the order of the road."""

    FILL_PROGRAM = "fill_program"
    RESUME_IMPORT = "resume_import"
    OPEN_PROGRAM = "open_program"
    SEND = "send"
    COMPLETE = "complete"
    ANSWER = "answer"
    ASSIGN = "assign"
    UNBLOCK = "unblock"
    ASSESS = "assess"
    CONVENE = "convene"
    DECIDE = "decide"
    DRAFT_DECREE = "draft_decree"
    SIGN_DECREE = "sign_decree"
    RECORD_NUMBERS = "record_numbers"
    ISSUE = "issue"
    HAND_OVER = "hand_over"
    ANSWER_REPORT = "answer_report"
    ANSWER_PROPOSAL = "answer_proposal"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One act for ``count`` people of a program; ``key`` names the row that it concerns, if one."""

    act: Act
    program: int
    program_name: str
    count: int
    due_on: dt.date | None = None
    key: int | None = None


def waiting_for(user: User, *, at: dt.datetime, today: dt.date) -> list[Waiting]:
    """Everything that waits for ``user``, soonest assessment day first, then along the road."""
    found = [
        *_agency_acts(user, at),
        *_office_acts(user),
        *_assessor_acts(user),
        *_panel_acts(user),
        *_certificate_acts(user),
    ]
    days = _next_days({line.program for line in found}, today)
    order = list(Act)
    dated = [line if line.due_on else _dated(line, days.get(line.program)) for line in found]
    return sorted(
        dated,
        key=lambda line: (line.due_on or dt.date.max, order.index(line.act), line.program_name),
    )


def _dated(line: Waiting, day: dt.date | None) -> Waiting:
    before_assessment = {
        *(Act.FILL_PROGRAM, Act.OPEN_PROGRAM, Act.SEND),
        *(Act.COMPLETE, Act.ANSWER, Act.ASSIGN),
    }
    if line.act not in before_assessment:
        return line
    return Waiting(line.act, line.program, line.program_name, line.count, day, line.key)


def _next_days(programs: set[int], today: dt.date) -> dict[int, dt.date]:
    waves = Wave.objects.filter(program__in=programs, ends_on__gte=today).order_by()
    return dict(waves.values_list("program").annotate(first=Min("starts_on")))


def _by_program(act: Act, rows: QuerySet, program: str) -> Iterator[Waiting]:  # type: ignore[type-arg]
    grouped = (
        rows.order_by()
        .values_list(program, f"{program}__name")
        .annotate(count=Count("pk", distinct=True))
        .order_by(f"{program}__name", program)
    )
    for key, name, count in grouped:
        yield Waiting(act, key, name, count)


def _agency_acts(user: User, at: dt.datetime) -> Iterator[Waiting]:
    agencies = user.organizations_with(Permission.MANAGE_PARTICIPANTS)
    if not agencies:
        return
    empty = Program.objects.filter(
        agency__in=agencies,
        status__in=[ProgramStatus.PLANNING, ProgramStatus.OPEN],
        enrollments__isnull=True,
    )
    for program in empty.order_by("name", "pk"):
        yield Waiting(Act.FILL_PROGRAM, program.pk, program.name, 0)
    drafts = ImportDraft.objects.filter(
        program__agency__in=agencies, status=ImportStatus.DRAFT, expires_at__gt=at
    ).order_by("created_at", "pk")
    for draft in drafts.values("pk", "program", name=F("program__name")):
        yield Waiting(Act.RESUME_IMPORT, draft["program"], draft["name"], 0, key=draft["pk"])
    unsent = Enrollment.objects.filter(
        program__agency__in=agencies,
        status=EnrollmentStatus.REGISTERED,
        application__isnull=True,
    )
    # Applications go out of an open program only; until then the opening is what waits.
    planned = unsent.filter(program__status=ProgramStatus.PLANNING)
    yield from _by_program(Act.OPEN_PROGRAM, planned, "program")
    opened = unsent.filter(program__status=ProgramStatus.OPEN)
    yield from _by_program(Act.SEND, opened, "program")
    returned = Application.objects.filter(
        enrollment__program__agency__in=agencies, status=ApplicationStatus.RETURNED
    )
    yield from _by_program(Act.COMPLETE, returned, "enrollment__program")


def _office_acts(user: User) -> Iterator[Waiting]:
    submitted = Application.objects.filter(
        body__in=user.organizations_with(Permission.ACCEPT_APPLICATIONS),
        status=ApplicationStatus.SUBMITTED,
    )
    yield from _by_program(Act.ANSWER, submitted, "enrollment__program")
    assigning = user.organizations_with(Permission.ASSIGN_ASSESSORS)
    unassigned = Application.objects.filter(
        body__in=assigning, status=ApplicationStatus.ACCEPTED, assessment__isnull=True
    )
    yield from _by_program(Act.ASSIGN, unassigned, "enrollment__program")
    blocked = Assessment.objects.filter(body__in=assigning, status=AssessmentStatus.NOT_READY)
    yield from _by_program(Act.UNBLOCK, blocked, "program")


def _assessor_acts(user: User) -> Iterator[Waiting]:
    mine = Assessment.objects.filter(
        assessor__user=user,
        body__in=user.organizations_with(Permission.ASSESS),
        status__in=TO_MARK,
    )
    grouped = (
        mine.order_by()
        .values_list("program", "program__name")
        .annotate(count=Count("pk"), first=Min("scheduled_on"))
        .order_by("first", "program")
    )
    for key, name, count, first in grouped:
        yield Waiting(Act.ASSESS, key, name, count, first)


def _panel_acts(user: User) -> Iterator[Waiting]:
    convening = user.organizations_with(Permission.CONVENE_PANEL)
    before_panel = PanelCase.objects.filter(
        assessment=OuterRef("pk"), panel__status=PanelStatus.OPEN
    )
    recommended = Assessment.objects.filter(
        ~Exists(before_panel), body__in=convening, status=AssessmentStatus.RECOMMENDED
    )
    yield from _by_program(Act.CONVENE, recommended, "program")
    open_panels = (
        Panel.objects.filter(
            status=PanelStatus.OPEN,
            members__user=user,
            body__in=user.organizations_with(Permission.DECIDE),
        )
        .order_by("held_on", "pk")
        .annotate(count=Count("cases", filter=Q(cases__outcome="", cases__is_postponed=False)))
        .values_list("pk", "program", "program__name", "count", "held_on")
    )
    for key, program, name, count, held_on in open_panels:
        yield Waiting(Act.DECIDE, program, name, count, held_on, key)
    closed = Panel.objects.filter(
        body__in=convening, status=PanelStatus.CLOSED, decree__isnull=True, decisions__isnull=False
    )
    for panel in (
        closed.order_by("held_on", "pk").distinct().values_list("pk", "program", "program__name")
    ):
        yield Waiting(Act.DRAFT_DECREE, panel[1], panel[2], 0, key=panel[0])
    drafts = Decree.objects.filter(
        body__in=user.organizations_with(Permission.SIGN_DECREE), status=DecreeStatus.DRAFT
    ).annotate(count=Count("panel__decisions"))
    for key, program, name, count in drafts.order_by("drafted_at", "pk").values_list(
        "pk", "panel__program", "panel__program__name", "count"
    ):
        yield Waiting(Act.SIGN_DECREE, program, name, count, key=key)


def _certificate_acts(user: User) -> Iterator[Waiting]:
    competent = Assessment.objects.filter(
        status=AssessmentStatus.IN_FORCE, decision__outcome=Outcome.COMPETENT
    )
    unnumbered = competent.filter(
        body__in=user.organizations_with(Permission.RECORD_NUMBERS),
        body__issues_for_bnsp=True,
        official_number__isnull=True,
    )
    yield from _by_program(Act.RECORD_NUMBERS, unnumbered, "program")
    # Ever issued, even revoked since: a second certificate is a correction, not waiting work.
    issued = Certificate.objects.filter(assessment=OuterRef("pk")).exclude(
        status=CertificateStatus.VOID
    )
    ready = competent.filter(
        ~Exists(issued), body__in=user.organizations_with(Permission.ISSUE)
    ).exclude(body__issues_for_bnsp=True, official_number__isnull=True)
    yield from _by_program(Act.ISSUE, ready, "program")
    handed = Handover.objects.filter(STANDING, certificate=OuterRef("pk"))
    not_handed = Certificate.objects.filter(
        ~Exists(handed),
        program__agency__in=user.organizations_with(Permission.HAND_OVER),
        status__in=set(LIVING) - {CertificateStatus.RESERVED.value},
    )
    yield from _by_program(Act.HAND_OVER, not_handed, "program")
    sending = user.organizations_with(Permission.SEND_LINKS)
    reports = NameReport.objects.filter(
        Q(enrollment__program__agency__in=sending) | Q(enrollment__application__body__in=sending),
        answered_at__isnull=True,
    )
    yield from _by_program(Act.ANSWER_REPORT, reports, "enrollment__program")
    proposed = Proposal.objects.filter(
        status=ProposalStatus.OPEN,
        certificate__body__in=user.organizations_with(Permission.APPROVE_CHANGE),
    ).exclude(proposed_by=user)
    yield from _by_program(Act.ANSWER_PROPOSAL, proposed, "certificate__program")
