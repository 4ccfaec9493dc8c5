"""Places of assessment (TUK) of an agency."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes
from programs import forms, operations, permissions, queries

PER_PAGE = 50


@require_safe
def venues(request: HttpRequest) -> HttpResponse:
    """Every place of the person's agencies."""
    user = actor(request)
    rows = queries.venues_visible_to(user)
    context = {
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman")),
        "may_add": bool(user.organizations_with(Permission.MANAGE_PROGRAMS)),
    }
    return render(request, "programs/venues.html", context)


def _new_form(user: User, data: Any = None) -> forms.VenueForm:
    permissions.may_run_programs(user).require()
    organizations = queries.organizations_with(user, Permission.MANAGE_PROGRAMS)
    return forms.VenueForm(data, organizations=organizations)


def _way_back(request: HttpRequest) -> str:
    """The page that asked for a place (a wave's form), when it is one of ours."""
    wanted = request.POST.get("kembali") or request.GET.get("kembali") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


@require_safe
def new_venue(request: HttpRequest) -> HttpResponse:
    """Ask for name, kind and address."""
    context = {"form": _new_form(actor(request)), "venue": None, "back": _way_back(request)}
    return render(request, "programs/venue_form.html", context)


@changes
def add_venue(request: HttpRequest) -> HttpResponse:
    """Enter the place."""
    user = actor(request)
    form = _new_form(user, request.POST)
    if form.is_valid():
        try:
            venue = operations.add_venue(
                organization=form.chosen(), facts=form.facts(), by=user, at=timezone.now()
            )
        except InvalidInputError as error:
            form.add_error("name", error.sentence)
        else:
            messages.success(request, f"{venue.name} ditambahkan.")
            return redirect(_way_back(request) or "programs:venues")
    context = {"form": form, "venue": None, "back": _way_back(request)}
    return render(request, "programs/venue_form.html", context, status=422)


@require_safe
def edit_venue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands now."""
    user = actor(request)
    venue = get_object_or_404(queries.venues_visible_to(user), pk=pk)
    permissions.may_create_program(user, venue.agency.organization).require()
    form = forms.VenueForm(
        initial={"name": venue.name, "kind": venue.kind, "address": venue.address}
    )
    return render(request, "programs/venue_form.html", {"form": form, "venue": venue})


@changes
def save_venue(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the place."""
    user = actor(request)
    venue = get_object_or_404(queries.venues_visible_to(user), pk=pk)
    form = forms.VenueForm(request.POST)
    if form.is_valid():
        try:
            operations.edit_venue(venue=venue, facts=form.facts(), by=user, at=timezone.now())
        except InvalidInputError as error:
            form.add_error("name", error.sentence)
        else:
            messages.success(request, "Tempat disimpan.")
            return redirect("programs:venues")
    context = {"form": form, "venue": venue}
    return render(request, "programs/venue_form.html", context, status=422)
