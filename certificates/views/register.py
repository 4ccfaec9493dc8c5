"""The register: the list, a certificate's page, its file."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from certificates import permissions, queries, rules
from certificates.enums import CertificateStatus, PublicState
from certificates.models import Certificate
from certificates.queries import Filters
from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.audit import trail

PAGE = 50
SOON = timedelta(days=90)
EXPIRING = "expiring"
TABS = (
    ("", "Semua"),
    ("valid", "Berlaku"),
    (EXPIRING, "Habis dalam 90 hari"),
    ("expired", "Sudah habis"),
    (CertificateStatus.SUSPENDED.value, "Dibekukan"),
    (CertificateStatus.REVOKED.value, "Dicabut"),
    (CertificateStatus.REPLACED.value, "Diganti"),
)
UNFINISHED = (CertificateStatus.RESERVED.value, "Belum jadi")
TONES = {
    PublicState.VALID: "good",
    PublicState.EXPIRED: "wait",
    PublicState.SUSPENDED: "act",
    PublicState.REVOKED: "bad",
    PublicState.REPLACED: "wait",
}


def state_words(certificate: Certificate) -> tuple[str, str]:
    """Give the status word of a certificate for staff, and its tone."""
    if certificate.status in (CertificateStatus.RESERVED, CertificateStatus.VOID):
        return certificate.get_status_display(), "wait"
    today = timezone.localdate()
    state = rules.public_state(certificate.status, certificate.valid_until, today=today)
    words = (
        "Habis masa berlaku" if state is PublicState.EXPIRED else certificate.get_status_display()
    )
    return words, TONES[state]


@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """List the certificates that this person's side may see."""
    user, today = actor(request), timezone.localdate()
    chosen = request.GET.get("keadaan", "")
    words = request.GET.get("cari", "").replace("\0", "").strip()[:80]
    program = request.GET.get("program", "")
    filters = Filters(
        words=words,
        status="" if chosen == EXPIRING else chosen,
        program=int(program) if program.isdecimal() else None,
        expiring_by=today + SOON if chosen == EXPIRING else None,
    )
    rows = queries.filtered(queries.visible_to(user), filters, today=today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page_obj": page,
        "rows": [(row, *state_words(row)) for row in page],
        "tabs": _tabs(user, chosen, words, program),
        "words": words,
        "chosen": chosen,
        "program": program,
        "is_filtered": bool(words or chosen or program),
    }
    return render(request, "certificates/certificates.html", context)


def _tabs(user: User, chosen: str, words: str, program: str) -> list[dict[str, Any]]:
    is_body = bool(user.organizations_with(Permission.VIEW_CERTIFICATION))
    kept = {key: value for key, value in (("cari", words), ("program", program)) if value}
    return [
        {
            "url": f"?{urlencode({'keadaan': value, **kept})}",
            "label": label,
            "count": None,
            "current": value == chosen,
        }
        for value, label in (*TABS, UNFINISHED)[: None if is_body else len(TABS)]
    ]


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a certificate with what happened to it and what may happen next."""
    user = actor(request)
    shown = get_object_or_404(queries.with_life(queries.visible_to(user)), pk=pk)
    words, tone = state_words(shown)
    context = {
        "certificate": shown,
        "content": shown.frozen,
        "status_words": words,
        "status_tone": tone,
        "facts": _facts(shown),
        "handover": next(iter(shown.handovers.all()), None),
        "successor": next(iter(shown.successors.all()), None),
        "changes": list(shown.changes.all()),
        "acts": _acts(user, shown),
        "may_hand_over": permissions.may_hand_over_certificate(user, shown),
        "verify_url": queries.verify_url(shown.code),
        "events": trail.timeline(shown, user=user),
    }
    return render(request, "certificates/certificate.html", context)


def _facts(shown: Certificate) -> list[tuple[str, str]]:
    facts = [
        ("Keahlian", shown.qualification),
        ("Program", shown.program.name),
        ("Nomor sertifikat BNSP", shown.certificate_number),
        ("Nomor registrasi BNSP", shown.registration_number),
        ("Nomor register", str(shown)),
    ]
    return [fact for fact in facts if fact[1]]


def _acts(user: User, shown: Certificate) -> list[dict[str, Any]]:
    """Give what this person's office may do; people of the agency are not shown these at all."""
    if not user.has(Permission.VIEW_CERTIFICATION, within=shown.body_id):
        return []
    if shown.status == CertificateStatus.RESERVED:
        rows = [("Batalkan nomor", "voiding", permissions.may_void(user, shown), "danger")]
    else:
        rows = [
            ("Ganti sertifikat", "replacement", permissions.may_replace(user, shown), "secondary"),
            ("Bekukan", "suspension", permissions.may_suspend(user, shown), "secondary"),
            ("Cabut", "revocation", permissions.may_revoke(user, shown), "danger"),
        ]
        if shown.status == CertificateStatus.SUSPENDED:
            rows[1] = ("Pulihkan", "lifting", permissions.may_lift(user, shown), "secondary")
    return [
        {
            "label": label,
            "url": reverse(f"certificates:{name}", args=[shown.pk]),
            "verdict": verdict,
            "kind": kind,
        }
        for label, name, verdict, kind in rows
    ]


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Stream the issued file from private storage under a name that people understand."""
    shown = get_object_or_404(queries.visible_to(actor(request)), pk=pk)
    return pdf_answer(shown, as_attachment=request.GET.get("buka") is None)


def pdf_answer(shown: Certificate, *, as_attachment: bool) -> HttpResponse:
    """Give the stored bytes, never kept by browsers or proxies on the way."""
    response = HttpResponse(queries.stored_pdf(shown), content_type="application/pdf")
    name = rules.file_name(qualification=shown.qualification, holder_name=shown.holder_name)
    kind = "attachment" if as_attachment else "inline"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
