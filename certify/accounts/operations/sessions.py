"""Ending sessions: one's own on other devices, or everybody's of a person who must stop."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from certify.accounts.models import User
from certify.audit import trail


def end_others(*, user: User, current_session: str = "") -> int:
    """End the sessions of ``user`` except the current one; part of another operation."""
    ended = 0
    for session in UserSession.objects.filter(user=user).exclude(session_key=current_session):
        session.end()
        ended += 1
    return ended


@transaction.atomic
def end_own(*, by: User, current_session: str, at: datetime) -> int:
    """Sign the person out on every other device."""
    ended = end_others(user=by, current_session=current_session)
    trail.record(
        name="accounts.sessions_ended",
        summary="mengakhiri sesi di perangkat lain",
        subject=by,
        by=by,
        at=at,
        data={"sessions": ended},
    )
    return ended
