"""The second factor: a code counts once, and whoever lost the phone is helped by two people."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction

from certify.accounts.models import User
from certify.accounts.operations import sessions
from certify.audit import trail

STEP_SECONDS = 30
LAST_STEP = "last_step"


def code_at(authenticator: Authenticator, at: datetime) -> str:
    """Give the code that the person's app shows at that moment."""
    secret = decrypt(authenticator.data["secret"])
    return str(format_hotp_value(hotp_value(secret, _step(at))))


@transaction.atomic
def use_code(*, authenticator: Authenticator, code: str, at: datetime) -> bool:
    """Take a code of the app once: its step must be later than the last one taken (RFC 6238, 5.2).

    The library keeps used codes in the cache for one step only, but accepts a code for three.
    """
    locked = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret = decrypt(locked.data["secret"])
    tolerance = range(-settings.MFA_TOTP_TOLERANCE, settings.MFA_TOTP_TOLERANCE + 1)
    steps = [_step(at) + offset for offset in tolerance]
    taken = [step for step in steps if format_hotp_value(hotp_value(secret, step)) == code.strip()]
    if not taken or taken[-1] <= locked.data.get(LAST_STEP, -1):
        return False
    locked.data[LAST_STEP] = taken[-1]
    locked.save(update_fields=["data"])
    return True


def _step(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


@transaction.atomic
def record_change(
    *, user: User, name: str, summary: str, current_session: str, at: datetime
) -> None:
    """Record that the person changed the own factor, and end all other sessions."""
    sessions.end_others(user=user, current_session=current_session)
    trail.record(name=name, summary=summary, subject=user, by=user, at=at)
