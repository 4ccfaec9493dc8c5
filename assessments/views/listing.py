"""Assessments as lists: the body's, and the assessor's own on the phone."""

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import permissions, queries
from assessments.enums import AssessmentStatus
from assessments.models import Assessment
from assessments.rules import Tally
from assessments.views import reading
from certify.accounts.actor import actor
from certify.accounts.roles import Permission
from certify.audit import trail
from programs.models import Program, Scheme, Wave

PAGE_SIZE = 100
# Every single mark has its own table on the page, so the timeline leaves it out.
ONE_MARK = "assessments.marked"
# The page on which the assessor's next act is done; other states have only the facts.
NEXT_PAGE = {
    AssessmentStatus.ASSIGNED: "assessments:readiness",
    AssessmentStatus.NOT_READY: "assessments:readiness",
    AssessmentStatus.READY: "assessments:consent",
    AssessmentStatus.CONSENTED: "assessments:sheet",
}
STATES = {
    AssessmentStatus.ASSIGNED: "Belum",
    AssessmentStatus.READY: "Belum",
    AssessmentStatus.RECOMMENDED: "Selesai",
    AssessmentStatus.DECIDED: "Selesai",
    AssessmentStatus.IN_FORCE: "Selesai",
}


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One person on the assessor's phone."""

    assessment: Assessment
    tally: Tally

    @property
    def page(self) -> str:
        """The name of the page to work on."""
        return NEXT_PAGE.get(AssessmentStatus(self.assessment.status), "assessments:assessment")

    @property
    def state(self) -> str:
        """Belum, Sebagian 7/11, Selesai; or the state that keeps the person from going on."""
        status = AssessmentStatus(self.assessment.status)
        if status == AssessmentStatus.CONSENTED:
            return "Siap direkomendasikan" if self.tally.is_complete else self.tally.words
        return STATES.get(status, status.label)

    @property
    def tone(self) -> str:
        """How the state looks."""
        return {"Selesai": "good", "Belum": "none"}.get(self.state, "plain")


@dataclass(frozen=True, slots=True)
class OwnDay:
    """The people of one day and wave, and the tables at which something can be marked."""

    day: dt.date
    wave: Wave | None
    rows: list[OwnRow]

    @property
    def schemes(self) -> list[Scheme]:
        """The schemes by which somebody of this group can be marked now."""
        found = (row.assessment for row in self.rows)
        ready = (row for row in found if row.status == AssessmentStatus.CONSENTED)
        return list({row.scheme_id: row.scheme for row in ready}.values())


def _grouped(rows: Iterable[OwnRow]) -> list[OwnDay]:
    def key(row: OwnRow) -> tuple[dt.date, Wave | None]:
        return row.assessment.scheduled_on, row.assessment.application.enrollment.wave

    return [
        OwnDay(day, wave, list(group)) for (day, wave), group in itertools.groupby(rows, key=key)
    ]


def _own(request: HttpRequest, program: Program | None) -> HttpResponse:
    rows = queries.own(actor(request))
    if program is not None:
        rows = rows.filter(program=program)
    number = request.GET.get("nomor", "").strip()
    if number.isdigit():
        rows = rows.filter(application__enrollment__number=int(number))
    listed = list(rows)
    tallies = queries.tallies(listed)
    people = [OwnRow(assessment=row, tally=tallies[row.pk]) for row in listed]
    if number.isdigit() and len(people) == 1:
        return redirect(people[0].page, pk=people[0].assessment.pk)
    day = timezone.localdate()
    today = [row for row in people if row.assessment.scheduled_on == day]
    groups = _grouped(people)
    context = {
        "program": program,
        "number": number,
        "groups": [group for group in groups if group.day >= day],
        "earlier": [group for group in groups if group.day < day],
        "today_count": len(today),
        "open_count": sum(row.state not in {"Selesai"} for row in today),
    }
    return render(request, "assessments/mine.html", context)


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Everybody the assessor was assigned to, by day and wave."""
    return _own(request, None)


@require_safe
def mine(request: HttpRequest, program: int) -> HttpResponse:
    """The same for one program; 404 where nobody of it was ever assigned to the person."""
    theirs = queries.own(actor(request)).filter(program=program).values("program")
    return _own(request, get_object_or_404(Program, pk__in=theirs))


@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    """The body's assessments, with what waits for the manager; an assessor's own list else."""
    user = actor(request)
    if user.organizations_with(Permission.ASSESS) and not user.organizations_with(
        Permission.VIEW_CERTIFICATION
    ):
        return _own(request, None)
    rows = queries.visible_to(user)
    status = request.GET.get("keadaan", "")
    counts = queries.by_status(user)
    shown = rows.filter(status=status) if status in AssessmentStatus.values else rows
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("halaman"))
    tallies = queries.tallies(page.object_list)
    tabs = [
        {"label": "Semua", "url": "?", "count": sum(counts.values()), "current": not status},
        *(
            {
                "label": choice.label,
                "url": f"?keadaan={choice.value}",
                "count": counts[choice.value],
                "current": status == choice.value,
            }
            for choice in AssessmentStatus
            if counts.get(choice.value)
        ),
    ]
    context = {
        "rows": [(row, tallies[row.pk]) for row in page.object_list],
        "page_obj": page,
        "tabs": tabs,
        "waiting": queries.awaiting_by_program(user),
        "convening": queries.awaiting_panel(user),
    }
    return render(request, "assessments/assessments.html", context)


@require_safe
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's assessment: facts, result per unit, marks, history, and what may be done."""
    row = reading.visible(request, pk)
    user = actor(request)
    units = queries.sheet(row)
    status = AssessmentStatus(row.status)
    context = {
        "assessment": row,
        "facts": reading.facts_of(row),
        "units": units,
        "total": queries.total(units),
        "recommendations": row.recommendations.select_related("recommended_by").order_by("-round"),
        "notes": row.notes.select_related("written_by"),
        "photos": queries.photos_of(row),
        "changes": queries.history(row),
        "events": [e for e in trail.timeline(row, user=user) if e.name != ONE_MARK],
        "sees_panel": user.has(Permission.VIEW_CERTIFICATION, within=row.body_id),
        "next_page": NEXT_PAGE.get(status) if row.assessor.user_id == user.pk else None,
        "may_reassign": permissions.may_reassign(user, row),
        "may_return": permissions.may_return_to_assessor(user, row),
        "may_record_absence": permissions.may_record_absence(user, row),
        "may_undo_absence": permissions.may_undo_absence(user, row),
        "may_withdraw": permissions.may_withdraw(user, row),
    }
    return render(request, "assessments/assessment.html", context)
