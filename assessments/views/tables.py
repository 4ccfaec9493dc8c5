"""The assessor's table: one criterion, everybody of one day, one row each (ux.md S5).

The other way of working beside the sheet: the same taps, the same refusals, another order.
"""

import datetime as dt
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import permissions, queries
from assessments.enums import AssessmentStatus
from assessments.models import Assessment
from assessments.queries import Line, Seat, Step, Table
from assessments.views import reading, tapping
from assessments.views.listing import NEXT_PAGE, STATES
from assessments.views.tapping import Ask
from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.once.decorators import changes


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One person on the page: their mark, and whether it can be set now."""

    assessment: Assessment
    line: Line
    is_open: bool
    next_page: str
    state: str


def _row(seat: Seat, user: User) -> SeatRow:
    status = AssessmentStatus(seat.assessment.status)
    return SeatRow(
        assessment=seat.assessment,
        line=seat.line,
        is_open=bool(permissions.may_mark(user, seat.assessment)),
        next_page=NEXT_PAGE.get(status, ""),
        state=STATES.get(status, status.label),
    )


def _table(request: HttpRequest, day: dt.date, scheme: int) -> Table:
    found = queries.table(actor(request), day=day, scheme=scheme)
    if found is None:
        raise Http404
    return found


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _address(assessment: Assessment, criterion: int) -> str:
    day = assessment.scheduled_on.isoformat()
    page = reverse("assessments:table_step", args=[day, assessment.scheme_id, criterion])
    return f"{page}#asesi-{assessment.pk}"


def _step(table: Table, criterion: int) -> tuple[int, Step]:
    place = table.place(criterion)
    if place is None:
        raise Http404
    return place, table.steps[place]


def _page(request: HttpRequest, table: Table, criterion: int, **more: Any) -> dict[str, Any]:
    place, step = _step(table, criterion)
    found = queries.round_of(table, step)
    user = actor(request)
    rows = [_row(seat, user) for seat in found.seats]
    return {
        "table": table,
        "day": table.day.isoformat(),
        "step": step,
        "rows": rows,
        "is_early": timezone.localdate() < table.day and any(row.is_open for row in rows),
        "tally": found.tally,
        "saved_at": found.saved_at,
        "chips": queries.reason_chips(*table.people),
        "before": table.steps[place - 1] if place else None,
        "after": table.steps[place + 1] if place + 1 < len(table.steps) else None,
        **more,
    }


@require_safe
def table(request: HttpRequest, day: str, scheme: int) -> HttpResponse:
    """Go to the first criterion that somebody at the table still lacks."""
    found = _table(request, _day(day), scheme)
    criterion = found.first_open.criterion.pk
    return redirect("assessments:table_step", day=day, scheme=scheme, criterion=criterion)


@require_safe
def table_step(request: HttpRequest, day: str, scheme: int, criterion: int) -> HttpResponse:
    """One criterion for everybody of the day, each with two large targets."""
    found = _table(request, _day(day), scheme)
    return render(request, "assessments/table.html", _page(request, found, criterion))


@require_safe
def seat(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """One person's row as it now is; without htmx the page around it."""
    assessment = reading.own(request, pk)
    if not request.headers.get("HX-Request"):
        return redirect(_address(assessment, criterion))
    return _seat(request, assessment, criterion, Ask())


def _seat(request: HttpRequest, assessment: Assessment, criterion: int, ask: Ask) -> HttpResponse:
    found = _table(request, assessment.scheduled_on, assessment.scheme_id)
    context = _page(request, found, criterion, asked=assessment.pk, ask=ask)
    if not request.headers.get("HX-Request"):
        return render(request, "assessments/table.html", context, status=ask.status)
    context["row"] = next(row for row in context["rows"] if row.assessment.pk == assessment.pk)
    return render(request, "assessments/_seat_answer.html", context, status=ask.status)


@changes
def mark_seat(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """Save one tap at the table."""
    assessment = reading.own(request, pk)
    ask = tapping.tap(request, assessment, criterion)
    if ask.status != HTTPStatus.OK or request.headers.get("HX-Request"):
        return _seat(request, assessment, criterion, ask)
    return redirect(_address(assessment, criterion))
