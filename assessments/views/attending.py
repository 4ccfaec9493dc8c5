"""Before the marks: readiness and consent; beside them: absence and withdrawal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import operations, permissions
from assessments.content import CURRENT_CONSENT
from assessments.forms import ConsentForm, NoteForm, ReasonForm
from assessments.models import Assessment
from assessments.views import reading
from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.lib.errors import InvalidInputError
from certify.lib.verdict import Verdict
from certify.once.decorators import changes

STEPS = ("Kesiapan", "Persetujuan", "Penilaian", "Ringkasan")


def _readiness(assessment: Assessment, user: User, form: NoteForm) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "facts": reading.facts_of(assessment),
        "form": form,
        "steps": STEPS,
        "may_confirm": permissions.may_confirm_ready(user, assessment),
        "may_decline": permissions.may_decline_ready(user, assessment),
        "may_record_absence": permissions.may_record_absence(user, assessment),
    }


@require_safe
def readiness(request: HttpRequest, pk: int) -> HttpResponse:
    """Who it is, and whether the assessment can go on (FR.APL.02)."""
    assessment = reading.own(request, pk)
    form = NoteForm(initial={"note": assessment.readiness_note})
    context = _readiness(assessment, actor(request), form)
    return render(request, "assessments/readiness.html", context)


@changes
def confirm_ready(request: HttpRequest, pk: int) -> HttpResponse:
    """*Asesmen dapat dilanjutkan*."""
    assessment = reading.own(request, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = _readiness(assessment, actor(request), form)
        return reading.again(request, "assessments/readiness.html", context)
    operations.confirm_ready(
        assessment=assessment,
        note=form.cleaned_data["note"],
        by=actor(request),
        at=timezone.now(),
    )
    return redirect("assessments:consent", pk=assessment.pk)


@changes
def decline_ready(request: HttpRequest, pk: int) -> HttpResponse:
    """*Asesmen tidak dapat dilanjutkan*, with what is missing."""
    assessment = reading.own(request, pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            operations.decline_ready(
                assessment=assessment,
                note=form.cleaned_data["note"],
                by=actor(request),
                at=timezone.now(),
            )
        except InvalidInputError as refusal:
            form.add_error("note", refusal.sentence)
        else:
            messages.success(request, "Tercatat: asesmen tidak dapat dilanjutkan.")
            return redirect("assessments:mine", program=assessment.program_id)
    context = _readiness(assessment, actor(request), form)
    return reading.again(request, "assessments/readiness.html", context)


def _consent(assessment: Assessment, user: User, form: ConsentForm) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "text": CURRENT_CONSENT,
        "form": form,
        "steps": STEPS,
        "may": permissions.may_record_consent(user, assessment),
    }


@require_safe
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """What both agree to, in large type, to be read to the candidate."""
    assessment = reading.own(request, pk)
    context = _consent(assessment, actor(request), ConsentForm())
    return render(request, "assessments/consent.html", context)


@changes
def record_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that both agreed; the marks may begin."""
    assessment = reading.own(request, pk)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        context = _consent(assessment, actor(request), form)
        return reading.again(request, "assessments/consent.html", context)
    operations.record_consent(
        assessment=assessment,
        means=form.cleaned_data["means"],
        both_agree=form.cleaned_data["candidate_agrees"] and form.cleaned_data["assessor_agrees"],
        appeal_explained=form.cleaned_data["appeal_explained"],
        by=actor(request),
        at=timezone.now(),
    )
    return redirect("assessments:sheet", pk=assessment.pk)


@dataclass(frozen=True, slots=True)
class Leave:
    """An act that asks for a reason on a page of its own."""

    question: str
    consequence: str
    verb: str
    done: str
    may: Callable[[User, Assessment], Verdict]
    act: Callable[..., Assessment]
    address: str
    danger: bool = False


ABSENCE = Leave(
    question="Catat {name} tidak hadir?",
    consequence="Tidak hadir bukan belum kompeten. Catatan ini bisa dibatalkan.",
    verb="Catat tidak hadir",
    done="Tercatat tidak hadir.",
    may=permissions.may_record_absence,
    act=operations.record_absence,
    address="assessments:record_absence",
)
WITHDRAWAL = Leave(
    question="Catat {name} mengundurkan diri?",
    consequence="Catatan ini tidak bisa dibatalkan. Mengundurkan diri bukan belum kompeten.",
    verb="Catat mengundurkan diri",
    done="Tercatat mengundurkan diri.",
    may=permissions.may_withdraw,
    act=operations.withdraw,
    address="assessments:withdraw",
    danger=True,
)
RETURN = Leave(
    question="Kembalikan asesmen {name} kepada asesor?",
    consequence="Asesor bisa mengubah nilai dan rekomendasinya. Yang lama tetap tercatat.",
    verb="Kembalikan kepada asesor",
    done="Dikembalikan kepada asesor.",
    may=permissions.may_return_to_assessor,
    act=operations.return_to_assessor,
    address="assessments:return_to_assessor",
)


def _ask(
    request: HttpRequest, assessment: Assessment, leave: Leave, form: ReasonForm, *, status: int
) -> HttpResponse:
    leave.may(actor(request), assessment).require()
    context = {
        "question": leave.question.format(name=assessment.application.full_name),
        "facts": [("Skema", assessment.scheme.name), ("Asesor", assessment.assessor.user)],
        "consequence": leave.consequence,
        "action": reverse(leave.address, args=[assessment.pk]),
        "verb": leave.verb,
        "danger": leave.danger,
        "back_url": reverse("assessments:assessment", args=[assessment.pk]),
        "form": form,
    }
    return render(request, "confirm.html", context, status=status)


def _leave(request: HttpRequest, pk: int, leave: Leave) -> HttpResponse:
    assessment = reading.visible(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _ask(request, assessment, leave, form, status=reading.UNPROCESSABLE)
    leave.act(
        assessment=assessment,
        reason=form.cleaned_data["reason"],
        by=actor(request),
        at=timezone.now(),
    )
    messages.success(request, leave.done)
    return redirect("assessments:assessment", pk=assessment.pk)


@require_safe
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why the candidate did not come."""
    return _ask(request, reading.visible(request, pk), ABSENCE, ReasonForm(), status=200)


@changes
def record_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Record an absence."""
    return _leave(request, pk, ABSENCE)


@changes
def undo_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an absence back."""
    assessment = reading.visible(request, pk)
    operations.undo_absence(assessment=assessment, by=actor(request), at=timezone.now())
    messages.success(request, "Catatan tidak hadir dibatalkan.")
    return redirect("assessments:assessment", pk=assessment.pk)


@require_safe
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why the candidate withdraws."""
    return _ask(request, reading.visible(request, pk), WITHDRAWAL, ReasonForm(), status=200)


@changes
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a withdrawal."""
    return _leave(request, pk, WITHDRAWAL)


@require_safe
def returning(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what the assessor should complete."""
    return _ask(request, reading.visible(request, pk), RETURN, ReasonForm(), status=200)


@changes
def return_to_assessor(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a recommendation back."""
    return _leave(request, pk, RETURN)
