"""The public answer to a code or a file: no sign-in, no cookie, nothing written, nothing cached.

None of it needs a script. ``certify.middleware.PublicAnswersMiddleware`` calls these views before
anything that knows people, so there is no session that could set a cookie.
"""

import datetime as dt
import functools
import hashlib
from collections.abc import Callable, Hashable
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from certificates import queries, rules
from certificates.enums import FileAnswer, PublicState, SealKind
from certificates.queries import Facts, Found, Successor
from certificates.rendering import render_svg_strip
from certificates.views.verification import carried_codes, days, limits, prepared
from certificates.views.verification.wording import FILES, SEALS_EN, STATES

TITLE_LENGTH = 60
TYPED_LENGTH = 40
View = Callable[..., HttpResponse]


class SeeOther(HttpResponseRedirect):
    """Go on by GET, so that reloading the answer does not send the file again."""

    status_code = HTTPStatus.SEE_OTHER


def public(*methods: str) -> Callable[[View], View]:
    """Make a page of the public verification: open to everybody, small, never kept anywhere."""

    def decorated(view: View) -> View:
        @login_not_required
        @csrf_exempt
        @functools.wraps(view)
        def page(request: HttpRequest, **kwargs: str) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return _kept_by_nobody(view(request, **kwargs))

        return page

    return decorated


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Content-Length"] = str(len(response.content))
    return response


reading = public("GET", "HEAD")


@reading
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a scanned or typed code."""
    now = days.now()
    found = queries.answer(code, today=now.date())
    if found.certificate is None:
        return _limited(request) or HttpResponse(_unknown(now), status=HTTPStatus.NOT_FOUND)
    return HttpResponse(_page("certificate", found.state, found.certificate, now=now))


@reading
def verify_form(request: HttpRequest) -> HttpResponse:
    """Take a typed code; a slip of the finger is told before anything is looked up."""
    typed = request.GET.get("kode", "")
    code = rules.normalize_code(typed)
    if rules.is_code(code):
        return HttpResponseRedirect(reverse("certificates:verify", args=[code]))
    problem = rules.code_problem(code) if typed else None
    page = prepared.page(
        "certificates/verification/code.html",
        shared={"official_host": official_host(), "wrong": problem is not None},
        texts={"typed": _grouped(typed[:TYPED_LENGTH]), "problem": problem},
    )
    return HttpResponse(page, status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK)


@reading
def verify_file(request: HttpRequest) -> HttpResponse:
    """Offer to compare a file with what was issued; the browser does it, the file stays there."""
    del request
    return HttpResponse(_file_form(None))


@public("POST")
def send_file(request: HttpRequest) -> HttpResponse:
    """Read the file of a browser without scripts, keep nothing of it, and go on as scripts do.

    A question only: nothing changes, so there is no token against forged requests, which would
    need a cookie (docs/adr/0070-questions-without-a-cookie.md). The file never leaves memory.
    """
    request.upload_handlers = [MemoryFileUploadHandler(request)]
    file = request.FILES.get("berkas")
    if file is None:
        too_large = int(request.META.get("CONTENT_LENGTH") or 0) > (
            settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        )
        problem = "too large" if too_large else "missing"
        return HttpResponse(_file_form(problem), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    pdf = file.read()
    address = reverse("certificates:verify_hash", args=[hashlib.sha256(pdf).hexdigest()])
    query = urlencode([("kode", code) for code in carried_codes.codes_in(pdf)])
    return SeeOther(f"{address}?{query}" if query else address)


@reading
def verify_hash(request: HttpRequest, sha256: str) -> HttpResponse:
    """Answer for a file that was hashed where it lies."""
    codes = request.GET.getlist("kode")
    now = days.now()
    answer, found = queries.answer_to_file(sha256, codes, today=now.date())
    if found.certificate is not None:
        page = _page("file_answer", found.state, found.certificate, file=answer, now=now)
        return HttpResponse(page)
    if codes and (limited := _limited(request)):
        return limited
    manner = FILES[answer]
    page = prepared.page(
        "certificates/verification/not_ours.html",
        shared=_frame(answer.label, manner.tone, manner.sign, manner.words_en),
        texts=days.moment(now),
    )
    return HttpResponse(page, status=HTTPStatus.NOT_FOUND)


def _limited(request: HttpRequest) -> HttpResponse | None:
    """Count a code that was not found; give the page that asks to wait after too many."""
    wait = limits.wait_seconds(request)
    if not wait:
        return None
    page = prepared.page(
        "certificates/verification/wait.html",
        shared={"official_host": official_host()},
        texts={"minutes": str(-(-wait // 60))},
    )
    return HttpResponse(
        page, status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)}
    )


def official_address() -> str:
    """The root of all addresses of ours."""
    return str(settings.PUBLIC_URL)


def official_host() -> str:
    """The only address at which our answers are true."""
    return str(urlsplit(settings.PUBLIC_URL).netloc)


def _grouped(typed: str) -> str:
    plain = "".join(typed.split()).upper()
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def _file_form(problem: str | None) -> bytes:
    shared = {"official_host": official_host(), "problem": problem}
    return prepared.page("certificates/verification/file.html", shared=shared, texts={})


def _unknown(now: dt.datetime) -> bytes:
    state = PublicState.UNKNOWN
    manner = STATES[state]
    return prepared.page(
        "certificates/verification/unknown.html",
        shared=_frame(state.label, manner.tone, manner.sign, manner.words_en),
        texts=days.moment(now),
    )


def _frame(words: str, tone: str, sign: str, words_en: str) -> dict[str, Hashable]:
    return {
        "words": words,
        "words_en": words_en,
        "tone": tone,
        "sign": sign,
        "official_host": official_host(),
    }


def _page(
    name: str,
    state: PublicState,
    certificate: Found,
    *,
    now: dt.datetime,
    file: FileAnswer | None = None,
) -> bytes:
    facts = certificate.facts
    texts = _texts(certificate) | days.moment(now)
    if file is not None:
        texts["address"] = _address(certificate.code)
    return prepared.page(
        f"certificates/verification/{name}.html",
        shared=_words(official_address(), state, certificate.seal, file) | _of_scheme(facts),
        texts=texts,
        drawn={"strip": render_svg_strip(certificate.content_sha256)},
    )


def _of_scheme(facts: Facts) -> dict[str, Hashable]:
    """Give what everybody's certificate for a scheme says."""
    return {
        "body_name": facts.body_name,
        "body_name_en": facts.body_name_en,
        "example": facts.is_example,
        "issued_on_differs": days.differs(facts.issued_on),
        "qualification": facts.qualification,
        "qualification_en": facts.qualification_en,
        "scheme_name": facts.scheme_name,
        "units": facts.units,
        "valid_until_differs": days.differs(facts.valid_until),
    }


@functools.lru_cache(maxsize=256)
def _words(
    root: str, state: PublicState, seal: SealKind, file: FileAnswer | None
) -> dict[str, Hashable]:
    """Give the words and signs of an answer: of the few answers there are, always the same."""
    manner = STATES[state]
    words = _frame(state.label, manner.tone, manner.sign, manner.words_en)
    words |= {
        "state": state.value,
        "file": file and file.value,
        "seal": seal.value,
        "seal_words": seal.label,
        "seal_words_en": SEALS_EN[seal],
        "share_picture": root + static("img/share.jpg"),
    }
    return words if file is None else words | _of_file(file)


def _of_file(file: FileAnswer) -> dict[str, Hashable]:
    manner = FILES[file]
    words: dict[str, Hashable] = {
        "file_words": file.label,
        "file_words_en": manner.words_en,
        "file_sign": manner.sign,
    }
    if file is FileAnswer.CHANGED:
        words["tone"] = manner.tone
    return words


def _address(code: str) -> str:
    return reverse("certificates:verify", args=[code])


def _linked(name: str, other: Successor | None) -> dict[str, str | None]:
    return {
        name: other.register_number if other else None,
        f"{name}_address": _address(other.code) if other else None,
    }


def _texts(certificate: Found) -> dict[str, str | None]:
    facts, changed_at, successor = certificate.facts, certificate.changed_at, certificate.successor
    changed_on = days.both(timezone.localdate(changed_at)) if changed_at else (None, None)
    issued_on, valid_until = days.both(facts.issued_on), days.both(facts.valid_until)
    return {
        "certificate_number": facts.certificate_number,
        "changed_on": changed_on[0],
        "changed_on_en": changed_on[1],
        "holder_name": facts.holder_name,
        "issued_on": issued_on[0],
        "issued_on_en": issued_on[1],
        "register_number": facts.register_number,
        "registration_number": facts.registration_number,
        "share_title": f"{facts.holder_name} · {facts.qualification}"[:TITLE_LENGTH],
        **_linked("successor", successor),
        **_linked("replaces", certificate.replaces),
        **_linked("renews", certificate.renews),
        **_linked("renewal", certificate.renewal),
        "valid_until": valid_until[0],
        "valid_until_en": valid_until[1],
    }
