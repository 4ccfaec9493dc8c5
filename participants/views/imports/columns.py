"""Step 2: what each column means."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.once.decorators import changes
from participants import operations, queries
from participants.enums import ImportStatus
from participants.importing import (
    checking,
    posted,
    stored,
    tables,
)
from participants.importing.fields import Field
from participants.models import ImportDraft
from participants.views.imports.shared import HTTP_UNPROCESSABLE, STEPS, draft_of


@require_safe
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what each column was taken for, and ask where that is not sure."""
    draft = draft_of(actor(request), pk)
    if draft.status != ImportStatus.DRAFT:
        return redirect("participants:import", pk=draft.pk)
    return _columns_page(request, draft)


def _columns_page(request: HttpRequest, draft: ImportDraft, *, status: int = 200) -> HttpResponse:
    answers = stored.answers_of(draft)
    book = stored.unpack(draft.book)
    table = tables.choose(book, sheet_name=answers.sheet_name)
    columns = [
        (column, Field(answers.columns.get(column.index, column.meaning)))
        for column in table.columns
    ]
    missing = checking.missing_columns(checking.columns_by_meaning(table, answers.columns))
    context = {
        "draft": draft,
        "table": table,
        "sheets": [sheet.name for sheet in book.sheets if sheet.rows],
        "sure": [(column, meaning) for column, meaning in columns if column.is_sure],
        "unsure": [(column, meaning) for column, meaning in columns if not column.is_sure],
        "meanings": list(Field),
        "missing": missing,
        "earlier": queries.earlier_import(draft),
        "steps": STEPS,
    }
    return render(request, "participants/import_columns.html", context, status=status)


@changes
def keep_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the meanings of the columns; without name and NIK nothing can be imported."""
    user = actor(request)
    draft = draft_of(user, pk)
    before = stored.answers_of(draft) if draft.state else None
    draft = operations.keep_answers(
        draft=draft,
        change=lambda answers: posted.with_columns(answers, request.POST),
        by=user,
    )
    answers = stored.answers_of(draft)
    if before is not None and before.sheet_name != answers.sheet_name:
        return redirect("participants:import_columns", pk=draft.pk)
    table = stored.table_of(draft, answers)
    if checking.missing_columns(checking.columns_by_meaning(table, answers.columns)):
        return _columns_page(request, draft, status=HTTP_UNPROCESSABLE)
    return redirect("participants:import_repairs", pk=draft.pk)
