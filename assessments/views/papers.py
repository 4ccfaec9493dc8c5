"""Minutes and decree as PDF: printed from what was kept when they were made, so always alike."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from assessments import queries
from assessments.enums import DecreeStatus, PanelStatus
from certify.accounts.actor import actor
from certify.lib.dates import weekday_date, weekday_date_in_words
from certify.lib.errors import NotNowError
from certify.papers import SignatureBlock, render_paper

# By wording: a template that signed papers were made with stays as it is.
MINUTES = {1: "assessments/papers/minutes.html"}
DECREES = {1: "assessments/papers/decree.html"}


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(name)}.pdf"'
    return response


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """*Berita Acara Pleno*: list, members, reasons, and the head of the trail (domain.md 2.8)."""
    panel = get_object_or_404(queries.panels_visible_to(actor(request)), pk=pk)
    if panel.status != PanelStatus.CLOSED:
        sentence = "Berita acara dicetak setelah keputusan pleno ditetapkan."
        raise NotNowError(sentence)
    content = queries.kept_minutes(panel)
    words = render_to_string(
        MINUTES[content.wording],
        {
            "content": content,
            "panel": panel,
            "opening": weekday_date_in_words(content.held_on),
        },
    )
    pdf = render_paper(
        words,
        title=f"Berita Acara Pleno {content.program}",
        dated_on=content.held_on,
        letterhead=content.letterhead,
        signatures=[
            SignatureBlock(position="Ketua" if member.is_chair else "Anggota", name=member.name)
            for member in content.members
        ],
        is_example=content.is_example,
    )
    return _pdf(pdf, f"berita-acara-pleno-{content.held_on.isoformat()}")


@require_safe
def decree(request: HttpRequest, pk: int) -> HttpResponse:
    """*SK Penetapan Hasil*, with its list (domain.md 2.8); a draft says so."""
    row = get_object_or_404(queries.decrees_visible_to(actor(request)), pk=pk)
    is_kept = row.status == DecreeStatus.IN_FORCE
    content = queries.kept_decree(row) if is_kept else queries.decree_content(row)
    words = render_to_string(
        DECREES[content.wording],
        {"content": content, "held": weekday_date(content.held_on)},
    )
    pdf = render_paper(
        words,
        title=f"SK {content.number}",
        dated_on=content.decided_on,
        letterhead=content.letterhead,
        signatures=[content.signature],
        is_example=content.is_example,
    )
    return _pdf(pdf, f"sk-{content.number}".replace("/", "-"))
