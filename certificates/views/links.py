"""Personal links: made, shown as a message or a card, revoked; and what holders report."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from certificates import operations, permissions, queries
from certificates.enums import LinkChannel
from certificates.forms import AnswerForm, LinksForm, ReasonForm
from certificates.models import AccessLink, NameReport, Proposal
from certificates.rendering import qr_svg
from certify.accounts.actor import actor
from certify.accounts.roles import Permission
from certify.lib.errors import DomainError
from certify.once.decorators import changes
from certify.papers import render_paper
from participants.models import Enrollment, Identity
from programs.models import Program


def private_url(token: str) -> str:
    """Give the address that opens a participant's page."""
    return f"{settings.PUBLIC_URL}/p/{token}"


def _program(request: HttpRequest, program: int) -> Program:
    return get_object_or_404(queries.programs_with_links(actor(request)), pk=program)


def _page(
    request: HttpRequest, program: Program, form: LinksForm, *, status: int = 200
) -> HttpResponse:
    people = list(queries.enrollments_with_links(actor(request), program))
    chosen = set(form["enrollments"].value() or ())
    context = {
        "program": program,
        "form": form,
        "people": [
            {
                "enrollment": row,
                "name": _written(row).full_name,
                "is_example": _written(row).is_example,
                "newest": next((n for n in row.links.all() if n.revoked_at is None), None),
                "count": len(row.links.all()),
                "report": next((r for r in row.name_reports.all() if r.answered_at is None), None),
                "is_chosen": str(row.pk) in chosen,
            }
            for row in people
        ],
    }
    return render(request, "certificates/links.html", context, status=status)


def _form(request: HttpRequest, program: Program, data: Any = None) -> LinksForm:
    rows = queries.enrollments_with_links(actor(request), program)
    return LinksForm(data, choices=list(rows.values_list("pk", flat=True)))


@require_safe
def links(request: HttpRequest, program: int) -> HttpResponse:
    """List a program's people with their newest link."""
    shown = _program(request, program)
    return _page(request, shown, _form(request, shown))


@changes
def make_links(request: HttpRequest, program: int) -> HttpResponse:
    """Make links for the chosen people, and offer them as messages or as cards."""
    shown = _program(request, program)
    form = _form(request, shown, request.POST)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    people = queries.enrollments_with_links(actor(request), shown)
    made = operations.make_links(
        enrollments=list(people.filter(pk__in=form.cleaned_data["enrollments"])),
        channel=LinkChannel(form.cleaned_data["channel"]),
        by=actor(request),
        at=timezone.now(),
    )
    keys = "-".join(str(link.pk) for link in made)
    return redirect(f"{reverse('certificates:messages', args=[program])}?tautan={keys}")


def _chosen(request: HttpRequest, program: Program) -> list[tuple[AccessLink, str]]:
    asked = [int(key) for key in request.GET.get("tautan", "").split("-") if key.isdecimal()]
    rows = queries.links(actor(request)).filter(
        enrollment__program=program, pk__in=asked[:400], revoked_at__isnull=True
    )
    return [
        (link, private_url(operations.token_of(link)))
        for link in rows.order_by("enrollment__number", "pk")
    ]


def _written(enrollment: Enrollment) -> Identity:
    """Give the body's copy where there is one: a body never reads the agency's register."""
    return getattr(enrollment, "application", None) or enrollment.person


def _identity(link: AccessLink) -> Identity:
    return _written(link.enrollment)


def _message(link: AccessLink, url: str) -> str:
    return (
        f"Yth. {_identity(link).full_name}, ini tautan pribadi Anda untuk program "
        f"{link.enrollment.program.name}. Tautan ini hanya untuk Anda, jangan diteruskan. "
        f"Hasil asesmen dan sertifikat bisa dilihat di sini: {url}"
    )


def _whatsapp_url(phone: str, text: str) -> str:
    digits = "".join(letter for letter in phone if letter.isdigit())
    if digits.startswith("0"):
        digits = f"62{digits[1:]}"
    return f"https://wa.me/{digits}?text={quote(text)}"


@require_safe
def link_messages(request: HttpRequest, program: int) -> HttpResponse:
    """Offer the new links as cards to print, or as messages to copy or to open in WhatsApp."""
    shown = _program(request, program)
    chosen = _chosen(request, shown)
    rows = []
    for link, url in chosen:
        text = _message(link, url)
        rows.append(
            {
                "link": link,
                "name": _identity(link).full_name,
                "url": url,
                "text": text,
                "whatsapp": _whatsapp_url(_identity(link).phone, text),
            }
        )
    context = {
        "program": shown,
        "rows": rows,
        "chosen": request.GET.get("tautan", ""),
        "are_cards": bool(chosen) and all(link.channel == LinkChannel.CARD for link, _ in chosen),
    }
    response = render(request, "certificates/messages.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def cards(request: HttpRequest, program: int) -> HttpResponse:
    """Print the new links as cards with a QR code, eight to a sheet."""
    shown = _program(request, program)
    chosen = _chosen(request, shown)
    rows = [
        {
            "link": link,
            "name": _identity(link).full_name,
            "url": url,
            "qr": mark_safe(qr_svg(url.upper())),  # noqa: S308 -- our drawing
        }
        for link, url in chosen
    ]
    body = render_to_string("certificates/papers/cards.html", {"program": shown, "rows": rows})
    pdf = render_paper(
        body,
        title=f"Kartu tautan {shown.name}",
        dated_on=timezone.localdate(),
        is_example=any(_identity(link).is_example for link, _ in chosen),
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="Kartu-tautan.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _link(request: HttpRequest, pk: int) -> AccessLink:
    return get_object_or_404(queries.links(actor(request)), pk=pk)


def _revocation_page(
    request: HttpRequest, link: AccessLink, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    permissions.may_revoke_link(actor(request), link).require()
    program = link.enrollment.program
    context = {
        "question": f"Cabut tautan milik {_identity(link).full_name}?",
        "facts": [("Program", program.name), ("Cara", link.get_channel_display())],
        "consequence": "Siapa pun yang memegang tautan ini tidak bisa membukanya lagi.",
        "action": reverse("certificates:revoke_link", args=[link.pk]),
        "verb": "Cabut tautan",
        "danger": True,
        "back_url": reverse("certificates:links", args=[program.pk]),
        "form": form,
    }
    return render(request, "confirm.html", context, status=status)


@require_safe
def link_revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a link ends."""
    return _revocation_page(request, _link(request, pk), ReasonForm())


@changes
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    """End a link."""
    link, form = _link(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _revocation_page(request, link, form, status=422)
    operations.revoke_link(
        link=link, reason=form.cleaned_data["reason"][:200], by=actor(request), at=timezone.now()
    )
    messages.success(request, "Tautan dicabut. Buat tautan baru bila perlu.")
    return redirect("certificates:links", program=link.enrollment.program_id)


@require_safe
def name_reports(request: HttpRequest, program: int) -> HttpResponse:
    """List what holders say about their names, open ones first."""
    shown = _program(request, program)
    rows = queries.name_reports(actor(request)).filter(enrollment__program=shown)
    reports = list(rows.select_related("answered_by").order_by("answered_at", "-reported_at"))
    written = queries.written_names([row.enrollment_id for row in reports])
    context = {
        "program": shown,
        "open": [
            (
                row,
                written.get(row.enrollment_id),
                AnswerForm(prefix=str(row.pk)),
                *_correction(request, row, written.get(row.enrollment_id)),
            )
            for row in reports
            if row.answered_at is None
        ],
        "answered": [row for row in reports if row.answered_at is not None],
    }
    return render(request, "certificates/name_reports.html", context)


def _correction(
    request: HttpRequest, report: NameReport, written: queries.Written | None
) -> tuple[Proposal | None, str]:
    """Give the open proposal about the certificate, or else the address of a new one."""
    user, certificate = actor(request), written.certificate if written else None
    if certificate is None or not user.has(Permission.PROPOSE_CHANGE, within=certificate.body_id):
        return None, ""
    waiting = queries.open_proposal(certificate)
    if waiting is not None:
        return waiting, ""
    address = reverse("certificates:proposing", args=[certificate.pk, "ganti"])
    return None, f"{address}?laporan={report.pk}"


@changes
def answer_name_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a holder in words."""
    report = get_object_or_404(queries.name_reports(actor(request)), pk=pk)
    form = AnswerForm(request.POST, prefix=str(pk))
    if not form.is_valid():
        return _answer_again(request, report, form)
    try:
        operations.answer_name_report(
            report=report,
            answer=form.cleaned_data["answer"],
            by=actor(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _answer_again(request, report, form)
    messages.success(request, "Jawaban tersimpan. Peserta melihatnya di halamannya.")
    return redirect("certificates:name_reports", program=report.enrollment.program_id)


def _answer_again(request: HttpRequest, report: NameReport, form: AnswerForm) -> HttpResponse:
    written = queries.written_names([report.enrollment_id]).get(report.enrollment_id)
    context = {
        "program": report.enrollment.program,
        "open": [(report, written, form, *_correction(request, report, written))],
        "answered": [],
    }
    return render(request, "certificates/name_reports.html", context, status=422)
