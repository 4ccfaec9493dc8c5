"""The public answer to a code: no sign-in, no cookie, no script, nothing written, nothing cached.

A hit is never limited. Codes that are not found are counted per address in this process only;
nobody needs thirty wrong codes in ten minutes (reliability.md C6).
"""

import functools
import ipaddress
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from certificates import queries, rules
from certificates.enums import PublicState
from certificates.queries import Answer
from certificates.rendering import render_svg_strip

WRONG_CODES = 30
WINDOW_SECONDS = 600
ADDRESSES = 10_000
STRIP_COLUMNS = 8
IPV6_NETWORK = 64

WORDS_EN = {
    PublicState.VALID: "This certificate is valid",
    PublicState.EXPIRED: "This certificate is genuine, but its validity has ended",
    PublicState.SUSPENDED: "This certificate is suspended",
    PublicState.REVOKED: "This certificate has been revoked",
    PublicState.REPLACED: "This certificate has been replaced",
    PublicState.UNKNOWN: "Code not found",
}
TONES = {
    PublicState.VALID: ("good", "✓"),
    PublicState.EXPIRED: ("warn", "!"),
    PublicState.SUSPENDED: ("warn", "‖"),
    PublicState.REVOKED: ("bad", "✕"),
    PublicState.REPLACED: ("warn", "⇄"),
    PublicState.UNKNOWN: ("bad", "?"),
}


class WrongCodes:
    """Counts codes that were not found, per address, in this process's memory."""

    def __init__(self, *, allowed: int, seconds: int, addresses: int) -> None:
        """Take the limits; the oldest addresses are forgotten first."""
        self._allowed = allowed
        self._seconds = seconds
        self._addresses = addresses
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_seconds(self, address: str, *, now: float) -> int:
        """Count one wrong code; give 0, or the seconds to wait when there were too many."""
        with self._lock:
            times = self._seen.setdefault(address, deque())
            self._seen.move_to_end(address)
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) >= self._allowed:
                return int(times[0] + self._seconds - now) + 1
            times.append(now)
            while len(self._seen) > self._addresses:
                self._seen.popitem(last=False)
            return 0

    def forget(self) -> None:
        """Start anew."""
        with self._lock:
            self._seen.clear()


wrong_codes = WrongCodes(allowed=WRONG_CODES, seconds=WINDOW_SECONDS, addresses=ADDRESSES)

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Make a page of the public verification: open, small, never kept anywhere."""

    @login_not_required
    @require_safe
    @cache_control(no_store=True)
    @gzip_page
    @functools.wraps(view)
    def page(request: HttpRequest, **kwargs: str) -> HttpResponse:
        return view(request, **kwargs)

    return page


@public
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a scanned or typed code."""
    found = queries.answer(code, today=timezone.localdate())
    if found.state is PublicState.UNKNOWN:
        return _unknown(request)
    return render(request, "certificates/verify.html", _context(request, found))


@public
def verify_form(request: HttpRequest) -> HttpResponse:
    """Take a typed code; a slip of the finger is told before anything is looked up."""
    typed = request.GET.get("kode", "")
    code = rules.normalize_code(typed)
    if rules.is_code(code):
        return HttpResponseRedirect(reverse("certificates:verify", args=[code]))
    context = {
        "typed": typed[:40],
        "problem": _slip(code) if typed else "",
        "official_host": _official_host(),
    }
    status = 422 if typed else 200
    return render(request, "certificates/verify_form.html", context, status=status)


def _slip(code: str) -> str:
    if len(code) != rules.CODE_LENGTH:
        return f"Kode terdiri dari 12 huruf dan angka. Yang Anda tulis ada {len(code)}."
    return "Ada huruf atau angka yang keliru. Cocokkan lagi dengan sertifikat."


def _unknown(request: HttpRequest) -> HttpResponse:
    wait = wrong_codes.wait_seconds(_address(request), now=time.monotonic())
    if wait:
        minutes = -(-wait // 60)
        response = render(
            request, "certificates/verify_wait.html", {"minutes": minutes}, status=429
        )
        response["Retry-After"] = str(wait)
        return response
    context = _frame(PublicState.UNKNOWN)
    return render(request, "certificates/verify_unknown.html", context, status=404)


def _address(request: HttpRequest) -> str:
    """Give who asks: the address our own proxy saw, and of IPv6 the network of one household."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
    text: str = (
        forwarded if settings.PRODUCTION and forwarded else request.META.get("REMOTE_ADDR", "")
    )
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if address.version == 4:
        return text
    return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))


def _official_host() -> str:
    return str(urlsplit(settings.PUBLIC_URL).netloc)


def _frame(state: PublicState) -> dict[str, object]:
    tone, sign = TONES[state]
    return {
        "state": state,
        "words": state.label,
        "words_en": WORDS_EN[state],
        "tone": tone,
        "sign": sign,
        "checked_at": timezone.now(),
        "official_host": _official_host(),
    }


def _context(request: HttpRequest, found: Answer) -> dict[str, object]:
    del request
    certificate, content = found.certificate, found.content
    if certificate is None or content is None:
        raise TypeError("only a certificate that was found is shown")
    strip = render_svg_strip(certificate.content_sha256, columns=STRIP_COLUMNS)
    return _frame(found.state) | {
        "certificate": certificate,
        "content": content,
        "changed_at": found.changed_at,
        "successor": found.successor,
        "strip": mark_safe(strip),  # noqa: S308 -- drawn by us out of a hash
    }
