"""Step 3: what waits for a human, grouped by cause."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.once.decorators import changes
from participants import operations, permissions
from participants.enums import ImportStatus
from participants.importing import (
    checking,
    pages,
    posted,
    stored,
)
from participants.importing.answers import Answers
from participants.importing.checking import Checked, Outcome
from participants.models import ImportDraft
from participants.views.imports.shared import HTTP_UNPROCESSABLE, STEPS, draft_of

PEOPLE_SHOWN = 100


@require_safe
def import_repairs(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what waits for a human, grouped by cause."""
    draft = draft_of(actor(request), pk)
    if draft.status != ImportStatus.DRAFT:
        return redirect("participants:import", pk=draft.pk)
    answers = stored.answers_of(draft)
    checked = stored.check(draft, today=timezone.localdate())
    if missing := checking.missing_columns(
        checking.columns_by_meaning(checked.table, answers.columns)
    ):
        messages.warning(request, f"Tunjukkan dulu kolom {missing[0].label}.")
        return redirect("participants:import_columns", pk=draft.pk)
    return _repairs_page(request, draft, checked, answers)


def _repairs_page(
    request: HttpRequest,
    draft: ImportDraft,
    checked: Checked,
    answers: Answers,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "draft": draft,
        "checked": checked,
        "page": pages.repair_page(checked, skipped=answers.skipped),
        "others": [(str(other.number), other) for other in checked.others],
        "notes": [
            (tidied.heading, len(notes), [(str(note.row), note) for note in notes[:PEOPLE_SHOWN]])
            for tidied, notes in checked.notes.items()
        ],
        "carried": stored.packed_answers(answers) if status == HTTP_UNPROCESSABLE else "",
        "steps": STEPS,
    }
    return render(request, "participants/import_repairs.html", context, status=status)


@changes
def keep_repairs(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the answers; what was typed wrongly is shown again with everything else."""
    user = actor(request)
    draft = draft_of(user, pk)
    permissions.may_change_import(user, draft).require()
    answers = posted.with_repairs(stored.answers_of(draft), request.POST)
    checked = stored.check(draft, today=timezone.localdate(), answers=answers)
    if pages.has_faults(checked):
        return _repairs_page(request, draft, checked, answers, status=HTTP_UNPROCESSABLE)
    operations.keep_answers(
        draft=draft,
        change=lambda kept: posted.with_repairs(kept, request.POST),
        by=user,
    )
    if checked.is_ready:
        return redirect("participants:import_review", pk=draft.pk)
    waiting = checked.count(Outcome.OPEN)
    messages.info(request, f"Jawaban tersimpan. {waiting} baris masih menunggu.")
    return redirect("participants:import_repairs", pk=draft.pk)
