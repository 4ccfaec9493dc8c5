"""Standards of a body: imported, read, taken back while nothing stands on them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotNowError
from certify.once.decorators import changes
from programs import forms, importing, operations, permissions, queries

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    """Every standard of the person's bodies, newest version first."""
    user = actor(request)
    context = {
        "page_obj": Paginator(queries.standards_visible_to(user), PER_PAGE).get_page(
            request.GET.get("halaman")
        ),
        "may_import": bool(user.organizations_with(Permission.MANAGE_STANDARDS)),
    }
    return render(request, "programs/standards.html", context)


def _form(user: User, data: Any = None, files: Any = None) -> forms.StandardForm:
    permissions.may_keep_standards(user).require()
    organizations = queries.organizations_with(user, Permission.MANAGE_STANDARDS)
    return forms.StandardForm(data, files, organizations=organizations)


@require_safe
def new_standard(request: HttpRequest) -> HttpResponse:
    """Ask for a file and explain its columns."""
    context = {"form": _form(actor(request)), "columns": importing.COLUMNS}
    return render(request, "programs/standard_form.html", context)


@changes
def import_standard(request: HttpRequest) -> HttpResponse:
    """Read the file and keep every standard in it."""
    user = actor(request)
    form = _form(user, request.POST, request.FILES)
    faults: list[str] = []
    if form.is_valid():
        try:
            catalogue = importing.read_file(form.cleaned_data["file"].read())
            body = operations.body_for(form.chosen())
            made = operations.import_catalogue(
                body=body, catalogue=catalogue, by=user, at=timezone.now()
            )
        except importing.FileFaultsError as error:
            form.add_error("file", "Berkas belum bisa diimpor. Perbaiki yang tertulis di bawah.")
            faults = error.faults
        except (InvalidInputError, NotNowError) as error:
            form.add_error("file", error.sentence)
        else:
            messages.success(request, f"{len(made)} standar diimpor.")
            return redirect("programs:standard", pk=made[0].pk)
    context = {"form": form, "columns": importing.COLUMNS, "faults": faults}
    return render(request, "programs/standard_form.html", context, status=422)


@require_safe
def standard_template(request: HttpRequest) -> HttpResponse:
    """Give the empty spreadsheet with an example row."""
    del request
    response = HttpResponse(importing.template(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="templat-standar.xlsx"'
    return response


@require_safe
def standard(request: HttpRequest, pk: int) -> HttpResponse:
    """One standard with everything in it."""
    user = actor(request)
    shown = get_object_or_404(queries.standards_visible_to(user), pk=pk)
    context = {
        "standard": shown,
        "units": queries.standard_units(shown),
        "schemes": shown.schemes.order_by("name", "-version", "pk"),
        "may_create": permissions.may_create_scheme(user, shown.body),
        "may_remove": permissions.may_remove_standard(user, shown),
        "events": trail.timeline(shown, user=user),
    }
    return render(request, "programs/standard.html", context)


@changes
def remove_standard(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the import back."""
    user = actor(request)
    shown = get_object_or_404(queries.standards_visible_to(user), pk=pk)
    operations.remove_standard(standard=shown, by=user, at=timezone.now())
    messages.success(request, f"{shown} dihapus.")
    return redirect("programs:standards")
