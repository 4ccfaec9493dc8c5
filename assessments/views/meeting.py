"""The meeting on a projector and several laptops: one person at a time (ux.md S8)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import operations, permissions, queries
from assessments.enums import Outcome, PanelStatus
from assessments.forms import CaseForm
from assessments.models import Panel
from assessments.queries import Case
from assessments.rules import PANEL_QUORUM
from assessments.views import reading
from certify.accounts.actor import actor
from certify.audit import trail
from certify.lib.errors import ConflictError, InvalidInputError
from certify.once.decorators import changes

UNCHANGED = 204


def visible_panel(request: HttpRequest, pk: int) -> Panel:
    """A panel that the person may see, or 404."""
    return get_object_or_404(queries.panels_visible_to(actor(request)), pk=pk)


def counts_of(cases: list[Case]) -> dict[str, int]:
    """How many cases carry which mark."""
    marks = [case.mark for case in cases]
    return {
        "competent": marks.count(Outcome.COMPETENT),
        "not_yet": marks.count(Outcome.NOT_YET_COMPETENT),
        "postponed": marks.count("postponed"),
        "open": marks.count(""),
        "all": len(marks),
    }


def _choose(cases: list[Case], wanted: str) -> Case:
    """The case asked for, else the first one still open, else the first."""
    if wanted.isdigit():
        for case in cases:
            if case.row.pk == int(wanted):
                return case
        raise Http404
    return next((case for case in cases if not case.mark), cases[0])


def _meeting(
    request: HttpRequest, panel: Panel, cases: list[Case], case: Case, **more: Any
) -> dict[str, Any]:
    user = actor(request)
    here = cases.index(case)
    counts = counts_of(cases)
    return {
        "panel": panel,
        "cases": cases,
        "case": case,
        "before": cases[here - 1] if here else None,
        "after": cases[here + 1] if here + 1 < len(cases) else None,
        "counts": counts,
        "close_label": f"Tetapkan {counts['competent'] + counts['not_yet']} keputusan",
        "state": queries.state_of(cases),
        "seen_version": case.row.version,
        "members": panel.members.select_related("user"),
        "units": queries.sheet(case.row.assessment),
        "notes": case.row.assessment.notes.select_related("written_by"),
        "photos": queries.photos_of(case.row.assessment),
        "form": CaseForm(initial={"reason": case.row.reason, "follow_up": case.row.follow_up}),
        "may": permissions.may_mark_case(user, panel, case),
        "may_postpone": permissions.may_postpone_case(user, panel, case),
        "may_close": permissions.may_close(user, panel, cases),
        "may_cancel": permissions.may_cancel_panel(user, panel),
        "quorum": PANEL_QUORUM,
        **more,
    }


@require_safe
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting while it runs; afterwards what it decided."""
    row = visible_panel(request, pk)
    if row.status != PanelStatus.OPEN:
        return _ended(request, row)
    cases = queries.cases(row)
    case = _choose(cases, request.GET.get("kasus", ""))
    return render(request, "assessments/panel.html", _meeting(request, row, cases, case))


def _ended(request: HttpRequest, panel: Panel) -> HttpResponse:
    user = actor(request)
    context = {
        "panel": panel,
        "members": panel.members.select_related("user"),
        "decisions": queries.decisions(panel),
        "postponed": panel.cases.filter(outcome="").select_related(
            "assessment__application__enrollment"
        ),
        "decree": getattr(panel, "decree", None),
        "may_draft": permissions.may_draft_decree(user, panel),
        "events": trail.timeline(panel, user=user),
    }
    return render(request, "assessments/panel_ended.html", context)


@require_safe
def panel_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The left list again, every five seconds; nothing when nothing changed."""
    row = visible_panel(request, pk)
    cases = queries.cases(row)
    state = queries.state_of(cases)
    if row.status == PanelStatus.OPEN and request.GET.get("keadaan") == state:
        return HttpResponse(status=UNCHANGED)
    if row.status != PanelStatus.OPEN:
        response = HttpResponse(status=UNCHANGED)
        response["HX-Redirect"] = reverse("assessments:panel", args=[row.pk])
        return response
    case = _choose(cases, request.GET.get("kasus", ""))
    seen = request.GET.get("versi", "")
    context = {
        "panel": row,
        "cases": cases,
        "case": case,
        "counts": counts_of(cases),
        "state": state,
        "seen_version": int(seen) if seen.isdigit() else case.row.version,
    }
    return render(request, "assessments/_cases.html", context)


@changes
def mark_case(request: HttpRequest, pk: int, case: int) -> HttpResponse:
    """Note K, BK or postponed for one person, then go to the next open one."""
    row = visible_panel(request, pk)
    found = get_object_or_404(row.cases.select_related("panel"), pk=case)
    form = CaseForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            operations.mark_case(
                case=found,
                choice=data["choice"],
                reason=data["reason"],
                follow_up=data["follow_up"],
                version=data["version"],
                by=actor(request),
                at=timezone.now(),
            )
        except InvalidInputError as refusal:
            return _case_again(request, row, case, form=reading.refuse(form, refusal))
        except ConflictError as conflict:
            return _case_again(request, row, case, conflict=conflict)
        return redirect(_next_address(row, case))
    return _case_again(request, row, case, form=form)


def _case_again(request: HttpRequest, panel: Panel, case: int, **more: Any) -> HttpResponse:
    cases = queries.cases(panel)
    conflict = more.get("conflict")
    context = _meeting(
        request, panel, cases, _choose(cases, str(case)), asks_reason=conflict is None, **more
    )
    status = conflict.status if conflict else reading.UNPROCESSABLE
    return render(request, "assessments/panel.html", context, status=status)


def _next_address(panel: Panel, case: int) -> str:
    address = reverse("assessments:panel", args=[panel.pk])
    cases = queries.cases(panel)
    here = next(n for n, row in enumerate(cases) if row.row.pk == case)
    following = [*cases[here + 1 :], *cases[:here]]
    still_open = next((row for row in following if not row.mark and row.has_quorum), None)
    return f"{address}?kasus={still_open.row.pk if still_open else case}"
