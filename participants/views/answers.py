"""The body answers: accept, return for completion, decline."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.once.decorators import changes
from participants import forms, operations, permissions, queries
from participants.content import Tally
from participants.models import Application
from participants.views.enrollments import say
from programs import queries as programs


@changes
def accept_applications(request: HttpRequest, program: int) -> HttpResponse:
    """Accept the chosen ones, body by body."""
    user = actor(request)
    shown = get_object_or_404(programs.programs_of_bodies(user), pk=program)
    rows = queries.applications_visible_to(user).filter(enrollment__program=shown)
    form = forms.SelectionForm(request.POST, rows=rows)
    if not form.is_valid():
        messages.warning(request, form.sentence())
        return redirect("participants:applications", program=program)
    chosen = list(form.cleaned_data["pilih"])
    tallies = [
        operations.accept_applications(
            body=body,
            program=shown,
            applications=[row for row in chosen if row.body_id == body.pk],
            by=user,
            at=timezone.now(),
        )
        for body in queries.bodies_of(chosen)
    ]
    whole = Tally(
        sum(tally.done for tally in tallies),
        tuple(row for tally in tallies for row in tally.left_out),
    )
    say(request, whole, "permohonan diterima")
    return redirect("participants:applications", program=program)


def _load(user: User, pk: int) -> Application:
    return get_object_or_404(queries.applications_visible_to(user), pk=pk)


@changes
def accept_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept one, and go on to the next that waits."""
    user = actor(request)
    shown = _load(user, pk)
    operations.accept_application(application=shown, by=user, at=timezone.now())
    messages.success(request, f"Permohonan {shown.full_name} diterima.")
    following = queries.next_waiting(user, shown)
    if following is not None:
        return redirect("participants:application", pk=following)
    return redirect("participants:applications", program=shown.enrollment.program_id)


@require_safe
def ask_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what is missing."""
    user = actor(request)
    shown = _load(user, pk)
    permissions.may_return_application(user, shown).require()
    return render(request, "confirm.html", _return_context(shown, forms.ReturnForm()))


def _return_context(shown: Application, form: forms.NoteForm) -> dict[str, Any]:
    return {
        "question": f"Kembalikan permohonan {shown.full_name} untuk dilengkapi?",
        "consequence": "Dinas melengkapi datanya, lalu mengirim ulang permohonan ini.",
        "form": form,
        "action": reverse("participants:return_application", args=[shown.pk]),
        "verb": "Kembalikan permohonan",
        "danger": False,
        "back_url": reverse("participants:application", args=[shown.pk]),
    }


@changes
def return_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the application back."""
    user = actor(request)
    shown = _load(user, pk)
    form = forms.ReturnForm(request.POST)
    if form.is_valid():
        operations.return_application(
            application=shown, note=form.cleaned_data["note"], by=user, at=timezone.now()
        )
        messages.success(request, f"Permohonan {shown.full_name} dikembalikan ke dinas.")
        return redirect("participants:applications", program=shown.enrollment.program_id)
    return render(request, "confirm.html", _return_context(shown, form), status=422)


@require_safe
def ask_reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason."""
    user = actor(request)
    shown = _load(user, pk)
    permissions.may_reject_application(user, shown).require()
    return render(request, "confirm.html", _reject_context(shown, forms.RejectForm()))


def _reject_context(shown: Application, form: forms.NoteForm) -> dict[str, Any]:
    return {
        "question": f"Nyatakan permohonan {shown.full_name} tidak diterima?",
        "consequence": (
            "Permohonan ini selesai dan tidak bisa dikirim ulang. Kalau hanya kurang lengkap, "
            "pilih “Kembalikan untuk dilengkapi”."
        ),
        "form": form,
        "action": reverse("participants:reject_application", args=[shown.pk]),
        "verb": "Tidak terima permohonan",
        "danger": True,
        "back_url": reverse("participants:application", args=[shown.pk]),
    }


@changes
def reject_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline the application."""
    user = actor(request)
    shown = _load(user, pk)
    form = forms.RejectForm(request.POST)
    if form.is_valid():
        operations.reject_application(
            application=shown, note=form.cleaned_data["note"], by=user, at=timezone.now()
        )
        messages.success(request, f"Permohonan {shown.full_name} dinyatakan tidak diterima.")
        return redirect("participants:applications", program=shown.enrollment.program_id)
    return render(request, "confirm.html", _reject_context(shown, form), status=422)
