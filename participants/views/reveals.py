"""A whole NIK: asked for with a reason, logged, shown once, never stored with the answer.

The POST only logs and redirects, since the answer of a changing view is kept with its one-use
key; the number itself is on the page after it, which forgets on sight that it may show it.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.once.decorators import changes
from participants import forms, operations, queries
from participants.models import NikReveal

SESSION_KEY = "revealed_nik"


def _promise(request: HttpRequest, reveal: NikReveal) -> None:
    request.session[SESSION_KEY] = reveal.pk


def _keep_promise(request: HttpRequest, **subject: Any) -> NikReveal | None:
    """Give the reveal just logged for this person and this subject, once."""
    key = request.session.pop(SESSION_KEY, None)
    return queries.reveals_by(actor(request)).filter(pk=key, **subject).first()


@changes
def reveal_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Log the reason, then show the number of the register."""
    user = actor(request)
    shown = get_object_or_404(queries.people_visible_to(user), pk=pk)
    form = forms.RevealForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Tulis dulu untuk apa NIK dibuka, paling sedikit 5 huruf.")
        return redirect("participants:person", pk=pk)
    reveal = operations.reveal_person(
        person=shown, reason=form.cleaned_data["reason"], by=user, at=timezone.now()
    )
    _promise(request, reveal)
    return redirect("participants:revealed_person", pk=pk)


@never_cache
@require_safe
def revealed_person(request: HttpRequest, pk: int) -> HttpResponse:
    """The number, once."""
    shown = get_object_or_404(queries.people_visible_to(actor(request)), pk=pk)
    reveal = _keep_promise(request, person=shown)
    context = {
        "name": shown.full_name,
        "nik": shown.nik if reveal else "",
        "reveal": reveal,
        "back_url": reverse("participants:person", args=[pk]),
    }
    return render(request, "participants/revealed.html", context)


@changes
def reveal_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Log the reason, then show the number of the body's copy."""
    user = actor(request)
    shown = get_object_or_404(queries.applications_visible_to(user), pk=pk)
    form = forms.RevealForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Tulis dulu untuk apa NIK dibuka, paling sedikit 5 huruf.")
        return redirect("participants:application", pk=pk)
    reveal = operations.reveal_application(
        application=shown, reason=form.cleaned_data["reason"], by=user, at=timezone.now()
    )
    _promise(request, reveal)
    return redirect("participants:revealed_application", pk=pk)


@never_cache
@require_safe
def revealed_application(request: HttpRequest, pk: int) -> HttpResponse:
    """The number, once."""
    shown = get_object_or_404(queries.applications_visible_to(actor(request)), pk=pk)
    reveal = _keep_promise(request, application=shown)
    context = {
        "name": shown.full_name,
        "nik": shown.nik if reveal else "",
        "reveal": reveal,
        "back_url": reverse("participants:application", args=[pk]),
    }
    return render(request, "participants/revealed.html", context)
