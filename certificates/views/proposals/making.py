"""One person proposes: the form, and the proposal put before the other."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, permissions, queries
from certificates.enums import ProposalKind
from certificates.forms import CorrectionForm, ProposalForm
from certificates.models import Certificate, NameReport
from certificates.views.life import facts_of, load
from certificates.views.proposals.words import KINDS, WORDS
from certify.accounts.actor import actor
from certify.lib.errors import DomainError
from certify.once.decorators import changes


def _kind(slug: str) -> ProposalKind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _report(request: HttpRequest, shown: Certificate) -> NameReport | None:
    """Give the holder's report that this correction answers, when the page was opened from it."""
    key = request.GET.get("laporan") or request.POST.get("laporan") or ""
    if not key.isdecimal():
        return None
    return queries.open_report(int(key), of=shown)


def _form(
    shown: Certificate, kind: ProposalKind, report: NameReport | None, data: Any = None
) -> ProposalForm:
    if kind != ProposalKind.REPLACE:
        return ProposalForm(data)
    initial = {
        "full_name": report.proposed_name if report else shown.assessment.application.full_name,
        "certificate_number": shown.certificate_number,
        "registration_number": shown.registration_number,
        "reason": "Pemegang melaporkan namanya salah tulis." if report else "",
    }
    return CorrectionForm(data, initial=initial, needs_numbers=shown.body.issues_for_bnsp)


def _proposing_page(
    request: HttpRequest,
    shown: Certificate,
    kind: ProposalKind,
    form: ProposalForm,
    *,
    status: int = 200,
) -> HttpResponse:
    permissions.may_propose(actor(request), shown, kind).require()
    words = WORDS[kind]
    context = {
        "certificate": shown,
        "words": words,
        "facts": facts_of(shown),
        "report": _report(request, shown),
        "form": form,
    }
    return render(request, "certificates/proposing.html", context, status=status)


@require_safe
def proposing(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Ask what should change, and why."""
    shown, wanted = load(request, pk), _kind(kind)
    form = _form(shown, wanted, _report(request, shown))
    return _proposing_page(request, shown, wanted, form)


@changes
def propose(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Put a proposal before the other person."""
    shown, wanted, now = load(request, pk), _kind(kind), timezone.now()
    report = _report(request, shown)
    form = _form(shown, wanted, report, request.POST)
    if not form.is_valid():
        return _proposing_page(request, shown, wanted, form, status=422)
    try:
        proposal = operations.propose(
            certificate=shown,
            kind=wanted,
            reason=form.cleaned_data["reason"],
            document=form.cleaned_data["document"],
            correction=_correction(form) if wanted == ProposalKind.REPLACE else None,
            report=report,
            by=actor(request),
            at=now,
            today=timezone.localdate(now),
        )
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _proposing_page(request, shown, wanted, form, status=422)
    messages.success(request, "Usulan tersimpan. Orang lain di LSP ini yang memutuskan.")
    return redirect(proposal)


def _correction(form: ProposalForm) -> operations.Correction:
    return operations.Correction(
        full_name=form.cleaned_data["full_name"],
        certificate_number=form.cleaned_data.get("certificate_number", ""),
        registration_number=form.cleaned_data.get("registration_number", ""),
    )
