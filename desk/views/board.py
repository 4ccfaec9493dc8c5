"""The board of a program: the strip that adds up, the filters, one row a person (ux.md S2)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.audit import trail
from desk import queries
from desk.queries import Board, Row
from desk.views import tasks

ALL = "semua"
OURS = "tindakan"
STEP = "langkah-"
HISTORY = 12


@dataclass(frozen=True, slots=True)
class Tab:
    """One filter with the number of rows behind it."""

    label: str
    url: str
    count: int
    current: bool


@require_safe
def board(request: HttpRequest, program: int) -> HttpResponse:
    """Show the program as this person's side may see it.

    The refresh of an open page brings the fingerprint of what it shows; when nothing changed the
    answer is empty.
    """
    user, today = actor(request), timezone.localdate()
    seen = queries.program_for(user, program)
    if seen is None:
        raise Http404
    shown, body = seen
    if body is None:
        page = queries.agency_board(shown, today=today)
    else:
        page = queries.body_board(shown, body, today=today)
    if request.GET.get("cap") == page.fingerprint:
        return HttpResponse(status=204)
    chosen = request.GET.get("saring", ALL)
    return render(request, "desk/board.html", _context(page, chosen, user=user, today=today))


def _context(page: Board, chosen: str, *, user: User, today: dt.date) -> dict[str, Any]:
    url = reverse("desk:board", args=[page.program.pk])
    rows = _rows(page, chosen)
    waiting = [
        tasks.task_of(line, today=today)
        for line in queries.waiting_for(user, at=timezone.now(), today=today)
        if line.program == page.program.pk
    ]
    return {
        "board": page,
        "program": page.program,
        "heads": [cell.head for cell in page.rows[0].cells] if page.rows else [],
        "rows": [(row, _row_url(page, row)) for row in rows],
        "strip": _strip(page, url, chosen),
        "tabs": _tabs(page, url, chosen),
        "task": waiting[0] if waiting else None,
        "stages": _stages(page, url, chosen),
        "refresh_url": f"{url}?saring={chosen}&cap={page.fingerprint}",
        "events": trail.timeline(page.program, user=user, limit=HISTORY),
    }


def _rows(page: Board, chosen: str) -> list[Row]:
    if chosen == OURS:
        return page.ours
    if chosen.startswith(STEP) and chosen.removeprefix(STEP).isdecimal():
        return page.reached(int(chosen.removeprefix(STEP)))
    known = {stage.key for stage in page.stages}
    return [row for row in page.rows if row.stage.key == chosen] if chosen in known else page.rows


def _strip(page: Board, url: str, chosen: str) -> list[dict[str, Any]]:
    counts = [len(page.reached(step)) for step in range(1, len(page.steps) + 1)]
    # The step in work: where most people are held up.
    held = {counts[index - 1] - count: index for index, count in list(enumerate(counts))[:0:-1]}
    now = held[max(held)] if max(held) else None
    return [
        {
            "label": label,
            "count": counts[index],
            "of": max(counts[0], 1),
            "url": f"{url}?saring={STEP}{index + 1}",
            "now": index == now,
            "current": chosen == f"{STEP}{index + 1}",
        }
        for index, label in enumerate(page.steps)
    ]


def _tabs(page: Board, url: str, chosen: str) -> list[Tab]:
    return [
        Tab("Semua", url, len(page.rows), chosen == ALL),
        Tab("Perlu tindakan", f"{url}?saring={OURS}", len(page.ours), chosen == OURS),
    ]


def _stages(page: Board, url: str, chosen: str) -> list[Tab]:
    """Where everybody is now; the counts add up to all rows."""
    counts = page.by_stage
    return [
        Tab(
            stage.label[0].lower() + stage.label[1:],
            f"{url}?saring={stage.key}",
            counts[stage.key],
            chosen == stage.key,
        )
        for stage in page.stages
        if counts[stage.key]
    ]


def _row_url(page: Board, row: Row) -> str:
    name = "participants:enrollment" if page.is_agency else "participants:application"
    return reverse(name, args=[row.key])
