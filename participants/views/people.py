"""The agency's register: list, search, one person, photograph."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes
from participants import forms, operations, permissions, queries, rules
from participants.models import Person

PER_PAGE = 50


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody in the register, found by name, village, business or phone.

    A whole NIK is never searched here: it would stand in the address.
    """
    user = actor(request)
    text = request.GET.get("q", "").strip()[:80]
    page = Paginator(queries.people_page(user, text), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page_obj": page,
        "q": text,
        "sees_register": queries.sees_register(user),
        "programs": queries.programs_to_fill(user),
    }
    return render(request, "participants/people.html", context)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: facts, programs, trainings, Riwayat."""
    user = actor(request)
    shown = get_object_or_404(queries.people_visible_to(user), pk=pk)
    return render(request, "participants/person.html", _person_context(user, shown))


def _person_context(user: User, shown: Person, **more: Any) -> dict[str, Any]:
    context = {
        "person": shown,
        "enrollments": queries.earlier_enrollments(shown),
        "trainings": shown.trainings.select_related("trainer").order_by("-held_on", "pk"),
        "may_edit": permissions.may_edit_person(user, shown),
        "may_reveal": permissions.may_reveal_person(user, shown),
        "reveal_form": forms.RevealForm(),
        "photo_form": forms.PhotoForm(),
        "enroll_form": forms.EnrollForm(quotas=queries.quotas_open_to(user, shown)),
        "events": trail.timeline(shown, user=user),
    }
    return context | more


def _edit_form(shown: Person, data: Any = None) -> forms.EditPersonForm:
    return forms.EditPersonForm(
        data,
        person=shown,
        today=timezone.localdate(),
        initial=forms.PersonForm.initial_of(shown),
    )


@require_safe
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands now, without the NIK."""
    user = actor(request)
    shown = get_object_or_404(queries.people_visible_to(user), pk=pk)
    permissions.may_edit_person(user, shown).require()
    context = {"form": _edit_form(shown), "person": shown}
    return render(request, "participants/person_form.html", context)


@changes
def save_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the person; say which applications keep the old copy."""
    user = actor(request)
    shown = get_object_or_404(queries.people_visible_to(user), pk=pk)
    form = _edit_form(shown, request.POST)
    if form.is_valid():
        try:
            operations.edit_person(person=shown, facts=form.facts(), by=user, at=timezone.now())
        except InvalidInputError as error:
            form.add_error("nik", error.sentence)
        else:
            messages.success(request, "Data orang ini disimpan.")
            if queries.has_sent_application(shown):
                messages.info(
                    request,
                    "Permohonan yang sudah dikirim memakai salinan lama. Kalau LSP perlu data "
                    "baru, minta LSP mengembalikannya, lalu kirim ulang.",
                )
            return redirect("participants:person", pk=pk)
    context = {"form": form, "person": shown}
    return render(request, "participants/person_form.html", context, status=422)


@require_safe
@cache_control(private=True, max_age=300)
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The photograph, to who may see the person."""
    shown = get_object_or_404(queries.people_visible_to(actor(request)), pk=pk)
    return photo_response(shown.photo)


def photo_response(file: Any) -> HttpResponseBase:
    """Send a kept photograph; its name says nothing about the person."""
    if not file or not file.storage.exists(file.name):
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/jpeg")


@changes
def set_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Re-encode and keep a photograph."""
    user = actor(request)
    shown = get_object_or_404(queries.people_visible_to(user), pk=pk)
    form = forms.PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            jpeg = rules.portrait(form.cleaned_data["photo"].read())
            operations.set_photo(person=shown, jpeg=jpeg, by=user, at=timezone.now())
        except InvalidInputError as error:
            form.add_error("photo", error.sentence)
        else:
            messages.success(request, "Foto disimpan.")
            return redirect("participants:person", pk=pk)
    context = _person_context(user, shown, photo_form=form)
    return render(request, "participants/person.html", context, status=422)


@changes
def remove_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the photograph out."""
    user = actor(request)
    shown = get_object_or_404(queries.people_visible_to(user), pk=pk)
    operations.remove_photo(person=shown, by=user, at=timezone.now())
    messages.success(request, "Foto dihapus.")
    return redirect("participants:person", pk=pk)


@changes
def enroll_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a known person into another program."""
    user = actor(request)
    shown = get_object_or_404(queries.people_visible_to(user), pk=pk)
    permissions.may_edit_person(user, shown).require()
    form = forms.EnrollForm(request.POST, quotas=queries.quotas_open_to(user, shown))
    if form.is_valid():
        quota = form.cleaned_data["quota"]
        row = operations.enroll(
            program=quota.program, person=shown, scheme=quota.scheme, by=user, at=timezone.now()
        )
        messages.success(request, f"{shown.full_name} terdaftar dengan nomor {row.number}.")
        return redirect("participants:enrollment", pk=row.pk)
    context = _person_context(user, shown, enroll_form=form)
    return render(request, "participants/person.html", context, status=422)
