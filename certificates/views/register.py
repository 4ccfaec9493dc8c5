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
from certificates.enums import (
    CertificateStatus,
    CopyStatus,
    ProposalKind,
    ProposalStatus,
    PublicState,
)
from certificates.models import Certificate, Proposal
from certificates.queries import Filters
from certificates.views.copies import acts_of
from certificates.views.proposals import WORDS
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
SHEET_TONES = {
    CopyStatus.PRINTED: "wait",
    CopyStatus.HANDED_OVER: "good",
    CopyStatus.RETURNED: "wait",
    CopyStatus.LOST: "bad",
    CopyStatus.SPOILED: "bad",
}
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
        "may_see_proposals": permissions.may_see_proposals(user),
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
    is_body = user.has(Permission.VIEW_CERTIFICATION, within=shown.body_id)
    context = {
        "certificate": shown,
        "content": shown.frozen,
        "status_words": words,
        "status_tone": tone,
        "facts": _facts(shown),
        "handover": next(iter(shown.handovers.all()), None),
        "successor": next(iter(shown.successors.all()), None),
        "renewal": next((row for row in shown.renewals.all() if row.pdf), None),
        "changes": list(shown.changes.all()),
        "acts": _acts(user, shown) if is_body else [],
        "open_proposal": queries.open_proposal(shown) if is_body else None,
        "ended_proposals": _ended(shown) if is_body else [],
        "sheets": _sheets(request, shown),
        "last_sheet": queries.last_sheet(shown),
        "may_print_copy": permissions.may_print_copy(user, shown),
        "may_hand_over": permissions.may_hand_over_certificate(user, shown)
        and permissions.can_leave(queries.last_sheet(shown)),
        "verify_url": queries.verify_url(shown.code),
        "name_in_register": _name_in_register(user, shown),
        "events": trail.timeline(shown, user=user),
    }
    return render(request, "certificates/certificate.html", context)


def _name_in_register(user: User, shown: Certificate) -> str:
    """Give the name that the agency has now, for the agency, where the certificate has another."""
    if shown.status != CertificateStatus.ISSUED or not user.has(
        Permission.VIEW_PROGRAMS, within=shown.program.agency_id
    ):
        return ""
    name = shown.assessment.application.enrollment.person.full_name
    return name if name != shown.holder_name else ""


def _facts(shown: Certificate) -> list[tuple[str, str]]:
    facts = [
        ("Keahlian", shown.qualification),
        ("Program", shown.program.name),
        ("Nomor sertifikat BNSP", shown.certificate_number),
        ("Nomor registrasi BNSP", shown.registration_number),
        ("Nomor register", str(shown)),
        ("Segel digital", _seal_words(shown)),
    ]
    return [fact for fact in facts if fact[1]]


def _seal_words(shown: Certificate) -> str:
    if shown.status in (CertificateStatus.RESERVED, CertificateStatus.VOID):
        return ""
    if signed := queries.signed_file(shown):
        return f"Ditandatangani di luar oleh {signed.signer}"
    # In the words of the public page, so that staff know what strangers read.
    found = queries.answer(shown.code, today=timezone.localdate()).certificate
    return found.seal.label if found else ""


def _acts(user: User, shown: Certificate) -> list[dict[str, Any]]:
    """Give what this person's office may do; people of the agency are not shown these at all."""
    if shown.status in (CertificateStatus.RESERVED, CertificateStatus.VOID):
        return [
            {
                "label": "Batalkan nomor",
                "url": reverse("certificates:voiding", args=[shown.pk]),
                "verdict": permissions.may_void(user, shown),
                "kind": "danger",
            }
        ]
    kinds = [ProposalKind.REPLACE, ProposalKind.SUSPEND, ProposalKind.REVOKE]
    if shown.status == CertificateStatus.SUSPENDED:
        kinds = [ProposalKind.LIFT, ProposalKind.REVOKE]
    sheet = queries.last_sheet(shown)
    if sheet is not None and sheet.status == CopyStatus.LOST:
        kinds.insert(0, ProposalKind.DUPLICATE)
    acts = [
        {
            "label": f"Usulkan: {WORDS[kind].verb.lower()}",
            "url": reverse("certificates:proposing", args=[shown.pk, WORDS[kind].slug]),
            "verdict": permissions.may_propose(user, shown, kind),
            "kind": "danger" if kind == ProposalKind.REVOKE else "secondary",
        }
        for kind in kinds
    ]
    # Most bodies seal by themselves: only who can use it sees it.
    if signing := permissions.may_attach_signed_file(user, shown):
        url = reverse("certificates:signed_file", args=[shown.pk])
        label = "Unggah tanda tangan elektronik"
        acts.append({"label": label, "url": url, "verdict": signing, "kind": "secondary"})
    return acts


def _ended(shown: Certificate) -> list[Proposal]:
    """Give the proposals that changed nothing; those that did stand among the changes."""
    ended = (ProposalStatus.DECLINED, ProposalStatus.WITHDRAWN)
    return [row for row in shown.proposals.all() if row.status in ended]


def _sheets(request: HttpRequest, shown: Certificate) -> list[dict[str, Any]]:
    rows = []
    for sheet in shown.copies.all():
        sheet.certificate = shown
        moves = list(sheet.changes.all())
        rows.append(
            {
                "sheet": sheet,
                "tone": SHEET_TONES[CopyStatus(sheet.status)],
                "note": moves[-1] if moves else None,
                "handovers": list(sheet.handovers.all()),
                "acts": acts_of(request, sheet),
            }
        )
    return rows


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Stream the issued file from private storage under a name that people understand."""
    shown = get_object_or_404(queries.visible_to(actor(request)), pk=pk)
    is_shown_here = request.GET.get("buka") is not None
    return pdf_answer(shown, queries.given_pdf(shown), as_attachment=not is_shown_here)


def pdf_answer(shown: Certificate, content: bytes, *, as_attachment: bool) -> HttpResponse:
    """Give a certificate's file, never kept by browsers or proxies on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    name = rules.file_name(qualification=shown.qualification, holder_name=shown.holder_name)
    kind = "attachment" if as_attachment else "inline"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
