"""The participant's page: a door that gives nothing away, and a short session behind it.

GET of the personal address shows only the program's name and *Buka*: scanners of messages open
addresses too. Its POST sets a signed cookie for thirty minutes, good for /milik-saya/ only.
"""

import functools
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, queries, rules
from certificates.enums import PublicState
from certificates.forms import NameReportForm
from certificates.models import AccessLink, Certificate
from certificates.queries import HolderPage
from certificates.rendering import page_picture
from certificates.views.register import pdf_answer
from certify.lib.errors import DomainError, NotNowError
from certify.once.decorators import changes

COOKIE = "milik_saya"
SALT = "certificates.holder"
SESSION_SECONDS = 30 * 60
PICTURE_WIDTH = 1080
SMALL_WIDTH = 480
USABLE = (PublicState.VALID, PublicState.EXPIRED)

View = Callable[..., HttpResponse]


def _private(view: View) -> View:
    """Open to whoever holds the link, and never kept on the way."""

    @login_not_required
    @functools.wraps(view)
    def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
        response = view(request, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return page


def _usable_link(token: str) -> AccessLink | None:
    return queries.usable_link(operations.token_hash(token), today=timezone.localdate())


def _gone(request: HttpRequest, template: str) -> HttpResponse:
    return render(request, template, status=404)


@_private
@require_safe
def door(request: HttpRequest, token: str) -> HttpResponse:
    """Show the program's name and one button."""
    link = _usable_link(token)
    if link is None:
        return _gone(request, "certificates/door_gone.html")
    context = {"program": link.enrollment.program, "token": token}
    return render(request, "certificates/door.html", context)


@changes
def _open(request: HttpRequest, token: str) -> HttpResponse:
    link = _usable_link(token)
    if link is None:
        return _gone(request, "certificates/door_gone.html")
    operations.open_link(link=link, at=timezone.now())
    return redirect("certificates:mine")


def _keeping_session(view: View) -> View:
    """Set the cookie outside of ``@changes``: a double tap gets it with the repeated answer too."""

    @functools.wraps(view)
    def page(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token=token)
        link = _usable_link(token)
        if isinstance(response, HttpResponseRedirect) and link is not None:
            response.set_cookie(
                COOKIE,
                signing.dumps(link.pk, salt=SALT),
                max_age=SESSION_SECONDS,
                path=reverse("certificates:mine"),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return page


open_door = _private(_keeping_session(_open))


def _holder(request: HttpRequest) -> HolderPage | None:
    try:
        key = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SESSION_SECONDS)
    except signing.BadSignature:
        return None
    today = timezone.localdate()
    link = queries.link_of_session(int(key), today=today)
    return queries.holder_page(link.enrollment, today=today) if link else None


def _required(request: HttpRequest) -> HolderPage:
    page = _holder(request)
    if page is None:
        raise NotNowError("Halaman ini sudah tertutup. Buka lagi tautan dari pesan Anda.")
    return page


def _certificate(page: HolderPage) -> Certificate:
    if page.certificate is None or page.state not in USABLE:
        raise Http404
    return page.certificate


def _show(
    request: HttpRequest, page: HolderPage, form: NameReportForm, *, status: int = 200
) -> HttpResponse:
    certificate = page.certificate if page.state in USABLE else None
    context = {
        "page": page,
        "steps": queries.STEPS,
        "certificate": certificate,
        "former": page.certificate if certificate is None else None,
        "form": form,
        "may_report": page.report is None or page.report.answered_at is not None,
    }
    if certificate is not None:
        url = queries.verify_url(certificate.code)
        text = f"Sertifikat {certificate.qualification} atas nama {certificate.holder_name}: {url}"
        context |= {
            "verify_url": url,
            "has_credential": queries.has_credential(certificate),
            "share_text": text,
            "whatsapp": f"https://wa.me/?text={quote(text)}",
            "file_name": rules.file_name(
                qualification=certificate.qualification, holder_name=certificate.holder_name
            ),
            "kilobytes": max(1, round(len(queries.given_pdf(certificate)) / 1024)),
        }
    return render(request, "certificates/mine.html", context, status=status)


@_private
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the holder where the road is, the answer, and the certificate."""
    page = _holder(request)
    if page is None:
        return render(request, "certificates/mine_closed.html", status=403)
    return _show(request, page, NameReportForm(initial={"proposed_name": page.name}))


@_private
@require_safe
def mine_pdf(request: HttpRequest, name: str) -> HttpResponse:
    """Give the certificate's file; the address ends in the name it is kept under."""
    del name
    certificate = _certificate(_required(request))
    return pdf_answer(certificate, queries.given_pdf(certificate), as_attachment=True)


@_private
@require_safe
def mine_picture(request: HttpRequest) -> HttpResponse:
    """Give the first page as a picture, for the phone's gallery or small for the page."""
    certificate = _certificate(_required(request))
    is_small = request.GET.get("kecil") is not None
    width = SMALL_WIDTH if is_small else PICTURE_WIDTH
    picture = page_picture(queries.stored_pdf(certificate), width=width)
    response = HttpResponse(picture, content_type="image/jpeg")
    name = rules.file_name(
        qualification=certificate.qualification, holder_name=certificate.holder_name, kind="jpg"
    )
    kind = "inline" if is_small else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    return response


@_private
@changes
def report_name(request: HttpRequest) -> HttpResponse:
    """Take a holder's word that the name is written wrong."""
    page = _required(request)
    form = NameReportForm(request.POST)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    try:
        operations.report_name(
            enrollment=page.enrollment,
            proposed_name=form.cleaned_data["proposed_name"],
            message=form.cleaned_data["message"],
            at=timezone.now(),
        )
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _show(request, page, form, status=422)
    messages.success(request, "Terima kasih. Laporan Anda sudah kami terima.")
    return redirect("certificates:mine")
