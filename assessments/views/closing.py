"""The end of a meeting: checked, then made final with the second factor; or called off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import operations, permissions, queries
from assessments.forms import ClosingForm, ReasonForm
from assessments.models import Panel
from assessments.views import reading
from assessments.views.meeting import counts_of, visible_panel
from certify.accounts.actor import actor
from certify.accounts.verification import recently_verified
from certify.lib.errors import ConflictError
from certify.once.decorators import changes


def _closing(request: HttpRequest, panel: Panel) -> dict[str, Any]:
    cases = queries.cases(panel)
    return {
        "panel": panel,
        "cases": [case for case in cases if case.row.outcome],
        "postponed": [case for case in cases if not case.row.outcome],
        "close_label": f"Tetapkan {len([c for c in cases if c.row.outcome])} keputusan",
        "counts": counts_of(cases),
        "state": queries.state_of(cases),
        "may": permissions.may_close(actor(request), panel, cases),
    }


@recently_verified
@require_safe
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """The check page before the decisions become final."""
    row = visible_panel(request, pk)
    return render(request, "assessments/closing.html", _closing(request, row))


@recently_verified
@changes
def close_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the decisions final, all at once."""
    row = visible_panel(request, pk)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return reading.again(request, "assessments/closing.html", _closing(request, row))
    try:
        decisions = operations.close_panel(
            panel=row, seen=form.cleaned_data["seen"], by=actor(request), at=timezone.now()
        )
    except ConflictError as conflict:
        context = _closing(request, row) | {"conflict": conflict}
        return render(request, "assessments/closing.html", context, status=conflict.status)
    messages.success(request, f"{len(decisions)} keputusan ditetapkan.")
    return redirect("assessments:panel", pk=row.pk)


def _canceling(
    request: HttpRequest, panel: Panel, form: ReasonForm, *, status: int
) -> HttpResponse:
    permissions.may_cancel_panel(actor(request), panel).require()
    context = {
        "question": "Batalkan pleno ini?",
        "facts": [("Program", panel.program), ("Orang", panel.cases.count())],
        "consequence": "Yang sudah dicatat tidak dipakai. Semua orang menunggu pleno lain.",
        "action": reverse("assessments:cancel_panel", args=[panel.pk]),
        "verb": "Batalkan pleno",
        "danger": True,
        "back_url": reverse("assessments:panel", args=[panel.pk]),
        "form": form,
    }
    return render(request, "confirm.html", context, status=status)


@require_safe
def canceling(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why the panel is called off."""
    return _canceling(request, visible_panel(request, pk), ReasonForm(), status=200)


@changes
def cancel_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a panel off."""
    row = visible_panel(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _canceling(request, row, form, status=reading.UNPROCESSABLE)
    operations.cancel_panel(
        panel=row, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
    )
    messages.success(request, "Pleno dibatalkan.")
    return redirect("assessments:panels")
