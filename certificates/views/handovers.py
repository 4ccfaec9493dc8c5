"""Hand-over: who received what when; the list to sign and the receipts as papers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, permissions, queries, rules
from certificates.enums import CertificateStatus, RecipientKind
from certificates.forms import EventForm, HandoverForm, ReasonForm
from certificates.models import CURRENT, Certificate, Handover, PhysicalCopy
from certificates.views import papers
from certify.accounts import letterheads
from certify.accounts.actor import actor
from certify.audit import trail
from certify.lib.errors import DomainError
from certify.once.decorators import changes
from certify.papers import SignatureBlock
from programs.models import Program

# Keeps both signatures at one height: the other block begins with place and date.
BLANK_LINE = "\u00a0"


def _program(request: HttpRequest, program: int) -> Program:
    return get_object_or_404(queries.programs_with_handover(actor(request)), pk=program)


def _waiting(rows: list[Certificate]) -> list[Certificate]:
    return [
        row
        for row in rows
        if _standing(row) is None
        and row.status == CertificateStatus.ISSUED
        and permissions.can_leave(queries.last_sheet(row))
    ]


def _without_paper(rows: list[Certificate]) -> list[tuple[Certificate, PhysicalCopy]]:
    """Give those whose sheet was lost or spoiled, with that sheet."""
    last = [(row, queries.last_sheet(row)) for row in rows]
    return [
        (row, sheet)
        for row, sheet in last
        if sheet is not None and sheet.status not in CURRENT and _standing(row) is None
    ]


def _standing(row: Certificate) -> Handover | None:
    return next(iter(row.handovers.all()), None)


def _page(
    request: HttpRequest,
    program: Program,
    rows: list[Certificate],
    form: EventForm,
    *,
    status: int = 200,
) -> HttpResponse:
    chosen = set(form["certificates"].value() or ())
    words = request.GET.get("cari", "").strip()
    context = {
        "program": program,
        "form": form,
        "waiting": [
            (row, str(row.pk) in chosen)
            for row in _waiting(rows)
            if not words or _matches(row, words)
        ],
        "handed": [(row, handover) for row in rows if (handover := _standing(row))],
        "others": [
            row
            for row in rows
            if _standing(row) is None and row.status == CertificateStatus.SUSPENDED
        ],
        "without_paper": _without_paper(rows),
        "total": len(rows),
        "words": words,
        "may_hand_over": permissions.may_hand_over(actor(request), program),
        "events": trail.timeline(program, user=actor(request)),
    }
    return render(request, "certificates/handovers.html", context, status=status)


def _matches(row: Certificate, words: str) -> bool:
    if words.casefold() in row.holder_name.casefold():
        return True
    code = rules.normalize_code(words.rsplit("/", 1)[-1])
    key = rules.number_key(words)
    return row.code == code or bool(
        any(letter.isdigit() for letter in key)
        and key in rules.number_key(row.certificate_number) + " " + rules.number_key(str(row))
    )


def _form(rows: list[Certificate], data: Any = None) -> EventForm:
    return EventForm(
        data,
        initial={"handed_on": timezone.localdate()},
        choices=[row.pk for row in _waiting(rows)],
    )


@require_safe
def handovers(request: HttpRequest, program: int) -> HttpResponse:
    """List a program's certificates: still here, handed over to whom and when."""
    shown = _program(request, program)
    rows = list(queries.to_hand_over(shown))
    return _page(request, shown, rows, _form(rows))


@changes
def hand_over_all(request: HttpRequest, program: int) -> HttpResponse:
    """Record that the chosen holders took their papers themselves."""
    shown, now = _program(request, program), timezone.now()
    permissions.may_hand_over(actor(request), shown).require()
    rows = list(queries.to_hand_over(shown))
    form = _form(rows, request.POST)
    if not form.is_valid():
        return _page(request, shown, rows, form, status=422)
    chosen = set(form.cleaned_data["certificates"])
    try:
        count = operations.hand_over_all(
            certificates=[row for row in rows if row.pk in chosen],
            on=form.cleaned_data["handed_on"],
            by=actor(request),
            at=now,
            today=timezone.localdate(now),
        )
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, shown, rows, form, status=422)
    messages.success(request, f"Penyerahan {count} sertifikat tercatat.")
    return redirect("certificates:handovers", program=program)


def _certificate(request: HttpRequest, pk: int) -> Certificate:
    rows = queries.visible_to(actor(request)).select_related("program__agency__organization")
    return get_object_or_404(rows, pk=pk)


def _single_page(
    request: HttpRequest, shown: Certificate, form: HandoverForm, *, status: int = 200
) -> HttpResponse:
    permissions.may_hand_over_certificate(actor(request), shown).require()
    context = {"certificate": shown, "form": form}
    return render(request, "certificates/handover.html", context, status=status)


@require_safe
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask who takes one certificate."""
    form = HandoverForm(initial={"handed_on": timezone.localdate(), "recipient_kind": "holder"})
    return _single_page(request, _certificate(request, pk), form)


@changes
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Record who took one certificate."""
    shown, now = _certificate(request, pk), timezone.now()
    form = HandoverForm(request.POST)
    if not form.is_valid():
        return _single_page(request, shown, form, status=422)
    recipient = operations.Recipient(
        RecipientKind(form.cleaned_data["recipient_kind"]),
        form.cleaned_data["recipient_name"],
        form.cleaned_data["relation"],
    )
    try:
        operations.hand_over(
            certificate=shown,
            recipient=recipient,
            on=form.cleaned_data["handed_on"],
            by=actor(request),
            at=now,
            today=timezone.localdate(now),
        )
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _single_page(request, shown, form, status=422)
    messages.success(request, f"Penyerahan sertifikat {shown.holder_name} tercatat.")
    return redirect("certificates:handovers", program=shown.program_id)


def _handover(request: HttpRequest, pk: int) -> Handover:
    return get_object_or_404(queries.handovers_seen_by(actor(request)), pk=pk)


def _cancellation_page(
    request: HttpRequest, shown: Handover, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    permissions.may_cancel_handover(actor(request), shown).require()
    context = {
        "question": f"Batalkan catatan serah terima {shown.certificate.holder_name}?",
        "facts": [("Penerima", shown.recipient_name), ("Sertifikat", str(shown.certificate))],
        "consequence": "Sertifikat ini kembali ke daftar yang belum diserahkan.",
        "action": reverse("certificates:cancel_handover", args=[shown.pk]),
        "verb": "Batalkan catatan",
        "danger": True,
        "back_url": reverse("certificates:handovers", args=[shown.certificate.program_id]),
        "form": form,
    }
    return render(request, "confirm.html", context, status=status)


@require_safe
def handover_cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a record is taken back."""
    return _cancellation_page(request, _handover(request, pk), ReasonForm())


@changes
def cancel_handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a record."""
    shown, form = _handover(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _cancellation_page(request, shown, form, status=422)
    operations.cancel_handover(
        handover=shown,
        reason=form.cleaned_data["reason"][:200],
        by=actor(request),
        at=timezone.now(),
    )
    messages.success(request, "Catatan serah terima dibatalkan.")
    return redirect("certificates:handovers", program=shown.certificate.program_id)


@require_safe
def recipients_paper(request: HttpRequest, program: int) -> HttpResponse:
    """Print the list that holders sign at the event."""
    shown = _program(request, program)
    rows = [row for row in queries.to_hand_over(shown) if row.status == CertificateStatus.ISSUED]
    agency = shown.agency.organization
    body = render_to_string("certificates/papers/recipients.html", {"program": shown, "rows": rows})
    return papers.paper(
        body,
        title=f"Daftar Penerima Sertifikat {shown.name}",
        file_name="Daftar-penerima-sertifikat.pdf",
        letterhead=letterheads.letterhead_of(agency),
        signatures=papers.signature(agency),
        is_example=any(row.is_example for row in rows),
    )


@require_safe
def receipt_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the receipt of one certificate."""
    shown = _certificate(request, pk)
    content, handed = shown.frozen, queries.handovers_of([shown.pk]).get(shown.pk)
    agency = shown.program.agency.organization
    context = {"certificate": shown, "content": content, "handover": handed, "agency": agency}
    body = render_to_string("certificates/papers/receipt.html", context)
    taker = handed.recipient_name if handed else shown.holder_name
    receiver = SignatureBlock(opening=BLANK_LINE, position="Yang menerima,", name=taker)
    giver = SignatureBlock(
        position="Yang menyerahkan,",
        name=handed.handed_by.full_name if handed else "…………………………",
        city=agency.city,
        signed_on=handed.handed_on if handed else None,
    )
    return papers.paper(
        body,
        title=f"Tanda Terima Sertifikat {shown}",
        file_name=rules.file_name(
            qualification="Tanda Terima", holder_name=shown.holder_name
        ).removeprefix("Sertifikat-"),
        letterhead=letterheads.letterhead_of(agency),
        signatures=[receiver, giver],
        is_example=content.is_example,
    )
