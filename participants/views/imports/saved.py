"""An import after its saving: undone, thrown away, its rows and its file fetched."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.audit import trail
from certify.jobs import queries as jobs
from certify.once.decorators import changes
from participants import operations, permissions
from participants.enums import ImportStatus
from participants.importing import (
    reading,
    spreadsheets,
    stored,
)
from participants.views.imports.shared import draft_of, workbook


@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An import that was saved; a draft goes on where it stands."""
    user = actor(request)
    draft = draft_of(user, pk)
    if draft.status == ImportStatus.DRAFT:
        return redirect("participants:import_columns", pk=draft.pk)
    # The fragment of the job loads this page anew when it ends; a draft then goes on by itself.
    jobs_here = jobs.visible_to(user).filter(key__startswith=f"import-{draft.status}/{draft.pk}/")
    context = {
        "draft": draft,
        "job": jobs_here.first(),
        "may_undo": permissions.may_undo_import(user, draft),
        "may_open": permissions.may_open_import_file(user, draft),
        "events": trail.timeline(draft, user=user),
    }
    return render(request, "participants/import.html", context)


@require_safe
def confirm_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before a whole import is taken back."""
    user = actor(request)
    draft = draft_of(user, pk)
    permissions.may_undo_import(user, draft).require()
    context = {
        "question": f"Batalkan impor {draft.file_name}?",
        "facts": [
            ("Program", draft.program.name),
            ("Peserta yang ditambahkan", draft.added_count),
            ("Data yang diperbarui", draft.updated_count),
        ],
        "consequence": (
            "Peserta dari daftar ini dikeluarkan dari program, permohonannya ditarik dari LSP, "
            "dan data yang diperbarui dikembalikan. Orang yang sudah dipakai di tempat lain "
            "tetap tercatat."
        ),
        "action": reverse("participants:undo_import", args=[draft.pk]),
        "verb": "Batalkan impor",
        "danger": True,
        "back_url": reverse("participants:import", args=[draft.pk]),
    }
    return render(request, "confirm.html", context)


@changes
def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a whole import back."""
    user = actor(request)
    draft = operations.undo_import(draft=draft_of(user, pk), by=user, at=timezone.now())
    messages.success(request, "Impor dibatalkan. Program kembali seperti sebelumnya.")
    return redirect("participants:import", pk=draft.pk)


@changes
def discard_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    user = actor(request)
    draft = operations.discard_import(draft=draft_of(user, pk), by=user, at=timezone.now())
    messages.success(request, "Rancangan impor dibuang. Tidak ada yang berubah di program.")
    return redirect("participants:import_upload", program=draft.program_id)


@require_safe
def rejected_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that are not imported, with the reason, as a workbook of text cells."""
    user = actor(request)
    draft = draft_of(user, pk)
    operations.open_import_file(draft=draft, by=user, at=timezone.now())
    if not draft.book:
        return redirect("participants:import", pk=draft.pk)
    checked = stored.check(draft, today=timezone.localdate(draft.created_at))
    return workbook(spreadsheets.rejected_rows(checked), f"tidak-diimpor-{draft.pk}.xlsx")


@require_safe
def import_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, to be kept and never to be shown by the browser."""
    user = actor(request)
    draft = draft_of(user, pk)
    content = operations.open_import_file(draft=draft, by=user, at=timezone.now())
    suffix = "xlsx" if reading.is_workbook(content) else "txt"
    response = workbook(content, f"daftar-asli-{draft.pk}.{suffix}")
    response["Content-Type"] = "application/octet-stream"
    return response
