"""``@changes``: POST only, one transaction, and a one-use key stored with its answer.

The same key with the same body gives the first answer again, with another body 409
(reliability.md 1, Stripe). The key's row is inserted first, so on PostgreSQL a simultaneous
twin waits for it, and on SQLite the immediate transaction makes it wait.
"""

import functools
import hashlib
import uuid
from collections.abc import Callable
from typing import Any, Concatenate, cast

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from certify.lib.errors import ConflictError, DomainError
from certify.once.models import UsedKey

FIELD = "_kunci"
REFUSED_FROM = 400
UNHASHED = frozenset({FIELD, "csrfmiddlewaretoken"})


class MissingKeyError(DomainError):
    """The form came without its key: an old page, or not our page."""

    status = 400


class _NothingDoneError(Exception):
    """Carries a response of a view that did nothing out of the transaction, undoing the key."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256()
    for name in sorted(request.POST):
        if name not in UNHASHED:
            for value in request.POST.getlist(name):
                digest.update(f"{len(name)}:{name}={len(value)}:{value};".encode())
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            content = hashlib.sha256()
            for chunk in upload.chunks():
                content.update(chunk)
            upload.seek(0)
            digest.update(f"{name}@{content.hexdigest()};".encode())
    return digest.hexdigest()


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError as error:
        sentence = (
            "Halaman ini sudah terlalu lama terbuka, jadi belum ada yang berubah. "
            "Muat ulang halaman, lalu ulangi."
        )
        raise MissingKeyError(sentence) from error


def _again(used: UsedKey, *, body: str, route: str, user: int | None) -> HttpResponse:
    if (used.body_sha256, used.route, used.user) != (body, route, user):
        sentence = (
            "Isian ini sudah pernah dikirim dengan isi yang lain. Yang pertama tersimpan, "
            "yang ini tidak. Muat ulang halaman untuk melihat keadaan terbaru."
        )
        raise ConflictError(sentence)
    if used.location:
        return HttpResponseRedirect(used.location)
    return HttpResponse(
        bytes(used.content), status=used.status, content_type=used.content_type or None
    )


View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def _act(
    view: View, request: HttpRequest, key: uuid.UUID, body: str, kwargs: dict[str, Any]
) -> HttpResponse:
    user = request.user.pk
    used = UsedKey(key=key, user=user, route=request.path, body_sha256=body, used_at=timezone.now())
    used.save(force_insert=True)
    response = view(request, **kwargs)
    if response.status_code >= REFUSED_FROM:
        raise _NothingDoneError(response)
    used.status = response.status_code
    if isinstance(response, HttpResponseRedirect):
        used.location = response.url
    else:
        used.content = response.content
        used.content_type = response.headers.get("Content-Type", "")
    used.save(update_fields=["status", "location", "content", "content_type"])
    return response


def changes(view: View) -> View:
    """Make a view act once per form: see the module.

    A view that answers 4xx (a form shown again) has done nothing, so its key stays unused.
    """

    @require_POST
    @functools.wraps(view)
    def once(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        key, body = _key(request), _fingerprint(request)
        try:
            with transaction.atomic():
                return _act(view, request, key, body, kwargs)
        except _NothingDoneError as nothing:
            return nothing.response
        except IntegrityError:
            used = UsedKey.objects.filter(key=key).first()
            if used is None:
                raise
            return _again(used, body=body, route=request.path, user=request.user.pk)

    once.changes = True  # type: ignore[attr-defined]
    return cast("View", once)
