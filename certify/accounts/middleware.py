"""Sessions that grow too old end, and a role that demands a second factor waits for it."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from certify.accounts import queries, verification
from certify.accounts.models import User
from certify.accounts.roles import Role

NOTED_EVERY = timedelta(minutes=1)
IDLE = "Anda tidak aktif lebih dari 30 menit, jadi kami mengeluarkan akun Anda. Silakan masuk lagi."
OLD = "Anda sudah masuk lebih dari 12 jam. Silakan masuk lagi."

# What a person may open before the second factor is set up.
BEFORE_ENROLMENT = frozenset(
    {
        "mfa_activate_totp",
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
    }
)


class _OnPagesThatNeedSignIn(ABC):
    """Acts where ``LoginRequiredMiddleware`` does: public pages cost no query and no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Look at the signed-in person of a page that needs one."""
        del args, kwargs
        if not getattr(view, "login_required", True):
            return None
        user = request.user
        return self.look(request, user) if isinstance(user, User) else None

    @abstractmethod
    def look(self, request: HttpRequest, user: User) -> HttpResponse | None:
        """Answer instead of the view, or let it be."""


class SessionAgeMiddleware(_OnPagesThatNeedSignIn):
    """Ends a session after twelve hours, and of an office role after thirty idle minutes."""

    def look(self, request: HttpRequest, user: User) -> HttpResponse | None:
        """End the session when it is too old; else note the activity once a minute."""
        now = timezone.now()
        session = _session(request, user, now)
        if now - session.created_at > timedelta(seconds=settings.SESSION_COOKIE_AGE):
            return _end(request, session, OLD)
        idle = now - session.last_seen_at
        if idle > settings.OFFICE_IDLE_LIMIT and works_in_office(user):
            return _end(request, session, IDLE)
        if idle > NOTED_EVERY:
            # Not save(): somebody may be ending this session at this very moment.
            UserSession.objects.filter(pk=session.pk).update(last_seen_at=now)
        return None


def works_in_office(user: User) -> bool:
    """Tell whether the person holds any role but assessor: those work with a phone in the field."""
    return any(grant.role != Role.ASSESSOR for grant in user.active_grants)


def _session(request: HttpRequest, user: User, now: datetime) -> UserSession:
    if not request.session.session_key:
        request.session.save()
    session, _ = UserSession.objects.get_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "ip": get_adapter(request).get_client_ip(request),
            "user_agent": request.headers.get("User-Agent", "")[:200],
            "created_at": now,
            "last_seen_at": now,
        },
    )
    return session


def _end(request: HttpRequest, session: UserSession, sentence: str) -> HttpResponse:
    session.delete()
    back = verification.current_page(request)
    logout(request)
    messages.warning(request, sentence)
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
    return verification.redirect(request, address)


class SecondFactorMiddleware(_OnPagesThatNeedSignIn):
    """Before any other page, whoever holds a role that demands it sets up the second factor.

    allauth has no such setting (decisions.md 19).
    """

    def look(self, request: HttpRequest, user: User) -> HttpResponse | None:
        """Send to the enrolment while it is missing."""
        match = request.resolver_match
        if match and match.view_name in BEFORE_ENROLMENT:
            return None
        if queries.has_second_factor(user) or not user.needs_second_factor:
            return None
        return verification.redirect(request, resolve_url("mfa_activate_totp"))
