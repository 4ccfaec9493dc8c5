"""Waves of a program: when and where."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes
from programs import forms, operations, permissions, queries
from programs.models import Program, Wave


def _own_wave(user: User, pk: int) -> Wave:
    return get_object_or_404(queries.own_waves(user), pk=pk)


def _form(shown: Program, data: Any = None, wave: Wave | None = None) -> forms.WaveForm:
    return forms.WaveForm(
        data,
        venues=shown.agency.venues.order_by("name", "pk"),
        initial=forms.WaveForm.initial_of(wave) if wave else None,
    )


@require_safe
def new_wave(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for name, days and place."""
    user = actor(request)
    shown = get_object_or_404(queries.own_programs(user), pk=pk)
    permissions.may_edit_program(user, shown).require()
    context = {"form": _form(shown), "program": shown, "wave": None}
    return render(request, "programs/wave_form.html", context)


@changes
def add_wave(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the wave."""
    user = actor(request)
    shown = get_object_or_404(queries.own_programs(user), pk=pk)
    form = _form(shown, request.POST)
    if form.is_valid():
        try:
            wave = operations.add_wave(
                program=shown, facts=form.facts(), by=user, at=timezone.now()
            )
        except InvalidInputError as error:
            form.add_error("name", error.sentence)
        else:
            messages.success(request, f"{wave.name} ditambahkan.")
            return redirect("programs:program", pk=pk)
    context = {"form": form, "program": shown, "wave": None}
    return render(request, "programs/wave_form.html", context, status=422)


@require_safe
def edit_wave(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands now."""
    user = actor(request)
    wave = _own_wave(user, pk)
    permissions.may_edit_program(user, wave.program).require()
    context = {"form": _form(wave.program, wave=wave), "program": wave.program, "wave": wave}
    return render(request, "programs/wave_form.html", context)


@changes
def save_wave(request: HttpRequest, pk: int) -> HttpResponse:
    """Change days or place."""
    user = actor(request)
    wave = _own_wave(user, pk)
    form = _form(wave.program, request.POST)
    if form.is_valid():
        try:
            operations.edit_wave(wave=wave, facts=form.facts(), by=user, at=timezone.now())
        except InvalidInputError as error:
            form.add_error("name", error.sentence)
        else:
            messages.success(request, "Angkatan disimpan.")
            return redirect("programs:program", pk=wave.program_id)
    context = {"form": form, "program": wave.program, "wave": wave}
    return render(request, "programs/wave_form.html", context, status=422)


@changes
def remove_wave(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a wave nobody is in."""
    user = actor(request)
    wave = _own_wave(user, pk)
    operations.remove_wave(wave=wave, by=user, at=timezone.now())
    messages.success(request, f"{wave.name} dihapus.")
    return redirect("programs:program", pk=wave.program_id)
