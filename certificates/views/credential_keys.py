"""A body's digital identity: its page, and the next key."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, permissions, queries
from certify.accounts.actor import actor
from certify.accounts.verification import recently_verified
from certify.lib.errors import NotNowError
from certify.lib.keyfolder import KeyFolderError
from certify.once.decorators import changes
from programs.models import CertificationBody

NEXT_KEY = (
    "Kunci yang dipakai sekarang langsung berhenti dipakai, tetapi tetap diumumkan. Kredensial "
    "yang sudah ditandatangani tetap sah."
)
FIRST_KEY = (
    "Sertifikat yang terbit sesudah ini membawa kredensial digital yang bisa diperiksa siapa saja. "
    "Kunci rahasianya disimpan terkunci di server ini."
)


def _body(request: HttpRequest, pk: int) -> CertificationBody:
    return get_object_or_404(queries.bodies_visible_to(actor(request)), pk=pk)


@require_safe
def credential_keys(request: HttpRequest, body: int) -> HttpResponse:
    """Show under which name a body signs its digital credentials, and with which keys."""
    shown = _body(request, body)
    keys = queries.credential_keys(shown)
    context = {
        "body": shown,
        "keys": keys,
        "active": next((key for key in keys if key.active_until is None), None),
        "lists": queries.status_lists(shown),
        "may_make": permissions.may_make_credential_key(actor(request), shown),
    }
    return render(request, "certificates/credential_keys.html", context)


@recently_verified
@require_safe
def new_credential_key(request: HttpRequest, body: int) -> HttpResponse:
    """Ask whether the next key shall be made."""
    shown = _body(request, body)
    permissions.may_make_credential_key(actor(request), shown).require()
    has_key = bool(queries.credential_keys(shown))
    context = {
        "question": "Ganti kunci kredensial?" if has_key else "Buat kunci kredensial?",
        "consequence": NEXT_KEY if has_key else FIRST_KEY,
        "action": reverse("certificates:make_credential_key", args=[shown.pk]),
        "verb": "Buat kunci",
        "back_url": reverse("certificates:credential_keys", args=[shown.pk]),
    }
    return render(request, "confirm.html", context)


@recently_verified
@changes
def make_credential_key(request: HttpRequest, body: int) -> HttpResponse:
    """Make the next key."""
    shown = _body(request, body)
    try:
        operations.make_credential_key(body=shown, by=actor(request), at=timezone.now())
    except KeyFolderError as problem:
        sentence = "Kunci belum bisa disimpan di server ini. Tidak ada yang berubah; lapor."
        raise NotNowError(sentence) from problem
    messages.success(request, "Kunci dibuat. Sertifikat berikutnya memakai kunci ini.")
    return redirect("certificates:credential_keys", body=shown.pk)
