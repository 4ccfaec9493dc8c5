"""What the papers about certificates share: letter head, signature, and how they are shown."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from certificates import queries
from certify.accounts.models import Organization
from certify.papers import Letterhead, SignatureBlock, render_paper


def letterhead(organization: Organization) -> Letterhead:
    """Give the head of an organization's papers."""
    lines = [line for line in (organization.parent_name, organization.name) if line]
    contact = " · ".join(
        part for part in (organization.phone, organization.email, organization.website) if part
    )
    return Letterhead(
        lines=tuple(lines),
        address=organization.address,
        contact=contact,
        logo=queries.logo_of(organization),
    )


def paper(body: str, *, title: str, file_name: str, **more: Any) -> HttpResponse:
    """Typeset a paper and show it; no browser or proxy keeps it."""
    pdf = render_paper(body, title=title, dated_on=timezone.localdate(), **more)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def signature(organization: Organization, opening: str = "") -> list[SignatureBlock]:
    """Give the signature of whoever signs for an organization today, if somebody does."""
    today = timezone.localdate()
    signatory = queries.signatory_on(organization, today)
    if signatory is None:
        return []
    return [
        SignatureBlock(
            opening=opening,
            position=signatory.position,
            name=signatory.name,
            city=organization.city,
            signed_on=today,
            rank=signatory.rank,
            nip=signatory.employee_number,
        )
    ]
