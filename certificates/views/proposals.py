"""Usulan perubahan status: one person proposes, another approves or declines."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, permissions, queries, tasks
from certificates.enums import ProposalKind, ProposalStatus
from certificates.forms import CorrectionForm, ProposalForm, ReasonForm
from certificates.models import Certificate, NameReport, Proposal
from certificates.views.life import facts_of, load
from certify.accounts.actor import actor
from certify.accounts.verification import recently_verified
from certify.audit import trail
from certify.lib.errors import DomainError
from certify.once.decorators import changes

PAGE = 50
TONES = {
    ProposalStatus.OPEN: "act",
    ProposalStatus.APPROVED: "good",
    ProposalStatus.DECLINED: "wait",
    ProposalStatus.WITHDRAWN: "wait",
}


@dataclass(frozen=True, slots=True)
class Words:
    """How one kind of proposal is spoken of."""

    slug: str
    verb: str
    consequence: str
    done: str
    is_danger: bool = False


WORDS = {
    ProposalKind.REVOKE: Words(
        "cabut",
        "Cabut sertifikat",
        "Setelah disetujui, pencabutan berlaku tetap dan halaman periksa menjawab “dicabut”.",
        "Sertifikat dicabut.",
        is_danger=True,
    ),
    ProposalKind.SUSPEND: Words(
        "bekukan",
        "Bekukan sertifikat",
        "Setelah disetujui, halaman periksa menjawab “dibekukan” sampai sertifikat dipulihkan.",
        "Sertifikat dibekukan.",
        is_danger=True,
    ),
    ProposalKind.LIFT: Words(
        "pulihkan",
        "Pulihkan sertifikat",
        "Setelah disetujui, halaman periksa menjawab “sah” lagi.",
        "Sertifikat dipulihkan.",
    ),
    ProposalKind.REPLACE: Words(
        "ganti",
        "Ganti sertifikat",
        "Sertifikat lama tidak dihapus. Setelah disetujui, halaman periksanya menjawab “diganti” "
        "dan menunjuk ke yang baru. Nomor register baru diambil; masa berlaku tetap sampai hari "
        "yang sama.",
        "Sertifikat pengganti sedang dibuat.",
    ),
    ProposalKind.DUPLICATE: Words(
        "duplikat",
        "Cetak duplikat",
        "Nomor dan isi sertifikat tetap. Setelah disetujui, satu lembar lagi boleh dicetak.",
        "Duplikat disetujui. Cetak, lalu catat lembar barunya di halaman sertifikat.",
    ),
}
KINDS = {words.slug: kind for kind, words in WORDS.items()}


def _kind(slug: str) -> ProposalKind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


# Proposing -----------------------------------------------------------------------------------


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


# Reading -------------------------------------------------------------------------------------


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """List what was proposed, what waits first."""
    user, chosen = actor(request), request.GET.get("keadaan", ProposalStatus.OPEN.value)
    permissions.may_see_proposals(user).require()
    rows = queries.proposals(user)
    if chosen in ProposalStatus.values:
        rows = rows.filter(status=chosen)
    page = Paginator(rows, PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page_obj": page,
        "rows": [
            (row, WORDS[ProposalKind(row.kind)].verb, TONES[ProposalStatus(row.status)])
            for row in page
        ],
        "tabs": [
            {"url": f"?keadaan={value}", "label": label, "count": None, "current": value == chosen}
            for value, label in [*ProposalStatus.choices, ("semua", "Semua")]
        ],
        "is_open": chosen == ProposalStatus.OPEN,
    }
    return render(request, "certificates/proposals.html", context)


def _load(request: HttpRequest, pk: int) -> Proposal:
    rows = queries.proposals(actor(request)).select_related("name_report", "run")
    return get_object_or_404(rows, pk=pk)


@require_safe
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was proposed, by whom, and what may be answered."""
    shown, user = _load(request, pk), actor(request)
    context = {
        "proposal": shown,
        "certificate": shown.certificate,
        "words": WORDS[ProposalKind(shown.kind)],
        "tone": TONES[ProposalStatus(shown.status)],
        "facts": facts_of(shown.certificate),
        "differences": _differences(shown),
        "may_approve": permissions.may_approve(user, shown),
        "approval_url": reverse("certificates:approval", args=[pk]),
        "may_decline": permissions.may_decline(user, shown),
        "declining_url": reverse("certificates:declining", args=[pk]),
        "may_withdraw": permissions.may_withdraw(user, shown),
        "withdrawal_url": reverse("certificates:withdrawal", args=[pk]),
        "is_mine": shown.proposed_by_id == user.pk,
        "is_open": shown.status == ProposalStatus.OPEN,
        "events": trail.timeline(shown, user=user),
    }
    return render(request, "certificates/proposal.html", context)


def _differences(shown: Proposal) -> list[tuple[str, str, str, bool]]:
    """Give what the paper says and what the new one would say, for a correction."""
    if shown.kind != ProposalKind.REPLACE:
        return []
    old = shown.certificate
    pairs = [
        ("Nama", old.holder_name, shown.full_name),
        ("Nomor sertifikat", old.certificate_number, shown.certificate_number),
        ("Nomor registrasi", old.registration_number, shown.registration_number),
    ]
    return [(label, now, new, now != new) for label, now, new in pairs if now or new]


# Answering -----------------------------------------------------------------------------------


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
    shown = _load(request, pk)
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
    shown, now = _load(request, pk), timezone.now()
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
    return _declining_page(request, _load(request, pk), ReasonForm())


@changes
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no."""
    shown, form = _load(request, pk), ReasonForm(request.POST)
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
    shown = _load(request, pk)
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
    shown = _load(request, pk)
    operations.withdraw(proposal=shown, by=actor(request), at=timezone.now())
    messages.success(request, "Usulan ditarik. Sertifikat tetap seperti sekarang.")
    return redirect(shown)
