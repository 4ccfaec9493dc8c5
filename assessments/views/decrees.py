"""Decrees (SK): drafted, mended, and put in force by the director's second factor."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import operations, permissions, queries
from assessments.forms import DecreeForm, PatternForm
from assessments.models import Decree, Panel
from assessments.views import reading
from certify.accounts.actor import actor
from certify.accounts.roles import Permission
from certify.accounts.verification import recently_verified
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes
from programs.models import CertificationBody


@require_safe
def decrees(request: HttpRequest) -> HttpResponse:
    """Every decree of the body, and the panels that wait for one."""
    user = actor(request)
    context = {
        "decrees": queries.decrees_visible_to(user),
        "waiting": queries.awaiting_decree(user),
        "bodies": queries.bodies_with(user, Permission.CONVENE_PANEL),
    }
    return render(request, "assessments/decrees.html", context)


def _drafting(request: HttpRequest, panel: Panel, form: DecreeForm) -> dict[str, Any]:
    return {
        "panel": panel,
        "form": form,
        "decisions": queries.decisions(panel),
        "may": permissions.may_draft_decree(actor(request), panel),
        "action": reverse("assessments:draft_decree", args=[panel.pk]),
    }


def _panel(request: HttpRequest, pk: int) -> Panel:
    return get_object_or_404(queries.panels_visible_to(actor(request)), pk=pk)


@require_safe
def drafting(request: HttpRequest, panel: int) -> HttpResponse:
    """Number and date of a new decree, suggested and overtypable."""
    row = _panel(request, panel)
    initial = {"number": queries.suggested_number(row), "decided_on": timezone.localdate()}
    context = _drafting(request, row, DecreeForm(initial=initial))
    return render(request, "assessments/decree_form.html", context)


@changes
def draft_decree(request: HttpRequest, panel: int) -> HttpResponse:
    """Draft the decree of a panel."""
    row = _panel(request, panel)
    form = DecreeForm(request.POST)
    if form.is_valid():
        try:
            decree = operations.draft_decree(
                panel=row,
                number=form.cleaned_data["number"],
                decided_on=form.cleaned_data["decided_on"],
                by=actor(request),
                at=timezone.now(),
            )
        except InvalidInputError as refusal:
            reading.refuse(form, refusal)
        else:
            messages.success(request, "Rancangan SK tersimpan. Direktur menandatanganinya.")
            return redirect("assessments:decree", pk=decree.pk)
    return reading.again(request, "assessments/decree_form.html", _drafting(request, row, form))


def _decree(request: HttpRequest, pk: int) -> Decree:
    return get_object_or_404(queries.decrees_visible_to(actor(request)), pk=pk)


@require_safe
def decree(request: HttpRequest, pk: int) -> HttpResponse:
    """One decree with its list, and the act that waits."""
    row = _decree(request, pk)
    user = actor(request)
    context = {
        "decree": row,
        "decisions": queries.decisions(row.panel),
        "may_edit": permissions.may_edit_decree(user, row),
        "may_sign": permissions.may_sign_decree(user, row),
        "events": trail.timeline(row, user=user),
    }
    return render(request, "assessments/decree.html", context)


def _mending(request: HttpRequest, decree: Decree, form: DecreeForm) -> dict[str, Any]:
    return {
        "panel": decree.panel,
        "decree": decree,
        "form": form,
        "decisions": queries.decisions(decree.panel),
        "may": permissions.may_edit_decree(actor(request), decree),
        "action": reverse("assessments:edit_decree", args=[decree.pk]),
    }


@require_safe
def mending(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and date of a draft again."""
    row = _decree(request, pk)
    form = DecreeForm(initial={"number": row.number, "decided_on": row.decided_on})
    return render(request, "assessments/decree_form.html", _mending(request, row, form))


@changes
def edit_decree(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a draft."""
    row = _decree(request, pk)
    form = DecreeForm(request.POST)
    if form.is_valid():
        try:
            operations.edit_decree(
                decree=row,
                number=form.cleaned_data["number"],
                decided_on=form.cleaned_data["decided_on"],
                by=actor(request),
                at=timezone.now(),
            )
        except InvalidInputError as refusal:
            reading.refuse(form, refusal)
        else:
            messages.success(request, "Rancangan SK diubah.")
            return redirect("assessments:decree", pk=row.pk)
    return reading.again(request, "assessments/decree_form.html", _mending(request, row, form))


@recently_verified
@require_safe
def signing(request: HttpRequest, pk: int) -> HttpResponse:
    """The check page before a decree comes into force."""
    row = _decree(request, pk)
    permissions.may_sign_decree(actor(request), row).require()
    context = {"decree": row, "decisions": queries.decisions(row.panel)}
    return render(request, "assessments/signing.html", context)


@recently_verified
@changes
def sign_decree(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a decree in force."""
    row = _decree(request, pk)
    operations.sign_decree(decree=row, by=actor(request), at=timezone.now())
    messages.success(request, f"SK {row.number} berlaku. Hasilnya sekarang tampak bagi dinas.")
    return redirect("assessments:decree", pk=row.pk)


def _body(request: HttpRequest, pk: int) -> CertificationBody:
    bodies = queries.bodies_with(actor(request), Permission.VIEW_CERTIFICATION)
    return get_object_or_404(bodies, pk=pk)


def _pattern(request: HttpRequest, body: CertificationBody, form: PatternForm) -> dict[str, Any]:
    return {
        "body": body,
        "form": form,
        "may": permissions.may_set_pattern(actor(request), body),
    }


@require_safe
def pattern(request: HttpRequest, body: int) -> HttpResponse:
    """How the body's decrees are numbered."""
    row = _body(request, body)
    form = PatternForm(initial={"pattern": queries.pattern_of(row).pattern})
    return render(request, "assessments/pattern.html", _pattern(request, row, form))


@changes
def set_pattern(request: HttpRequest, body: int) -> HttpResponse:
    """Change how the body's decrees are numbered."""
    row = _body(request, body)
    form = PatternForm(request.POST)
    if form.is_valid():
        try:
            operations.set_pattern(
                body=row,
                pattern=form.cleaned_data["pattern"],
                by=actor(request),
                at=timezone.now(),
            )
        except InvalidInputError as refusal:
            form.add_error("pattern", refusal.sentence)
        else:
            messages.success(request, "Pola nomor SK tersimpan.")
            return redirect("assessments:decrees")
    return reading.again(request, "assessments/pattern.html", _pattern(request, row, form))
