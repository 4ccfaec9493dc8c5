"""Ties between assessors and people, declared before anybody is assigned."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes
from certify.privacy import keys
from participants import forms, operations, permissions, queries


@require_safe
def ties(request: HttpRequest, pk: int) -> HttpResponse:
    """Ties of one assessor."""
    user = actor(request)
    shown = get_object_or_404(queries.assessors_with_ties(user), pk=pk)
    context = {
        "assessor": shown,
        "ties": shown.ties.order_by("-declared_at", "pk"),
        "form": forms.TieForm(),
        "may_declare": permissions.may_declare_tie(user, shown),
        "may_remove": permissions.may_remove_tie(user, shown),
    }
    return render(request, "participants/ties.html", context)


@changes
def declare_tie(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare a tie to whoever has this NIK."""
    user = actor(request)
    shown = get_object_or_404(queries.assessors_with_ties(user), pk=pk)
    form = forms.TieForm(request.POST)
    if form.is_valid():
        try:
            operations.declare_tie(
                assessor=shown,
                nik_hash=keys.index(form.cleaned_data["nik"]),
                tie=form.cleaned_data["tie"],
                by=user,
                at=timezone.now(),
            )
        except InvalidInputError as error:
            form.add_error("nik", error.sentence)
        else:
            messages.success(request, "Hubungan dicatat. Asesor ini tidak akan ditugaskan padanya.")
            return redirect("participants:ties", pk=pk)
    context = {
        "assessor": shown,
        "ties": shown.ties.order_by("-declared_at", "pk"),
        "form": form,
        "may_declare": permissions.may_declare_tie(user, shown),
        "may_remove": permissions.may_remove_tie(user, shown),
    }
    return render(request, "participants/ties.html", context, status=422)


@changes
def declare_tie_here(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare a tie from an application, without typing the NIK."""
    user = actor(request)
    application = get_object_or_404(queries.applications_visible_to(user), pk=pk)
    permissions.may_declare_some_tie(user, application).require()
    form = forms.KnownTieForm(request.POST, assessors=queries.assessors_to_tie(user, application))
    if not form.is_valid():
        messages.warning(request, "Pilih asesornya dan tulis hubungannya.")
        return redirect("participants:application", pk=pk)
    assessor, tie = form.cleaned_data["assessor"], form.cleaned_data["tie"]
    operations.declare_tie(
        assessor=assessor, nik_hash=application.nik_hash, tie=tie, by=user, at=timezone.now()
    )
    messages.success(request, f"Hubungan dengan {assessor.user.full_name} dicatat.")
    return redirect("participants:application", pk=pk)


@changes
def remove_tie(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a tie entered by mistake."""
    user = actor(request)
    tie = get_object_or_404(queries.ties_visible_to(user), pk=pk)
    assessor = tie.assessor_id
    operations.remove_tie(tie=tie, by=user, at=timezone.now())
    messages.success(request, "Hubungan dihapus dari daftar.")
    return redirect("participants:ties", pk=assessor)
