"""One person typed by hand into a program; who is known already is offered instead."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes
from participants import forms, operations, permissions, queries
from programs import queries as programs
from programs.models import Program


def _context(shown: Program, person: forms.PersonForm, place: forms.PlaceForm) -> dict[str, Any]:
    return {"program": shown, "form": person, "place": place}


@require_safe
def new_participant(request: HttpRequest, program: int) -> HttpResponse:
    """Ask for the person, the scheme and the wave."""
    user = actor(request)
    shown = get_object_or_404(programs.own_programs(user), pk=program)
    permissions.may_enroll(user, shown).require()
    context = _context(
        shown, forms.PersonForm(today=timezone.localdate()), forms.PlaceForm(program=shown)
    )
    return render(request, "participants/participant_form.html", context)


@changes
def add_participant(request: HttpRequest, program: int) -> HttpResponse:
    """Enter and enroll a new person, or offer the known one with the same NIK."""
    user = actor(request)
    shown = get_object_or_404(programs.own_programs(user), pk=program)
    form = forms.PersonForm(request.POST, today=timezone.localdate())
    place = forms.PlaceForm(request.POST, program=shown)
    context = _context(shown, form, place)
    if form.is_valid() & place.is_valid():
        facts = form.facts()
        known = queries.person_by_nik(shown.agency, facts.nik)
        if known is None:
            row = operations.enroll_new(
                program=shown, facts=facts, **place.cleaned_data, by=user, at=timezone.now()
            )
            messages.success(request, f"{facts.full_name} terdaftar, nomor {row.number}.")
            return redirect("participants:enrollments", program=program)
        context |= {
            "known": known,
            "known_here": known.enrollments.filter(program=shown).first(),
            "earlier": queries.earlier_enrollments(known),
        }
    return render(request, "participants/participant_form.html", context, status=422)


@changes
def enroll_same_person(request: HttpRequest, program: int, person: int) -> HttpResponse:
    """Enroll the known person: "orang yang sama"."""
    user = actor(request)
    shown = get_object_or_404(programs.own_programs(user), pk=program)
    known = get_object_or_404(queries.people_visible_to(user), pk=person, agency=shown.agency_id)
    place = forms.PlaceForm(request.POST, program=shown)
    if not place.is_valid():
        sentence = "Skema atau angkatannya belum dipilih. Kembali, lalu pilih skemanya."
        raise InvalidInputError(sentence)
    row = operations.enroll(
        program=shown, person=known, **place.cleaned_data, by=user, at=timezone.now()
    )
    messages.success(request, f"{known.full_name} terdaftar, nomor {row.number}.")
    return redirect("participants:enrollments", program=program)
