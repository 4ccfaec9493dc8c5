"""After issuing: what is downloaded, printed and signed for, for each side what is its own."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from certificates import queries
from certificates.views import papers
from certify.accounts import letterheads
from certify.accounts.actor import actor
from certify.accounts.roles import Permission
from certify.lib import zipping
from certify.lib.errors import NotNowError
from programs.models import Program

RECEIPT_LIMIT = 1000


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


@require_safe
def outputs(request: HttpRequest, program: int) -> HttpResponse:
    """Offer the files, the lists and the prints of a program's certificates."""
    shown = _program(request, program)
    rows = queries.in_force(actor(request), shown)
    context = {
        "program": shown,
        "count": rows.count(),
        "first": rows.first(),
        "may_hand_over": queries.programs_with_handover(actor(request)).filter(pk=program).exists(),
        "receipt_limit": RECEIPT_LIMIT,
    }
    return render(request, "certificates/outputs.html", context)


@require_safe
def archive(request: HttpRequest, program: int) -> HttpResponseBase:
    """Stream every file of a program in one ZIP: it is written while it is downloaded."""
    shown = _program(request, program)
    files = queries.files_of(queries.in_force(actor(request), shown, run=_run(request)))
    if not files:
        raise NotNowError("Belum ada sertifikat yang berlaku di program ini.")
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
        raise NotNowError("Belum ada sertifikat yang berlaku di program ini.")
    if len(rows) > RECEIPT_LIMIT:
        raise NotNowError(
            f"Daftar ini paling banyak {RECEIPT_LIMIT} nama. Cetak per angkatan dari serah terima."
        )
    is_body = rows[0].body_id in user.organizations_with(Permission.VIEW_CERTIFICATION)
    giver = rows[0].body.organization if is_body else shown.agency.organization
    context = {"program": shown, "rows": rows}
    return papers.paper(
        render_to_string("certificates/papers/recipients.html", context),
        title=f"Tanda Terima Sertifikat {shown.name}",
        file_name="Tanda-terima-sertifikat.pdf",
        letterhead=letterheads.letterhead_of(giver),
        signatures=papers.signature(giver),
        is_example=any(row.is_example for row in rows),
    )
