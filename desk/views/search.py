"""Search from any page. An identity number never stands in an address: it goes by POST only."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from certify.accounts.actor import actor
from certify.lib import nik
from certify.privacy import keys
from desk import queries

LONGEST = 80


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what the words find; an identity number in the address is not looked up."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    refused = _looks_like_nik(text)
    text = "" if refused else text
    return render(
        request,
        "desk/search.html",
        {"text": text, "refused": refused, "found": queries.find(actor(request), text)},
    )


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Take what was typed: an identity number is answered here, words get an address."""
    text = request.POST.get("q", "").strip()[:LONGEST]
    if not _looks_like_nik(text):
        return redirect(f"{reverse('desk:search')}?{urlencode({'q': text})}")
    found = queries.find_nik(actor(request), keys.index(nik.normalized(text)))
    return render(
        request,
        "desk/search.html",
        {"text": "", "masked": nik.mask(nik.normalized(text)), "found": found},
    )


def _looks_like_nik(text: str) -> bool:
    return re.fullmatch(r"\d{16}", nik.normalized(text)) is not None
