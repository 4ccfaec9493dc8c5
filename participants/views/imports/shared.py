"""What every page of the wizard needs."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from certify.accounts.models import User
from participants import queries
from participants.models import ImportDraft
from programs.models import Program

STEPS = ("Berkas", "Kolom", "Perbaiki", "Periksa dan simpan")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTTP_UNPROCESSABLE = 422


def program_of(user: User, pk: int) -> Program:
    """Give a program of the person's agencies; 404 for every other."""
    return get_object_or_404(queries.programs_with_register(user), pk=pk)


def draft_of(user: User, pk: int) -> ImportDraft:
    """Give an import of an agency whose register the person keeps; 404 for every other."""
    return get_object_or_404(queries.imports_visible_to(user), pk=pk)


def workbook(content: bytes, name: str) -> HttpResponse:
    """Answer with a workbook to be kept, never to be shown by the browser."""
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
