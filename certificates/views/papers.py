"""What the papers about certificates share: the signature, and how they are shown."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from certify.accounts import letterheads
from certify.accounts.models import Organization
from certify.papers import SignatureBlock, render_paper


def paper(body: str, *, title: str, file_name: str, **more: Any) -> HttpResponse:
    """Typeset a paper and show it; no browser or proxy keeps it."""
    pdf = render_paper(body, title=title, dated_on=timezone.localdate(), **more)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def signature(organization: Organization) -> list[SignatureBlock]:
    """Give the signature of whoever signs for an organization today, if somebody does."""
    block = letterheads.signature_of(organization, on=timezone.localdate())
    return [block] if block else []
