"""The body's side: applications of a program, and one application."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.audit import trail
from certify.lib import nik as nik_rules
from participants import forms, permissions, queries
from participants.enums import ApplicationStatus, Sex
from participants.models import Application
from participants.views.people import photo_response
from programs import queries as programs

PER_PAGE = 100


@require_safe
def applications(request: HttpRequest, program: int) -> HttpResponse:
    """Applications of a program at the person's bodies, those that wait chosen for accepting."""
    user = actor(request)
    shown = get_object_or_404(programs.programs_of_bodies(user), pk=program)
    rows = queries.applications_visible_to(user).filter(enrollment__program=shown)
    counts = queries.application_counts(rows)
    chosen = request.GET.get("saring", "")
    page = Paginator(
        rows.filter(status=chosen) if chosen in ApplicationStatus.values else rows, PER_PAGE
    ).get_page(request.GET.get("halaman"))
    context = {
        "program": shown,
        "page_obj": page,
        "tabs": _tabs(shown.pk, counts, chosen),
        "waiting": counts.get(ApplicationStatus.SUBMITTED, 0),
        "may_answer": _may_answer(user),
        "repeats": queries.known_before(page.object_list),
    }
    return render(request, "participants/applications.html", context)


def _may_answer(user: User) -> bool:
    return bool(user.organizations_with(Permission.ACCEPT_APPLICATIONS))


def _tabs(program: int, counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    url = reverse("participants:applications", args=[program])
    everything = {
        "label": "Semua",
        "count": sum(counts.values()),
        "url": url,
        "current": chosen not in ApplicationStatus.values,
    }
    return [everything] + [
        {
            "label": status.label,
            "count": counts[status],
            "url": f"{url}?saring={status.value}",
            "current": chosen == status,
        }
        for status in ApplicationStatus
        if counts.get(status)
    ]


@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """The body's copy, what is doubtful in it, and the answers that may be given."""
    user = actor(request)
    shown = get_object_or_404(queries.applications_visible_to(user), pk=pk)
    context = {
        "application": shown,
        "doubts": _doubts(shown),
        "others": queries.other_applications(shown),
        "trainings": queries.trainings_of(shown),
        "ties": queries.ties_of(shown),
        "tie_form": forms.KnownTieForm(assessors=queries.assessors_to_tie(user, shown)),
        "may_accept": permissions.may_accept_application(user, shown),
        "may_return": permissions.may_return_application(user, shown),
        "may_reject": permissions.may_reject_application(user, shown),
        "may_reveal": permissions.may_reveal_application(user, shown),
        "reveal_form": forms.RevealForm(),
        "events": trail.timeline(shown, user=user),
        "next_waiting": queries.next_waiting(user, shown),
    }
    return render(request, "participants/application.html", context)


def _doubts(shown: Application) -> list[str]:
    found = nik_rules.doubts(shown.nik, born_on=shown.birth_date, is_female=shown.sex == Sex.FEMALE)
    if not shown.photo:
        found.append("Pas foto belum ada.")
    age = timezone.localdate().year - shown.birth_date.year
    if age < YOUNGEST:
        found.append(f"Usianya sekitar {age} tahun. Periksa tanggal lahirnya.")
    return found


YOUNGEST = 15


@require_safe
@cache_control(private=True, max_age=300)
def application_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The photograph of the copy, to who may see the application."""
    shown = get_object_or_404(queries.applications_visible_to(actor(request)), pk=pk)
    return photo_response(shown.photo)
