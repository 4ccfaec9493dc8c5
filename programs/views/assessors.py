"""Assessors of a body."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import Organization, User
from certify.accounts.roles import OrganizationKind, Permission
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes
from programs import forms, operations, permissions, queries
from programs.models import CertificationBody

PER_PAGE = 50


@require_safe
def assessors(request: HttpRequest) -> HttpResponse:
    """Every assessor of the person's bodies, and who holds the role without being entered."""
    user = actor(request)
    rows = queries.assessors_visible_to(user)
    managed = queries.organizations_with(user, Permission.MANAGE_ASSESSORS)
    context = {
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman")),
        "bodies": list(managed),
        "today": timezone.localdate(),
    }
    return render(request, "programs/assessors.html", context)


def _body(user: User, pk: int) -> CertificationBody:
    own = queries.organizations_with(user, Permission.VIEW_CERTIFICATION)
    organization: Organization = get_object_or_404(own, pk=pk, kind=OrganizationKind.BODY)
    return operations.body_for(organization)


def _new_form(body: CertificationBody, data: Any = None) -> forms.NewAssessorForm:
    return forms.NewAssessorForm(data, users=queries.accounts_without_assessor(body))


@require_safe
def new_assessor(request: HttpRequest, body: int) -> HttpResponse:
    """Ask for the account and its MET number."""
    user = actor(request)
    within = _body(user, body)
    permissions.may_register_assessor(user, within).require()
    context = {"form": _new_form(within), "body": within, "assessor": None}
    return render(request, "programs/assessor_form.html", context)


@changes
def register_assessor(request: HttpRequest, body: int) -> HttpResponse:
    """Enter the assessor."""
    user = actor(request)
    within = _body(user, body)
    form = _new_form(within, request.POST)
    if form.is_valid():
        try:
            made = operations.register_assessor(
                body=within,
                user=form.cleaned_data["user"],
                facts=form.facts(),
                by=user,
                at=timezone.now(),
            )
        except InvalidInputError as error:
            form.add_error("met_number", error.sentence)
        else:
            messages.success(request, f"{made.user.full_name} terdaftar sebagai asesor.")
            return redirect("programs:assessor", pk=made.pk)
    context = {"form": form, "body": within, "assessor": None}
    return render(request, "programs/assessor_form.html", context, status=422)


@require_safe
def assessor(request: HttpRequest, pk: int) -> HttpResponse:
    """One assessor."""
    user = actor(request)
    shown = get_object_or_404(queries.assessors_visible_to(user), pk=pk)
    context = {
        "assessor": shown,
        "is_expired": shown.valid_until < timezone.localdate(),
        "may_edit": permissions.may_edit_assessor(user, shown),
        "events": trail.timeline(shown, user=user),
    }
    return render(request, "programs/assessor.html", context)


@require_safe
def edit_assessor(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands now."""
    user = actor(request)
    shown = get_object_or_404(queries.assessors_visible_to(user), pk=pk)
    permissions.may_edit_assessor(user, shown).require()
    form = forms.AssessorForm(initial=forms.AssessorForm.initial_of(shown))
    context = {"form": form, "body": shown.body, "assessor": shown}
    return render(request, "programs/assessor_form.html", context)


@changes
def save_assessor(request: HttpRequest, pk: int) -> HttpResponse:
    """Change it."""
    user = actor(request)
    shown = get_object_or_404(queries.assessors_visible_to(user), pk=pk)
    form = forms.AssessorForm(request.POST)
    if form.is_valid():
        try:
            operations.edit_assessor(assessor=shown, facts=form.facts(), by=user, at=timezone.now())
        except InvalidInputError as error:
            form.add_error("met_number", error.sentence)
        else:
            messages.success(request, "Data asesor disimpan.")
            return redirect("programs:assessor", pk=pk)
    context = {"form": form, "body": shown.body, "assessor": shown}
    return render(request, "programs/assessor_form.html", context, status=422)
