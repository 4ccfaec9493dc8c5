"""After issuing: what is downloaded, printed and signed for, for each side what is its own."""

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from certificates import operations, queries, tasks
from certificates.views import papers
from certify.accounts import letterheads
from certify.accounts.actor import actor
from certify.accounts.models import Organization, User
from certify.accounts.roles import Permission
from certify.jobs import queries as job_queries
from certify.jobs.models import Job
from certify.lib import zipping
from certify.lib.errors import NotNowError
from certify.once.decorators import changes
from programs.models import Program

RECEIPT_LIMIT = 1000
NONE_IN_FORCE = "Belum ada sertifikat yang berlaku di program ini."


def _program(request: HttpRequest, program: int) -> Program:
    """Give a program in which this person may see a certificate; anything else is not there."""
    user = actor(request)
    seen = queries.visible_to(user).filter(program=program)
    rows = Program.objects.filter(pk__in=seen.values("program").distinct())
    return get_object_or_404(rows.select_related("agency__organization"), pk=program)


def _run(request: HttpRequest) -> int | None:
    chosen = request.GET.get("penerbitan", "")
    if not chosen:
        return None
    if not chosen.isdecimal():
        raise Http404
    return int(chosen)


def _own(user: User, program: Program) -> Organization:
    """Give the organization for which a person takes papers away."""
    return user.active_grants[0].organization or program.agency.organization


@require_safe
def outputs(request: HttpRequest, program: int) -> HttpResponse:
    """Offer the files, the lists and the prints of a program's certificates."""
    shown = _program(request, program)
    rows = queries.in_force(actor(request), shown)
    wanted = queries.print_run(actor(request), shown)
    context = {
        "print_run": wanted,
        "print_job": _print_job(wanted),
        "program": shown,
        "count": rows.count(),
        "first": rows.first(),
        "may_hand_over": queries.programs_with_handover(actor(request)).filter(pk=program).exists(),
        "receipt_limit": RECEIPT_LIMIT,
    }
    return render(request, "certificates/outputs.html", context)


def _print_job(wanted: queries.PrintRun) -> Job | None:
    """Give the job of a print file that is not there yet."""
    if wanted.is_made:
        return None
    return job_queries.with_key(tasks.print_key(wanted, day=timezone.localdate()))


@changes
def make_print_file(request: HttpRequest, program: int) -> HttpResponse:
    """Ask for one file for the printer; a job puts it together."""
    shown, user = _program(request, program), actor(request)
    wanted = queries.print_run(user, shown)
    if not wanted.certificates:
        raise NotNowError(NONE_IN_FORCE)
    own = _own(user, shown)
    operations.ask_for_print_file(
        program=shown, count=len(wanted.certificates), within=own, by=user, at=timezone.now()
    )
    tasks.start_print(wanted, shown, within=own, by=user, day=timezone.localdate())
    return redirect("certificates:outputs", program=program)


@require_safe
def print_file(request: HttpRequest, program: int) -> HttpResponseBase:
    """Stream the file for the printer, once it is there."""
    shown = _program(request, program)
    wanted = queries.print_run(actor(request), shown)
    if not wanted.is_made:
        raise NotNowError("Berkas cetak ini belum disusun. Susun dulu di halaman sebelumnya.")
    response = FileResponse(
        wanted.path.open("rb"), filename="Cetak-sertifikat.pdf", content_type="application/pdf"
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def archive(request: HttpRequest, program: int) -> HttpResponseBase:
    """Stream every file of a program in one ZIP: it is written while it is downloaded.

    Nothing changes, but the trail says who took so many people's papers away.
    """
    shown, user = _program(request, program), actor(request)
    files = queries.files_of(queries.in_force(user, shown, run=_run(request)))
    if not files:
        raise NotNowError(NONE_IN_FORCE)
    # A HEAD request, as of a download manager, takes nothing away.
    if request.method == "GET":
        operations.note_archive(
            program=shown, count=len(files), within=_own(user, shown), by=user, at=timezone.now()
        )
    pieces = zipping.stored(
        ((file.name, file.path.read_bytes) for file in files), at=timezone.localtime()
    )
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    name = f"Sertifikat-{slugify(shown.name)[:60]}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def receipts(request: HttpRequest, program: int) -> HttpResponse:
    """Print the list on which each holder signs for the paper received."""
    shown, user = _program(request, program), actor(request)
    rows = list(queries.in_force(user, shown)[: RECEIPT_LIMIT + 1])
    if not rows:
        raise NotNowError(NONE_IN_FORCE)
    if len(rows) > RECEIPT_LIMIT:
        raise NotNowError(
            f"Daftar ini paling banyak {RECEIPT_LIMIT} nama. Cetak per angkatan dari serah terima."
        )
    is_body = rows[0].body_id in user.organizations_with(Permission.VIEW_CERTIFICATION)
    giver = rows[0].body.organization if is_body else shown.agency.organization
    context = {"program": shown, "rows": rows}
    return papers.paper(
        render_to_string("certificates/papers/recipients.html", context),
        title=f"Tanda Terima Sertifikat: {shown.name}",
        file_name="Tanda-terima-sertifikat.pdf",
        letterhead=letterheads.letterhead_of(giver),
        signatures=papers.signature(giver),
        is_example=any(row.is_example for row in rows),
    )
