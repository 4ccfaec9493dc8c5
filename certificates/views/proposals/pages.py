"""What was proposed: the list, and one proposal with what may be answered."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from certificates import permissions, queries
from certificates.enums import ProposalKind, ProposalStatus
from certificates.models import Proposal
from certificates.views.life import facts_of
from certificates.views.proposals.words import WORDS
from certify.accounts.actor import actor
from certify.audit import trail

PAGE = 50
TONES = {
    ProposalStatus.OPEN: "act",
    ProposalStatus.APPROVED: "good",
    ProposalStatus.DECLINED: "wait",
    ProposalStatus.WITHDRAWN: "wait",
}


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """List what was proposed, what waits first."""
    user, chosen = actor(request), request.GET.get("keadaan", ProposalStatus.OPEN.value)
    permissions.may_see_proposals(user).require()
    rows = queries.proposals(user)
    if chosen in ProposalStatus.values:
        rows = rows.filter(status=chosen)
    page = Paginator(rows, PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page_obj": page,
        "rows": [
            (row, WORDS[ProposalKind(row.kind)].verb, TONES[ProposalStatus(row.status)])
            for row in page
        ],
        "tabs": [
            {"url": f"?keadaan={value}", "label": label, "count": None, "current": value == chosen}
            for value, label in [*ProposalStatus.choices, ("semua", "Semua")]
        ],
        "is_open": chosen == ProposalStatus.OPEN,
    }
    return render(request, "certificates/proposals.html", context)


def load_proposal(request: HttpRequest, pk: int) -> Proposal:
    """Give a proposal of a body whose certification the person may see, or 404."""
    rows = queries.proposals(actor(request)).select_related("name_report", "run")
    return get_object_or_404(rows, pk=pk)


@require_safe
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was proposed, by whom, and what may be answered."""
    shown, user = load_proposal(request, pk), actor(request)
    context = {
        "proposal": shown,
        "certificate": shown.certificate,
        "words": WORDS[ProposalKind(shown.kind)],
        "tone": TONES[ProposalStatus(shown.status)],
        "facts": facts_of(shown.certificate),
        "differences": _differences(shown),
        "may_approve": permissions.may_approve(user, shown),
        "approval_url": reverse("certificates:approval", args=[pk]),
        "may_decline": permissions.may_decline(user, shown),
        "declining_url": reverse("certificates:declining", args=[pk]),
        "may_withdraw": permissions.may_withdraw(user, shown),
        "withdrawal_url": reverse("certificates:withdrawal", args=[pk]),
        "is_mine": shown.proposed_by_id == user.pk,
        "is_open": shown.status == ProposalStatus.OPEN,
        "events": trail.timeline(shown, user=user),
    }
    return render(request, "certificates/proposal.html", context)


def _differences(shown: Proposal) -> list[tuple[str, str, str, bool]]:
    """Give what the paper says and what the new one would say, for a correction."""
    if shown.kind != ProposalKind.REPLACE:
        return []
    old = shown.certificate
    pairs = [
        ("Nama", old.holder_name, shown.full_name),
        ("Nomor sertifikat", old.certificate_number, shown.certificate_number),
        ("Nomor registrasi", old.registration_number, shown.registration_number),
    ]
    return [(label, now, new, now != new) for label, now, new in pairs if now or new]
