"""Step 1: a file, a pasted block, or the template to fill in."""

from pathlib import PurePath

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.jobs import queue
from certify.once.decorators import changes
from participants import operations, permissions, queries, tasks
from participants.enums import ImportStatus
from participants.importing import (
    limits,
    spreadsheets,
    stored,
)
from participants.importing.refusals import Refusal, UnreadableFileError
from participants.views.imports.shared import (
    STEPS,
    program_of,
    workbook,
)
from programs.models import Program


@require_safe
def import_upload(request: HttpRequest, program: int) -> HttpResponse:
    """Upload or paste a list; drafts waiting and imports saved stand below."""
    user = actor(request)
    return _upload_page(request, user, program_of(user, program))


def _upload_page(
    request: HttpRequest,
    user: User,
    program: Program,
    *,
    refusal: UnreadableFileError | None = None,
    status: int = 200,
) -> HttpResponse:
    permissions.may_enroll(user, program).require()
    context = {
        "program": program,
        "may_import": permissions.may_import(user, program),
        "imports": queries.imports_of(program),
        "refusal": refusal,
        "pasted": request.POST.get("tempelan", ""),
        "steps": STEPS,
    }
    return render(request, "participants/imports.html", context, status=status)


@changes
def start_import(request: HttpRequest, program: int) -> HttpResponse:
    """Take the file or the pasted block, and say at once when it cannot be read."""
    user = actor(request)
    owner = program_of(user, program)
    now = timezone.now()
    try:
        content, name, is_pasted = _uploaded(request)
        draft = operations.start_import(
            program=owner, content=content, file_name=name, is_pasted=is_pasted, by=user, at=now
        )
    except UnreadableFileError as refusal:
        return _upload_page(request, user, owner, refusal=refusal, status=422)
    if draft.status == ImportStatus.READING:
        queue.enqueue(
            tasks.read_import,
            key=f"import-reading/{draft.pk}/",
            by=user,
            organization=owner.agency.organization,
            title=f"Membaca {draft.file_name}",
            at=now,
            draft_id=draft.pk,
        )
        return redirect("participants:import", pk=draft.pk)
    return redirect("participants:import_columns", pk=draft.pk)


def _uploaded(request: HttpRequest) -> tuple[bytes, str, bool]:
    upload = request.FILES.get("berkas")
    if upload is None:
        text = request.POST.get("tempelan", "")
        if not text.strip():
            raise UnreadableFileError(Refusal.NOTHING)
        return text.encode(), "Tempelan", True
    if (upload.size or 0) > limits.PACKED_BYTES:
        raise UnreadableFileError(Refusal.TOO_LARGE)
    return upload.read(), PurePath(upload.name or "daftar").name, False


@require_safe
def import_template(request: HttpRequest, program: int) -> HttpResponse:
    """A workbook to fill in, with the schemes of the program."""
    user = actor(request)
    owner = program_of(user, program)
    permissions.may_enroll(user, owner).require()
    names = [option.name for option in stored.schemes_of(owner)]
    return workbook(spreadsheets.template(names), "templat-peserta.xlsx")
