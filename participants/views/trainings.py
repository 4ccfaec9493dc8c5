"""Trainings of a person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.once.decorators import changes
from participants import forms, operations, permissions, queries
from participants.models import Person


def _form(shown: Person, data: Any = None) -> forms.TrainingForm:
    return forms.TrainingForm(
        data, trainers=queries.possible_trainers(shown.agency_id), today=timezone.localdate()
    )


@require_safe
def new_training(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask who trained the person, and when."""
    user = actor(request)
    shown: Person = get_object_or_404(queries.people_visible_to(user), pk=pk)
    permissions.may_edit_person(user, shown).require()
    return render(
        request, "participants/training_form.html", {"form": _form(shown), "person": shown}
    )


@changes
def record_training(request: HttpRequest, pk: int) -> HttpResponse:
    """Write it down."""
    user = actor(request)
    shown = get_object_or_404(queries.people_visible_to(user), pk=pk)
    form = _form(shown, request.POST)
    if form.is_valid():
        operations.record_training(person=shown, facts=form.facts(), by=user, at=timezone.now())
        messages.success(request, "Pelatihan dicatat.")
        return redirect("participants:person", pk=pk)
    context = {"form": form, "person": shown}
    return render(request, "participants/training_form.html", context, status=422)


@changes
def remove_training(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was entered by mistake."""
    user = actor(request)
    training = get_object_or_404(queries.trainings_visible_to(user), pk=pk)
    person = training.person_id
    operations.remove_training(training=training, by=user, at=timezone.now())
    messages.success(request, "Catatan pelatihan dihapus.")
    return redirect("participants:person", pk=person)
