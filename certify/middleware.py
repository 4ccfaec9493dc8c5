"""Strangers' questions are answered first; a refusal becomes a page with its sentence."""

import re
from collections.abc import Callable
from http import HTTPStatus

from csp.utils import build_policy
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern

from certificates import urls
from certify.lib import waiting
from certify.lib.errors import BusyError, DomainError

STRANGERS = ("/v/", "/V/", "/api/")
RETRY_SECONDS = "5"
# Names of fields whose value must not come back on a page.
SECRETS = re.compile("password|sandi|^(code|kode)$")


class PublicAnswersMiddleware:
    """Answers the public verification before anything that knows people.

    So it sets no cookie, opens no session and reads no token, whatever is added below; and forty
    guests who scan at once cost little.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler, which answers everything else."""
        self.get_response = get_response
        self.resolver = URLResolver(RegexPattern(r"^/"), urls.PUBLIC)
        # The same policy as everywhere, put together once: no page of these adds to it.
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Call the public view, or pass on."""
        if not request.path_info.startswith(STRANGERS):
            return self.get_response(request)
        try:
            match = self.resolver.resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        request.resolver_match = match
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        response["Content-Security-Policy"] = self.policy
        return response


class RefusalMiddleware:
    """Answers a DomainError that no view took for itself, and a wait that was too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; say in words what Django leaves blank.

        A form that comes back with its mistakes stands at the address it was sent to, and a phone
        that opens its tabs again asks for that address with GET.
        """
        response = self.get_response(request)
        is_read = request.method in {"GET", "HEAD"}
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not is_read:
            return response
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render the refusal; anything else is a bug and stays one."""
        if isinstance(exception, OperationalError) and waiting.is_over(exception):
            return _come_again(request)
        if not isinstance(exception, DomainError):
            return None
        return render(request, "refused.html", {"refusal": exception}, status=exception.status)


def _come_again(request: HttpRequest) -> HttpResponse:
    """Keep what was typed on the page, with its one-use key: one press sends it again."""
    refusal = BusyError()
    response = render(
        request,
        "busy.html",
        {"refusal": refusal, "again": _typed(request), "posted": request.method == "POST"},
        status=refusal.status,
    )
    response["Retry-After"] = RETRY_SECONDS
    response["Cache-Control"] = "no-store"
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Give the fields of a form that may stand on a page; none of one with files or secrets."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    if request.FILES or any(SECRETS.search(name) for name, _ in fields):
        return []
    return fields
