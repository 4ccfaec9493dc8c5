"""How many people a program certifies in a scheme."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.lib.errors import NotNowError
from certify.once.decorators import changes
from programs import forms, operations, permissions, queries
from programs.models import Program, Quota


def _own_quota(user: User, pk: int) -> Quota:
    return get_object_or_404(queries.own_quotas(user), pk=pk)


def _form(shown: Program, data: Any = None, quota: Quota | None = None) -> forms.QuotaForm:
    return forms.QuotaForm(
        data, schemes=queries.schemes_for(shown), initial=forms.quota_initial(quota)
    )


@require_safe
def new_quota(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a scheme and its places."""
    user = actor(request)
    shown = get_object_or_404(queries.own_programs(user), pk=pk)
    permissions.may_edit_program(user, shown).require()
    context = {"form": _form(shown), "program": shown, "quota": None}
    return render(request, "programs/quota_form.html", context)


@changes
def set_quota(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the places of a scheme, new or known."""
    user = actor(request)
    shown = get_object_or_404(queries.own_programs(user), pk=pk)
    form = _form(shown, request.POST)
    if form.is_valid():
        scheme, places = form.cleaned_data["scheme"], form.cleaned_data["places"]
        try:
            operations.set_quota(
                program=shown, scheme=scheme, places=places, by=user, at=timezone.now()
            )
        except NotNowError as error:
            form.add_error("places", error.sentence)
        else:
            messages.success(request, f"Kuota {scheme.name}: {places} orang.")
            return redirect("programs:program", pk=pk)
    context = {"form": form, "program": shown, "quota": None}
    return render(request, "programs/quota_form.html", context, status=422)


@require_safe
def edit_quota(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the places of a scheme, to change or take out."""
    user = actor(request)
    quota = _own_quota(user, pk)
    permissions.may_edit_program(user, quota.program).require()
    context = {
        "form": _form(quota.program, quota=quota),
        "program": quota.program,
        "quota": quota,
        "taken": queries.places_taken(quota.program, quota.scheme),
    }
    return render(request, "programs/quota_form.html", context)


@changes
def remove_quota(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the scheme out of the program."""
    user = actor(request)
    quota = _own_quota(user, pk)
    operations.remove_quota(quota=quota, by=user, at=timezone.now())
    messages.success(request, f"Kuota {quota.scheme.name} dihapus.")
    return redirect("programs:program", pk=quota.program_id)
