"""The certification manager gives people to assessors."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import operations, permissions, queries
from assessments.forms import AssignmentForm, DayForm, PeopleForm
from assessments.models import Assessment
from assessments.views import reading
from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.dates import long_date
from certify.lib.errors import DomainError
from certify.once.decorators import changes
from programs.models import CertificationBody, Program

PAGE = "assessments/assign.html"


def _body(user: User, program: Program) -> CertificationBody:
    body = queries.body_for(user, program, Permission.ASSIGN_ASSESSORS)
    if body is None:
        raise Http404
    return body


def _usual_day(program: Program) -> dt.date:
    today = timezone.localdate()
    coming = program.waves.filter(ends_on__gte=today).order_by("starts_on", "pk").first()
    return max(coming.starts_on, today) if coming else today


def _context(
    user: User, program: Program, *, day: dt.date, form: AssignmentForm, ticked: set[int]
) -> dict[str, Any]:
    body = _body(user, program)
    waiting = queries.awaiting_assignment(user).filter(enrollment__program=program)
    assigned = queries.visible_to(user).filter(program=program, body=body)
    return {
        "program": program,
        "body": body,
        "day": day,
        "loads": queries.loads(body, on=day),
        "waiting": waiting,
        "ticked": ticked,
        "assigned": assigned,
        "form": form,
    }


@require_safe
def assign(request: HttpRequest, program: int) -> HttpResponse:
    """Who still needs an assessor, and who has room on the day."""
    user = actor(request)
    row = get_object_or_404(Program, pk=program)
    day = DayForm(request.GET).day(otherwise=_usual_day(row))
    loads = queries.loads(_body(user, row), on=day)
    form = AssignmentForm(loads=loads, initial={"scheduled_on": day})
    return render(request, PAGE, _context(user, row, day=day, form=form, ticked=set()))


@changes
def assign_people(request: HttpRequest, program: int) -> HttpResponse:
    """Give the ticked people to one assessor for one day; all of them or none."""
    user = actor(request)
    row = get_object_or_404(Program, pk=program)
    body = _body(user, row)
    day = DayForm({"tanggal": request.POST.get("scheduled_on")}).day(otherwise=_usual_day(row))
    waiting = queries.applications_at(body, row)
    form = AssignmentForm(request.POST, loads=queries.loads(body, on=day))
    people = PeopleForm(request.POST, waiting=waiting)
    if form.is_valid() and people.is_valid():
        chosen = list(people.cleaned_data["people"])
        try:
            made = operations.assign_many(
                applications=chosen,
                assessor=form.cleaned_data["assessor"],
                scheduled_on=form.cleaned_data["scheduled_on"],
                by=user,
                at=timezone.now(),
            )
        except DomainError as refusal:
            reading.refuse(form, refusal)
        else:
            name = form.cleaned_data["assessor"].user.full_name
            messages.success(
                request, f"{len(made)} orang ditugaskan kepada {name} pada {long_date(day)}."
            )
            return redirect("assessments:assign", program=row.pk)
    for sentence in people.errors.get("people", []):
        form.add_error(None, sentence)
    ticked = {int(key) for key in request.POST.getlist("people") if key.isdigit()}
    return reading.again(request, PAGE, _context(user, row, day=day, form=form, ticked=ticked))


def _reassign_context(
    assessment: Assessment, form: AssignmentForm, *, day: dt.date, user: User
) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "form": form,
        "day": day,
        "may": permissions.may_reassign(user, assessment),
        "facts": reading.facts_of(assessment),
    }


@require_safe
def reassignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Another assessor or day for one person, with the free places of that day."""
    assessment = reading.visible(request, pk)
    day = DayForm(request.GET).day(otherwise=assessment.scheduled_on)
    form = AssignmentForm(
        loads=queries.loads(assessment.body, on=day),
        initial={"assessor": assessment.assessor_id, "scheduled_on": day},
    )
    context = _reassign_context(assessment, form, day=day, user=actor(request))
    return render(request, "assessments/reassignment.html", context)


@changes
def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Change assessor or day of one person."""
    assessment = reading.visible(request, pk)
    user = actor(request)
    permissions.may_reassign(user, assessment).require()
    day = DayForm({"tanggal": request.POST.get("scheduled_on")}).day(
        otherwise=assessment.scheduled_on
    )
    form = AssignmentForm(request.POST, loads=queries.loads(assessment.body, on=day))
    if form.is_valid():
        try:
            operations.reassign(
                assessment=assessment,
                assessor=form.cleaned_data["assessor"],
                scheduled_on=form.cleaned_data["scheduled_on"],
                by=user,
                at=timezone.now(),
            )
        except DomainError as refusal:
            reading.refuse(form, refusal)
        else:
            messages.success(request, "Penugasan diganti.")
            return redirect("assessments:assessment", pk=assessment.pk)
    context = _reassign_context(assessment, form, day=day, user=user)
    return reading.again(request, "assessments/reassignment.html", context)
