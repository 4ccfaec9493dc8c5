"""Step 4: what saving will do, and saving."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.jobs import queue
from certify.once.decorators import changes
from participants import operations, permissions, tasks
from participants.enums import ImportStatus
from participants.importing import (
    pages,
    stored,
)
from participants.importing.checking import Outcome
from participants.models import ImportDraft
from participants.views.imports.shared import (
    STEPS,
    draft_of,
)

# Saving more people than fit a screen or two runs as a job, so that the page answers at once.
SAVED_AT_ONCE = 500
PEOPLE_SHOWN = 100


@require_safe
def import_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what saving will do."""
    user = actor(request)
    draft = draft_of(user, pk)
    if draft.status != ImportStatus.DRAFT:
        return redirect("participants:import", pk=draft.pk)
    checked = stored.check(draft, today=timezone.localdate())
    if not checked.is_ready:
        messages.info(request, "Masih ada yang menunggu jawaban Anda.")
        return redirect("participants:import_repairs", pk=draft.pk)
    schemes = {option.key: option.name for option in stored.schemes_of(draft.program)}
    rows = pages.active_rows(checked)
    shortfalls = stored.shortfalls(draft.program, checked)
    context = {
        "draft": draft,
        "checked": checked,
        "sentence": pages.summary_sentence(checked),
        "changes_nothing": pages.changes_nothing(checked),
        "rows": [
            (str(row.number), row.values, schemes.get(row.values.scheme_id or 0, ""), row)
            for row in rows[:PEOPLE_SHOWN]
        ],
        "hidden_count": max(len(rows) - PEOPLE_SHOWN, 0),
        "skipped": pages.skipped_rows(
            checked, {row.number for row in checked.rows if row.outcome is Outcome.SKIP}
        ),
        "shortfalls": shortfalls,
        "may_commit": permissions.may_change_import(user, draft),
        "add_count": checked.count(Outcome.ADD, Outcome.ENROLL),
        "steps": STEPS,
    }
    return render(request, "participants/import_review.html", context)


@changes
def commit_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the list: at once, or as a job when it is long."""
    user = actor(request)
    draft = draft_of(user, pk)
    now = timezone.now()
    if _row_count(draft, at=now) > SAVED_AT_ONCE:
        return _commit_as_job(user, draft, at=now)
    saved = operations.commit_import(draft=draft, by=user, at=now)
    if not (saved.added_count or saved.updated_count):
        messages.info(request, "Tidak ada yang berubah: semua orang sudah terdaftar dan sama.")
    else:
        messages.success(request, f"{saved.added_count} orang ditambahkan ke program.")
    return redirect("participants:import", pk=saved.pk)


def _row_count(draft: ImportDraft, *, at: datetime) -> int:
    if draft.status != ImportStatus.DRAFT:
        return 0
    return len(stored.table_of(draft, stored.answers_of(draft)).rows)


def _commit_as_job(user: User, draft: ImportDraft, *, at: datetime) -> HttpResponse:
    saving = operations.begin_saving(draft=draft, by=user, at=at)
    queue.enqueue(
        tasks.save_import,
        key=f"import-saving/{saving.pk}/{int(at.timestamp())}",
        by=user,
        organization=saving.program.agency.organization,
        title=f"Menyimpan {saving.file_name}",
        at=at,
        draft_id=saving.pk,
        user_id=user.pk,
    )
    return redirect("participants:import", pk=saving.pk)
