"""Another person approves or declines; who proposed takes it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, permissions, tasks
from certificates.enums import ProposalKind
from certificates.forms import ReasonForm
from certificates.models import Proposal
from certificates.views.life import facts_of
from certificates.views.proposals.pages import load_proposal
from certificates.views.proposals.words import WORDS
from certify.accounts.actor import actor
from certify.accounts.verification import recently_verified
from certify.once.decorators import changes


def _context(shown: Proposal, question: str, act: str, form: ReasonForm | None) -> dict[str, Any]:
    return {
        "question": question,
        "facts": [
            *facts_of(shown.certificate),
            *([("Nama yang benar", shown.full_name)] if shown.full_name else []),
            ("Diusulkan oleh", shown.proposed_by.full_name),
            ("Alasan usulan", shown.reason),
        ],
        "action": reverse(f"certificates:{act}", args=[shown.pk]),
        "back_url": shown.get_absolute_url(),
        "form": form,
    }


@recently_verified
@require_safe
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Say once more what approving does."""
    shown = load_proposal(request, pk)
    permissions.may_approve(actor(request), shown).require()
    words = WORDS[ProposalKind(shown.kind)]
    question = f"Setujui usulan: {words.verb.lower()} {shown.certificate}?"
    context = _context(shown, question, "approve", None) | {
        "consequence": words.consequence,
        "verb": f"Setujui: {words.verb.lower()}",
        "danger": words.is_danger,
    }
    return render(request, "confirm.html", context)


@recently_verified
@changes
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out what was proposed."""
    shown, now = load_proposal(request, pk), timezone.now()
    done = operations.approve(
        proposal=shown, by=actor(request), at=now, today=timezone.localdate(now)
    )
    messages.success(request, WORDS[ProposalKind(done.kind)].done)
    if done.run is None:
        return redirect(done.certificate)
    tasks.start(done.run)
    return redirect("certificates:run", pk=done.run.pk)


def _declining_page(
    request: HttpRequest, shown: Proposal, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    permissions.may_decline(actor(request), shown).require()
    verb = WORDS[ProposalKind(shown.kind)].verb.lower()
    question = f"Tidak menyetujui usulan: {verb} {shown.certificate}?"
    context = _context(shown, question, "decline", form) | {
        "consequence": "Sertifikat tetap seperti sekarang. Pengusul membaca alasan Anda.",
        "verb": "Tidak setuju",
    }
    return render(request, "confirm.html", context, status=status)


@require_safe
def declining(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why not."""
    return _declining_page(request, load_proposal(request, pk), ReasonForm())


@changes
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no."""
    shown, form = load_proposal(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _declining_page(request, shown, form, status=422)
    operations.decline(
        proposal=shown,
        reason=form.cleaned_data["reason"],
        by=actor(request),
        at=timezone.now(),
    )
    messages.success(request, "Usulan tidak disetujui. Sertifikat tetap seperti sekarang.")
    return redirect(shown)


@require_safe
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what withdrawing does."""
    shown = load_proposal(request, pk)
    permissions.may_withdraw(actor(request), shown).require()
    verb = WORDS[ProposalKind(shown.kind)].verb.lower()
    question = f"Tarik usulan: {verb} {shown.certificate}?"
    context = _context(shown, question, "withdraw", None) | {
        "consequence": "Usulan tetap tercatat. Anda boleh mengusulkan lagi kapan saja.",
        "verb": "Tarik usulan",
    }
    return render(request, "confirm.html", context)


@changes
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    shown = load_proposal(request, pk)
    operations.withdraw(proposal=shown, by=actor(request), at=timezone.now())
    messages.success(request, "Usulan ditarik. Sertifikat tetap seperti sekarang.")
    return redirect(shown)
