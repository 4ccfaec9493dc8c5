"""The public halves of seal keys, for everybody and for ever."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from certificates import queries
from certificates.models import SealKey

KEPT_SECONDS = 300


def _published(body: int) -> list[SealKey]:
    keys = queries.published_keys(body)
    if not keys:
        raise Http404
    return keys


def _for_all(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@login_not_required
@require_safe
def published_keys(request: HttpRequest, body: int) -> HttpResponse:
    """Tell every key that ever sealed for a body, for ever: who needs it may come in ten years."""
    del request
    keys = _published(body)
    told = [
        {
            "fingerprint_sha256": key.fingerprint,
            "subject": key.subject,
            "issuer": key.issuer,
            "algorithm": key.algorithm,
            "standing": key.standing,
            "status": key.status,
            "valid_from": key.valid_from.isoformat(),
            "valid_until": key.valid_until.isoformat(),
            "used_from": key.added_at.isoformat(),
            "used_until": key.ended_at.isoformat() if key.ended_at else None,
            "certificates_pem": key.chain,
        }
        for key in keys
    ]
    return _for_all(JsonResponse({"body": str(keys[0].body), "keys": told}))


@login_not_required
@require_safe
def published_key(request: HttpRequest, body: int, fingerprint: str) -> HttpResponse:
    """Give one key's certificate with its chain, as PEM."""
    del request
    for key in _published(body):
        if key.fingerprint == fingerprint:
            return _for_all(HttpResponse(key.chain, content_type="application/x-pem-file"))
    raise Http404
