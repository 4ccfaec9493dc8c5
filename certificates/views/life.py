"""Spoil a number that never got its file: a page that says what will happen, and the act."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, permissions, queries
from certificates.forms import ReasonForm
from certificates.models import Certificate
from certify.accounts.actor import actor
from certify.accounts.verification import recently_verified
from certify.once.decorators import changes


def load(request: HttpRequest, pk: int) -> Certificate:
    """Give a certificate with what its life reads, or 404."""
    rows = queries.visible_to(actor(request)).select_related("assessment__application")
    return get_object_or_404(rows.prefetch_related("assessment__participations"), pk=pk)


def facts_of(shown: Certificate) -> list[tuple[str, Any]]:
    """Give what a person has to recognize before changing anything."""
    return [
        ("Nama", shown.holder_name),
        ("Keahlian", shown.qualification),
        ("Nomor", shown.printed_number),
        ("Keadaan", shown.get_status_display()),
    ]


def _page(
    request: HttpRequest, shown: Certificate, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    permissions.may_void(actor(request), shown).require()
    context = {
        "question": f"Batalkan nomor {shown} milik {shown.holder_name}?",
        "facts": facts_of(shown),
        "consequence": "Nomor ini tetap tercatat sebagai batal dan tidak dipakai lagi.",
        "action": reverse("certificates:void", args=[shown.pk]),
        "verb": "Batalkan nomor",
        "danger": True,
        "back_url": shown.get_absolute_url(),
        "form": form,
    }
    return render(request, "confirm.html", context, status=status)


@recently_verified
@require_safe
def voiding(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a number is spoiled."""
    return _page(request, load(request, pk), ReasonForm())


@recently_verified
@changes
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Spoil a number."""
    shown, form = load(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    operations.void(
        certificate=shown,
        reason=form.cleaned_data["reason"],
        by=actor(request),
        at=timezone.now(),
    )
    messages.success(request, "Nomor dibatalkan.")
    return redirect(shown)
