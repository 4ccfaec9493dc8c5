"""What strangers' programs fetch: identities, status lists, credentials. No sign-in, no cookie.

Each answer may be read by a page of any other site: there is nothing in it that its address does
not already give away.
"""

import functools
import json
import logging
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from certificates import operations, queries
from certificates.credentials import WORDS
from certificates.enums import CredentialKind, StatusPurpose
from certificates.views import verification
from certify.lib.keyfolder import KeyFolderError

logger = logging.getLogger(__name__)

KEYS_KEPT_SECONDS = 300
TRY_AGAIN_SECONDS = "60"
TYPES = {
    CredentialKind.JWT: "application/vc+jwt",
    CredentialKind.JSON: "application/vc; charset=utf-8",
    CredentialKind.BADGE: "image/svg+xml; charset=utf-8",
}
PURPOSES = {word: StatusPurpose(purpose.value) for purpose, word in WORDS.items()}

View = Callable[..., HttpResponse]


def _open_to_all(view: View) -> View:
    """Make an answer that anybody may fetch, from any page, and nobody keeps."""

    @login_not_required
    @require_safe
    @gzip_page
    @functools.wraps(view)
    def answer(request: HttpRequest, **kwargs: str) -> HttpResponse:
        response = view(request, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@_open_to_all
def site_identity(request: HttpRequest) -> HttpResponse:
    """Say which bodies sign under this host."""
    del request
    return _document(queries.site_document())


@_open_to_all
def issuer_identity(request: HttpRequest, *, body: int) -> HttpResponse:
    """Give a body's published keys, the old ones too."""
    del request
    document = queries.issuer_document(body)
    if document is None:
        raise Http404
    return _document(document)


def _document(document: dict[str, object]) -> HttpResponse:
    text = json.dumps(document, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/did+json")
    response["Cache-Control"] = f"public, max-age={KEYS_KEPT_SECONDS}"
    return response


@_open_to_all
def status_list(
    request: HttpRequest, *, body: str, number: str, purpose: str, form: str
) -> HttpResponse:
    """Give a status list as it is this moment; say 503 rather than what is no longer true."""
    del request
    found = queries.status_list(body=int(body), number=int(number))
    if found is None:
        raise Http404
    try:
        published = operations.published_status(
            status_list=found, purpose=PURPOSES[purpose], at=timezone.now()
        )
    except KeyFolderError:
        logger.exception("status list %s was not published", found.pk)
        text = "Daftar status sedang tidak bisa ditandatangani. Coba lagi sebentar."
        response = HttpResponse(text, status=503, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = TRY_AGAIN_SECONDS
        return response
    if published is None:
        raise Http404
    kind = CredentialKind(form)
    text = published.token if kind is CredentialKind.JWT else published.document
    return HttpResponse(text, content_type=TYPES[kind])


def _credential(request: HttpRequest, code: str, kind: CredentialKind, name: str) -> HttpResponse:
    found = queries.shown(code)
    if found is None:
        return verification.verify(request, code=code)  # the same answer as everywhere else
    text = operations.credential_in(certificate=found, kind=kind, at=timezone.now())
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type=TYPES[kind])
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@_open_to_all
def credential_jwt(request: HttpRequest, *, code: str) -> HttpResponse:
    """Give the credential that the certificate's file carries."""
    return _credential(request, code, CredentialKind.JWT, "kredensial.jwt")


@_open_to_all
def credential_json(request: HttpRequest, *, code: str) -> HttpResponse:
    """Give the credential with its proof in it."""
    return _credential(request, code, CredentialKind.JSON, "kredensial.json")


@_open_to_all
def badge(request: HttpRequest, *, code: str) -> HttpResponse:
    """Give the badge with the credential baked into it."""
    return _credential(request, code, CredentialKind.BADGE, "lencana.svg")
