"""The agency's side of applications: sent, sent again, taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.once.decorators import changes
from participants import forms, operations, permissions, queries
from participants.models import Application
from participants.views.enrollments import say
from programs import queries as programs


@require_safe
def send_applications(request: HttpRequest, program: int) -> HttpResponse:
    """Everybody whose application was not sent yet, all chosen; who cannot be sent, and why."""
    user = actor(request)
    shown = get_object_or_404(programs.own_programs(user), pk=program)
    rows = list(queries.unsent_enrollments(shown))
    context = {
        "program": shown,
        "rows": rows,
        "earlier": queries.facilitated_before(shown, [row.person_id for row in rows]),
        "may_send": permissions.may_send_applications(user, shown),
    }
    return render(request, "participants/send_applications.html", context)


@changes
def submit_applications(request: HttpRequest, program: int) -> HttpResponse:
    """Send the chosen ones."""
    user = actor(request)
    shown = get_object_or_404(programs.own_programs(user), pk=program)
    form = forms.SelectionForm(request.POST, rows=queries.enrollments_of(shown))
    if not form.is_valid():
        messages.warning(request, form.sentence())
        return redirect("participants:send_applications", program=program)
    tally = operations.send_applications(
        program=shown, enrollments=form.cleaned_data["pilih"], by=user, at=timezone.now()
    )
    say(request, tally, "permohonan dikirim")
    return redirect("participants:enrollments", program=program)


def _application(user: User, pk: int) -> Application:
    enrollment = get_object_or_404(queries.enrollments_visible_to(user), pk=pk)
    return get_object_or_404(Application, enrollment=enrollment)


@changes
def resubmit_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Send again with the present facts."""
    user = actor(request)
    application = _application(user, pk)
    operations.resubmit_application(application=application, by=user, at=timezone.now())
    messages.success(request, "Permohonan dikirim ulang dengan data terbaru.")
    return redirect("participants:enrollment", pk=pk)


@changes
def withdraw_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the application back."""
    user = actor(request)
    application = _application(user, pk)
    operations.withdraw_application(application=application, by=user, at=timezone.now())
    messages.success(request, "Permohonan ditarik. Anda bisa mengirimnya lagi nanti.")
    return redirect("participants:enrollment", pk=pk)
