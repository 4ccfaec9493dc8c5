"""Schemes of a body: drafted, put in force, followed by a version, ended."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.roles import Permission
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes
from programs import forms, operations, permissions, queries

PER_PAGE = 50


@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    """Every scheme of the person's bodies."""
    user = actor(request)
    context = {
        "page_obj": Paginator(queries.schemes_page(user), PER_PAGE).get_page(
            request.GET.get("halaman")
        ),
        "bodies": queries.organizations_with(user, Permission.VIEW_CERTIFICATION),
        "may_create": permissions.may_keep_standards(user),
    }
    return render(request, "programs/schemes.html", context)


@require_safe
def new_scheme(request: HttpRequest) -> HttpResponse:
    """Ask for the standard first, then for the scheme over its units."""
    user = actor(request)
    standards = queries.standards_managed_by(user)
    permissions.may_keep_standards(user).require()
    start = forms.SchemeStartForm(request.GET or None, standards=standards)
    if not start.is_valid():
        context = {"start": start, "has_standards": standards.exists()}
        return render(request, "programs/scheme_start.html", context)
    standard = start.cleaned_data["standar"]
    form = forms.SchemeForm(units=queries.standard_units(standard))
    context = {"form": form, "standard": standard, "scheme": None}
    return render(request, "programs/scheme_form.html", context)


@changes
def create_scheme(request: HttpRequest, standard: int) -> HttpResponse:
    """Begin the draft."""
    user = actor(request)
    base = get_object_or_404(queries.standards_visible_to(user), pk=standard)
    form = forms.SchemeForm(request.POST, units=queries.standard_units(base))
    if form.is_valid():
        try:
            made = operations.create_scheme(
                body=base.body,
                standard=base,
                facts=form.facts(),
                groups=form.groups(),
                by=user,
                at=timezone.now(),
            )
        except InvalidInputError as error:
            form.add_error("code", error.sentence)
        else:
            messages.success(request, f"Rancangan skema {made.name} disimpan.")
            return redirect("programs:scheme", pk=made.pk)
    context = {"form": form, "standard": base, "scheme": None}
    return render(request, "programs/scheme_form.html", context, status=422)


@require_safe
def scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """One scheme with its units, elements and criteria."""
    user = actor(request)
    shown = get_object_or_404(queries.schemes_visible_to(user), pk=pk)
    context = {
        "scheme": shown,
        "units": queries.units_of(shown),
        "incomplete": {unit.pk for unit in queries.units_without_criteria(shown)},
        "may_edit": permissions.may_edit_scheme(user, shown),
        "may_publish": permissions.may_publish_scheme(user, shown),
        "may_renew": permissions.may_renew_scheme(user, shown),
        "may_retire": permissions.may_retire_scheme(user, shown),
        "events": trail.timeline(shown, user=user),
    }
    return render(request, "programs/scheme.html", context)


@require_safe
def edit_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the draft."""
    user = actor(request)
    shown = get_object_or_404(queries.schemes_visible_to(user), pk=pk)
    permissions.may_edit_scheme(user, shown).require()
    form = forms.SchemeForm(
        units=queries.standard_units(shown.standard), initial=forms.SchemeForm.initial_of(shown)
    )
    context = {"form": form, "standard": shown.standard, "scheme": shown}
    return render(request, "programs/scheme_form.html", context)


@changes
def save_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the draft."""
    user = actor(request)
    shown = get_object_or_404(queries.schemes_visible_to(user), pk=pk)
    form = forms.SchemeForm(request.POST, units=queries.standard_units(shown.standard))
    if form.is_valid():
        try:
            operations.edit_scheme(
                scheme=shown,
                facts=form.facts(),
                groups=form.groups(),
                by=user,
                at=timezone.now(),
            )
        except InvalidInputError as error:
            form.add_error("code", error.sentence)
        else:
            messages.success(request, "Rancangan skema disimpan.")
            return redirect("programs:scheme", pk=pk)
    context = {"form": form, "standard": shown.standard, "scheme": shown}
    return render(request, "programs/scheme_form.html", context, status=422)


@changes
def publish_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the scheme in force."""
    user = actor(request)
    shown = get_object_or_404(queries.schemes_visible_to(user), pk=pk)
    operations.publish_scheme(scheme=shown, by=user, at=timezone.now())
    messages.success(request, f"Skema {shown.name} berlaku dan bisa dipilih dinas.")
    return redirect("programs:scheme", pk=pk)


@changes
def renew_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version."""
    user = actor(request)
    shown = get_object_or_404(queries.schemes_visible_to(user), pk=pk)
    draft = operations.new_scheme_version(scheme=shown, by=user, at=timezone.now())
    messages.success(request, f"Rancangan versi {draft.version} dimulai.")
    return redirect("programs:scheme", pk=draft.pk)


@require_safe
def confirm_retire_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what ending a scheme means."""
    user = actor(request)
    shown = get_object_or_404(queries.schemes_visible_to(user), pk=pk)
    permissions.may_retire_scheme(user, shown).require()
    context = {
        "question": f"Akhiri skema {shown.name} versi {shown.version}?",
        "consequence": (
            "Skema ini tidak bisa dipilih lagi untuk kuota baru. Asesmen yang sedang berjalan "
            "dan sertifikat yang sudah terbit tidak berubah."
        ),
        "action": reverse("programs:retire_scheme", args=[pk]),
        "verb": "Akhiri skema",
        "danger": True,
        "back_url": reverse("programs:scheme", args=[pk]),
    }
    return render(request, "confirm.html", context)


@changes
def retire_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """End the scheme."""
    user = actor(request)
    shown = get_object_or_404(queries.schemes_visible_to(user), pk=pk)
    operations.retire_scheme(scheme=shown, by=user, at=timezone.now())
    messages.success(request, f"Skema {shown.name} tidak dipakai lagi.")
    return redirect("programs:scheme", pk=pk)
