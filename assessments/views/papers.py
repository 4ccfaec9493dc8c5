"""Minutes and decree as PDF: printed from what is recorded, the same bytes every time."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from assessments import queries
from assessments.enums import DecreeStatus, Outcome, PanelStatus
from assessments.models import Decision
from certify.accounts.actor import actor
from certify.accounts.letterheads import letterhead_of, signature_of
from certify.lib.dates import weekday_date, weekday_date_in_words
from certify.lib.errors import NotNowError
from certify.papers import SignatureBlock, render_paper


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(name)}.pdf"'
    return response


def _is_example(decisions: Sequence[Decision]) -> bool:
    """Invented people or unofficial units: the paper says CONTOH across every page."""
    return any(
        row.assessment.application.is_example or not row.assessment.scheme.standard.is_official
        for row in decisions
    )


def _counts(decisions: Sequence[Decision]) -> dict[str, int]:
    outcomes = [row.outcome for row in decisions]
    return {
        "competent": outcomes.count(Outcome.COMPETENT),
        "not_yet": outcomes.count(Outcome.NOT_YET_COMPETENT),
    }


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """*Berita Acara Pleno*: list, members, reasons, and the head of the trail (domain.md 2.8)."""
    panel = get_object_or_404(queries.panels_visible_to(actor(request)), pk=pk)
    if panel.status != PanelStatus.CLOSED:
        sentence = "Berita acara dicetak setelah keputusan pleno ditetapkan."
        raise NotNowError(sentence)
    decisions = list(queries.decisions(panel))
    members = list(panel.members.select_related("user"))
    body = panel.body
    content = render_to_string(
        "assessments/papers/minutes.html",
        {
            "panel": panel,
            "body": body,
            "decisions": decisions,
            "members": members,
            "postponed": panel.cases.filter(outcome="").select_related(
                "assessment__application__enrollment", "assessment__scheme"
            ),
            "opening": weekday_date_in_words(panel.held_on),
            "day": weekday_date(panel.held_on),
            **_counts(decisions),
        },
    )
    signatures = [
        SignatureBlock(position="Ketua" if member.is_chair else "Anggota", name=str(member.user))
        for member in members
    ]
    pdf = render_paper(
        content,
        title=f"Berita Acara Pleno {panel.program}",
        dated_on=panel.held_on,
        letterhead=letterhead_of(body.organization),
        signatures=signatures,
        is_example=_is_example(decisions),
    )
    return _pdf(pdf, f"berita-acara-pleno-{panel.held_on.isoformat()}")


@require_safe
def decree(request: HttpRequest, pk: int) -> HttpResponse:
    """*SK Penetapan Hasil*, with its list (domain.md 2.8); a draft says so."""
    row = get_object_or_404(queries.decrees_visible_to(actor(request)), pk=pk)
    decisions = list(queries.decisions(row.panel))
    organization = row.body.organization
    content = render_to_string(
        "assessments/papers/decree.html",
        {
            "decree": row,
            "body": row.body,
            "panel": row.panel,
            "decisions": decisions,
            "schemes": sorted({str(found.assessment.scheme) for found in decisions}),
            "held": weekday_date(row.panel.held_on),
            "is_draft": row.status == DecreeStatus.DRAFT,
            **_counts(decisions),
        },
    )
    signature = signature_of(organization, on=row.decided_on) or SignatureBlock(
        position="Direktur",
        name=str(row.signed_by or ""),
        city=organization.city,
        signed_on=row.decided_on,
    )
    pdf = render_paper(
        content,
        title=f"SK {row.number}",
        dated_on=row.decided_on,
        letterhead=letterhead_of(organization),
        signatures=[signature],
        is_example=_is_example(decisions),
    )
    return _pdf(pdf, f"sk-{row.number}".replace("/", "-"))
