"""Panels as a list, and convening one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import operations, permissions, queries
from assessments.forms import ConveneForm
from assessments.rules import PANEL_QUORUM
from assessments.views import reading
from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.errors import DomainError
from certify.once.decorators import changes
from programs.models import CertificationBody, Program


@require_safe
def panels(request: HttpRequest) -> HttpResponse:
    """Every panel of the body, and the programs whose people wait for one."""
    user = actor(request)
    context = {"panels": queries.panels_visible_to(user), "waiting": queries.awaiting_panel(user)}
    return render(request, "assessments/panels.html", context)


def _body(user: User, program: Program) -> CertificationBody:
    body = queries.body_for(user, program, Permission.CONVENE_PANEL)
    if body is None:
        raise Http404
    return body


def _convening(
    user: User, program: Program, body: CertificationBody, form: ConveneForm
) -> dict[str, Any]:
    waiting = list(queries.ready_for_panel(body=body, program=program))
    members = list(queries.committee(body, on=timezone.localdate()))
    barred = queries.of_deciders(members, [row.application for row in waiting])
    return {
        "program": program,
        "body": body,
        "form": form,
        "waiting": waiting,
        "members": [
            (member, [row for row in waiting if member.pk in barred[row.application_id]])
            for member in members
        ],
        "quorum": PANEL_QUORUM,
        "may": permissions.may_convene(user, body),
    }


@require_safe
def convene(request: HttpRequest, program: int) -> HttpResponse:
    """Day, place and members; who is tied to whom stands beside each name."""
    user = actor(request)
    row = get_object_or_404(Program, pk=program)
    body = _body(user, row)
    today = timezone.localdate()
    form = ConveneForm(
        committee=queries.committee(body, on=today),
        initial={"held_on": today, "place": body.organization.name},
    )
    return render(request, "assessments/convene.html", _convening(user, row, body, form))


@changes
def convene_panel(request: HttpRequest, program: int) -> HttpResponse:
    """Convene a panel over everybody who waits in a program."""
    user = actor(request)
    row = get_object_or_404(Program, pk=program)
    body = _body(user, row)
    committee = queries.committee(body, on=timezone.localdate())
    form = ConveneForm(request.POST, committee=committee)
    if form.is_valid():
        data = form.cleaned_data
        try:
            panel = operations.convene(
                body=body,
                program=row,
                held_on=data["held_on"],
                place=data["place"],
                chair=data["chair"],
                members=list(data["members"]),
                by=user,
                at=timezone.now(),
            )
        except DomainError as refusal:
            reading.refuse(form, refusal)
        else:
            return redirect("assessments:panel", pk=panel.pk)
    return reading.again(request, "assessments/convene.html", _convening(user, row, body, form))
