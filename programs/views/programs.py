"""The list of programs and the page of one."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes
from programs import forms, operations, permissions, queries
from programs.enums import ProgramStatus
from programs.models import Program

PER_PAGE = 50


class Progress(NamedTuple):
    """How far the preparation of a program has come."""

    has_quota: bool
    has_wave: bool
    people: int
    unsent: int


@require_safe
def programs(request: HttpRequest) -> HttpResponse:
    """Every program the person may see, newest year first."""
    user = actor(request)
    page = Paginator(queries.programs_page(user), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page_obj": page,
        "rows": [(row, queries.is_own(user, row)) for row in page],
        "may_create": bool(user.organizations_with(Permission.MANAGE_PROGRAMS)),
        "sees_agency": bool(user.organizations_with(Permission.VIEW_PROGRAMS)),
        "sees_body": bool(user.organizations_with(Permission.VIEW_CERTIFICATION)),
    }
    return render(request, "programs/programs.html", context)


def _new_form(user: User, data: Any = None) -> forms.ProgramForm:
    permissions.may_run_programs(user).require()
    organizations = queries.organizations_with(user, Permission.MANAGE_PROGRAMS)
    year = timezone.localdate().year
    return forms.ProgramForm(data, organizations=organizations, initial={"year": year})


@require_safe
def new_program(request: HttpRequest) -> HttpResponse:
    """Ask for name, year and funding."""
    form = _new_form(actor(request))
    return render(request, "programs/program_form.html", {"form": form, "program": None})


@changes
def create_program(request: HttpRequest) -> HttpResponse:
    """Begin the program."""
    user = actor(request)
    form = _new_form(user, request.POST)
    if form.is_valid():
        try:
            made = operations.create_program(
                organization=form.chosen(), facts=form.facts(), by=user, at=timezone.now()
            )
        except InvalidInputError as error:
            form.add_error("name", error.sentence)
        else:
            messages.success(request, f"Program {made.name} dibuat.")
            return redirect("programs:program", pk=made.pk)
    context = {"form": form, "program": None}
    return render(request, "programs/program_form.html", context, status=422)


@require_safe
def program(request: HttpRequest, pk: int) -> HttpResponse:
    """One program: as its agency sees it, or the little that a body sees."""
    user = actor(request)
    shown = get_object_or_404(queries.visible_to(user), pk=pk)
    if not queries.is_own(user, shown):
        return _program_of_another(request, user, shown)
    people, unsent = queries.people_of(shown)
    quotas, waves = list(queries.quotas_of(shown)), list(queries.waves_of(shown))
    context = {
        "program": shown,
        "quotas": quotas,
        "waves": waves,
        "people": people,
        "unsent": unsent,
        "imports": queries.imports_of(shown),
        "next": _next_step(shown, Progress(bool(quotas), bool(waves), people, unsent)),
        "sends_links": user.has(Permission.SEND_LINKS, within=shown.agency_id),
        "may_edit": permissions.may_edit_program(user, shown),
        "may_open": permissions.may_open_program(user, shown),
        "may_close": permissions.may_close_program(user, shown),
        "may_reopen": permissions.may_reopen_program(user, shown),
        "events": trail.timeline(shown, user=user),
    }
    return render(request, "programs/program.html", context)


def _program_of_another(request: HttpRequest, user: User, shown: Program) -> HttpResponse:
    bodies = user.organizations_with(Permission.VIEW_CERTIFICATION)
    context = {
        "program": shown,
        "quotas": queries.quotas_of(shown, bodies=bodies),
        "waves": queries.waves_of(shown),
        "counts": queries.application_counts(shown, bodies=bodies),
    }
    return render(request, "programs/program_of_agency.html", context)


def _next_step(shown: Program, done: Progress) -> dict[str, str]:
    """Name the one thing that moves this program on, with the page on which it is done."""
    pk = shown.pk
    if shown.status == ProgramStatus.CLOSED:
        return {}
    if not done.has_quota:
        return _step("tetapkan skema dan kuotanya.", "Tambah kuota", "programs:new_quota", pk)
    if not done.has_wave:
        return _step(
            "tambah angkatan: hari dan tempat.", "Tambah angkatan", "programs:new_wave", pk
        )
    if not done.people:
        return _step("masukkan peserta.", "Isi daftar peserta", "participants:enrollments", pk)
    if shown.status == ProgramStatus.PLANNING:
        return {"text": "buka program supaya permohonan bisa dikirim ke LSP.", "act": "open"}
    if done.unsent:
        return _step(
            f"{done.unsent} peserta belum dikirim permohonannya ke LSP.",
            f"Kirim {done.unsent} permohonan",
            "participants:send_applications",
            pk,
        )
    return _step("semua permohonan sudah dikirim.", "Buka papan", "desk:board", pk)


def _step(text: str, label: str, page: str, pk: int) -> dict[str, str]:
    return {"text": text, "label": label, "url": reverse(page, args=[pk])}


@require_safe
def edit_program(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands now."""
    user = actor(request)
    shown = get_object_or_404(queries.visible_to(user), pk=pk)
    permissions.may_edit_program(user, shown).require()
    form = forms.ProgramForm(
        initial={"name": shown.name, "year": shown.year, "funding_source": shown.funding_source}
    )
    return render(request, "programs/program_form.html", {"form": form, "program": shown})


@changes
def save_program(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the facts."""
    user = actor(request)
    shown = get_object_or_404(queries.visible_to(user), pk=pk)
    form = forms.ProgramForm(request.POST)
    if form.is_valid():
        try:
            operations.edit_program(program=shown, facts=form.facts(), by=user, at=timezone.now())
        except InvalidInputError as error:
            form.add_error("name", error.sentence)
        else:
            messages.success(request, "Data program disimpan.")
            return redirect("programs:program", pk=pk)
    context = {"form": form, "program": shown}
    return render(request, "programs/program_form.html", context, status=422)


@changes
def open_program(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the program."""
    user = actor(request)
    shown = get_object_or_404(queries.visible_to(user), pk=pk)
    operations.open_program(program=shown, by=user, at=timezone.now())
    messages.success(request, "Program berjalan. Permohonan sekarang bisa dikirim ke LSP.")
    return redirect("programs:program", pk=pk)


@changes
def close_program(request: HttpRequest, pk: int) -> HttpResponse:
    """End the program."""
    user = actor(request)
    shown = get_object_or_404(queries.visible_to(user), pk=pk)
    operations.close_program(program=shown, by=user, at=timezone.now())
    messages.success(request, "Program ditutup. Anda bisa membukanya kembali kapan saja.")
    return redirect("programs:program", pk=pk)


@changes
def reopen_program(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the program up again."""
    user = actor(request)
    shown = get_object_or_404(queries.visible_to(user), pk=pk)
    operations.reopen_program(program=shown, by=user, at=timezone.now())
    messages.success(request, "Program berjalan kembali.")
    return redirect("programs:program", pk=pk)
