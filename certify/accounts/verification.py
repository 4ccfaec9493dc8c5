"""Who is really at the keyboard: ``@recently_verified`` asks again before a grave act.

Issuing, closing a panel and signing a decree ask for the second factor when it was last given
more than ten minutes ago (decisions.md 19). Signing in counts, so nobody types two codes in a row.
"""

import functools
import time
from collections.abc import Callable
from typing import Any, Concatenate, cast
from urllib.parse import urlsplit

from allauth.account.internal.flows import login, reauthentication
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from certify.accounts import queries
from certify.accounts.models import User

# A form larger than this is not kept in the session while we ask; the page is opened again.
KEPT_FORM_LIMIT = 100_000

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def is_recent(request: HttpRequest) -> bool:
    """Tell whether the person proved who they are within ACCOUNT_REAUTHENTICATION_TIMEOUT.

    Where there is a second factor only that counts; without one, the password does.
    """
    user = request.user
    if not isinstance(user, User):
        return False
    records = login.get_authentication_records(request, user)
    if queries.has_second_factor(user):
        records = [record for record in records if record["method"] == "mfa"]
    if not records:
        return False
    return bool(time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def redirect(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser to ``address``, also when htmx asked for only a part of the page."""
    if request.headers.get("HX-Request") == "true":
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return HttpResponseRedirect(address)


def current_page(request: HttpRequest) -> str:
    """Give the address of the page in the browser: of this request, or the one htmx stands on."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if request.method == "GET" and request.headers.get("HX-Request") != "true":
        return request.get_full_path()
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        parts = urlsplit(came_from)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def recently_verified(view: View) -> View:
    """Let only a recently verified person through; the others give their code first.

    Put it outside ``@changes`` and on the page that shows the form as well::

        @recently_verified
        def confirm_issue(request): ...      # GET: asked before anything is typed

        @recently_verified
        @changes
        def issue(request): ...              # POST: asked when the page stood open too long

    A POST that has to wait is kept in the session and carried out, with its one-use key, right
    after the code was given: nothing has to be typed again. A form with files or larger than
    KEPT_FORM_LIMIT is not kept; then the page is opened again. An htmx request is answered with
    HX-Redirect. Tests sign in with ``tests.factories.accounts.sign_in``: it has just verified.
    """

    @functools.wraps(view)
    def verified(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_recent(request):
            return view(request, *args, **kwargs)
        return _ask(request)

    verified.recently_verified = True  # type: ignore[attr-defined]
    return cast("View", verified)


def _ask(request: HttpRequest) -> HttpResponse:
    request.session.pop(reauthentication.STATE_SESSION_KEY, None)
    keep = (
        request.method == "POST"
        and request.headers.get("HX-Request") != "true"
        and not request.FILES
        and not request.GET
        and len(request.POST.urlencode()) <= KEPT_FORM_LIMIT
    )
    if keep:
        # allauth's own resumption; it needs the exact path as its way back.
        address = resolve_url("account_reauthenticate")
        suspended: HttpResponse = reauthentication.suspend_request(request, address)
        return suspended
    query = urlencode({"next": current_page(request)})
    return redirect(request, f"{resolve_url('account_reauthenticate')}?{query}")
