"""Pages that belong to no room."""

from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from certify import checks
from certify.jobs import queries
from certify.lib import display
from certify.lib.display import Display

PATIENCE = timedelta(minutes=5)
YEAR = timedelta(days=365)


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """Ask to wait a minute, the longest that a page limit lasts."""
    response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = "60"
    return response


@require_POST
def switch_display(request: HttpRequest) -> HttpResponse:
    """Turn larger letters or the contrast for the sun on or off, for a year on this device."""
    back = request.POST.get("kembali", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = redirect(back)
    wanted = request.POST.get("ganti", "")
    if wanted in list(Display):
        response.set_cookie(
            display.COOKIE,
            display.switched(request.COOKIES.get(display.COOKIE, ""), Display(wanted)),
            max_age=YEAR,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


@require_GET
@never_cache
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Tell a monitor in a word each whether database, files and worker do their work.

    503 when one does not. Says nothing that a stranger could use.
    """
    del request
    files = not checks.media_folder_takes_files()
    try:
        worker = not queries.waiting_since(timezone.now() - PATIENCE)
        database = True
    except DatabaseError:
        database = worker = False
    words = {"basis data": database, "berkas": files, "pekerja": worker}
    text = "".join(f"{name}: {'baik' if good else 'TERGANGGU'}\n" for name, good in words.items())
    status = 200 if all(words.values()) else 503
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
