"""The sheets of paper of a certificate: printed, returned, lost, spoiled."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, permissions, queries
from certificates.enums import CopyKind
from certificates.forms import CopyForm, ReasonForm
from certificates.models import PhysicalCopy
from certificates.views.life import facts_of, load
from certify.accounts.actor import actor
from certify.once.decorators import changes


@dataclass(frozen=True, slots=True)
class Words:
    """How one move of a sheet is spoken of."""

    move: str
    verb: str
    consequence: str
    done: str


MOVES = {
    "kembali": Words(
        "return",
        "Catat dikembalikan",
        "Kertas kembali di kantor. Catatan serah terimanya tetap tersimpan.",
        "Kertas dicatat kembali.",
    ),
    "hilang": Words(
        "lose",
        "Catat hilang",
        "Setelah ini LSP bisa mengusulkan duplikat. Sertifikat digital tetap berlaku.",
        "Kehilangan tercatat.",
    ),
    "rusak": Words(
        "spoil",
        "Catat rusak",
        "Lembar ini tidak dipakai lagi. Cetak lembar baru, lalu catat.",
        "Kertas dicatat rusak.",
    ),
}


def acts_of(request: HttpRequest, sheet: PhysicalCopy) -> list[tuple[str, str]]:
    """Give label and address of what may be noted about a sheet now."""
    return [
        (words.verb, reverse("certificates:copy_move", args=[sheet.pk, slug]))
        for slug, words in MOVES.items()
        if permissions.may_move_copy(actor(request), sheet, words.move)
    ]


def _printing_page(request: HttpRequest, pk: int, data: Any = None) -> HttpResponse:
    shown = load(request, pk)
    permissions.may_print_copy(actor(request), shown).require()
    kind = CopyKind.OVERPRINT if shown.body.issues_for_bnsp else CopyKind.DIGITAL
    context = {
        "question": f"Catat cetakan {shown} milik {shown.holder_name}?",
        "facts": facts_of(shown),
        "action": reverse("certificates:print_copy", args=[pk]),
        "verb": "Catat tercetak",
        "back_url": shown.get_absolute_url(),
        "form": CopyForm(data, initial={"kind": kind}),
    }
    return render(request, "confirm.html", context, status=200 if data is None else 422)


@require_safe
def copy_printing(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what was printed."""
    return _printing_page(request, pk)


@changes
def print_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a printed sheet."""
    form = CopyForm(request.POST)
    if not form.is_valid():
        return _printing_page(request, pk, request.POST)
    sheet = operations.print_copy(
        certificate=load(request, pk),
        kind=CopyKind(form.cleaned_data["kind"]),
        by=actor(request),
        at=timezone.now(),
    )
    messages.success(request, f"{sheet} tercatat.")
    return redirect(sheet.certificate)


def _load(request: HttpRequest, pk: int, move: str) -> tuple[PhysicalCopy, Words]:
    if move not in MOVES:
        raise Http404
    sheet = get_object_or_404(queries.sheets(actor(request)), pk=pk)
    return sheet, MOVES[move]


def _move_page(
    request: HttpRequest, sheet: PhysicalCopy, slug: str, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    words, shown = MOVES[slug], sheet.certificate
    permissions.may_move_copy(actor(request), sheet, words.move).require()
    context = {
        "question": f"{words.verb}: {str(sheet).lower()} sertifikat {shown.holder_name}?",
        "facts": [*facts_of(shown), ("Kertas", f"{sheet}, {sheet.get_status_display().lower()}")],
        "consequence": words.consequence,
        "action": reverse("certificates:move_copy", args=[sheet.pk, slug]),
        "verb": words.verb,
        "back_url": shown.get_absolute_url(),
        "form": form,
    }
    return render(request, "confirm.html", context, status=status)


@require_safe
def copy_move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Ask what happened to a sheet."""
    sheet, _ = _load(request, pk, move)
    return _move_page(request, sheet, move, ReasonForm())


@changes
def move_copy(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Record what happened to a sheet."""
    (sheet, words), form = _load(request, pk, move), ReasonForm(request.POST)
    if not form.is_valid():
        return _move_page(request, sheet, move, form, status=422)
    operations.move_copy(
        sheet=sheet,
        move=words.move,
        reason=form.cleaned_data["reason"],
        by=actor(request),
        at=timezone.now(),
    )
    messages.success(request, words.done)
    return redirect(sheet.certificate)
