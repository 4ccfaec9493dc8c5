"""The second factor: a code counts once, and whoever lost the phone is helped by two people."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction

from certify.accounts import permissions
from certify.accounts.models import FactorReset, Organization, User
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


@transaction.atomic
def request_reset(
    *, person: User, organization: Organization, reason: str, by: User, at: datetime
) -> FactorReset:
    """Ask that a lost second factor be taken away; nothing happens until a second person agrees.

    Raises NotAllowedError unless ``by`` looks after that account, NotNowError when one waits.
    """
    User.objects.select_for_update().get(pk=person.pk)
    permissions.may_request_factor_reset(by, person).require()
    reset = FactorReset.objects.create(
        user=person, organization=organization, reason=reason, requested_by=by, requested_at=at
    )
    trail.record(
        name="accounts.factor_reset_requested",
        summary="meminta pengaturan ulang kode dari ponsel",
        subject=person,
        related=[reset],
        within=organization,
        by=by,
        at=at,
    )
    return reset


@transaction.atomic
def confirm_reset(*, reset: FactorReset, by: User, at: datetime) -> FactorReset:
    """Take the second factor away with a second person's consent, and end every session.

    At the next sign-in the person sets up a new one before any other page.

    Raises NotAllowedError when ``by`` asked for it or does not look after the account.
    """
    locked = FactorReset.objects.select_for_update(of=("self",)).get(pk=reset.pk)
    permissions.may_confirm_factor_reset(by, locked).require()
    locked.confirmed_by, locked.confirmed_at = by, at
    locked.save(update_fields=["confirmed_by", "confirmed_at"])
    Authenticator.objects.filter(user=locked.user).delete()
    sessions.end_others(user=locked.user)
    trail.record(
        name="accounts.factor_reset_confirmed",
        summary="menyetujui pengaturan ulang kode dari ponsel",
        subject=locked.user,
        related=[locked, locked.requested_by],
        within=locked.organization,
        by=by,
        at=at,
    )
    return locked


@transaction.atomic
def cancel_reset(*, reset: FactorReset, by: User, at: datetime) -> FactorReset:
    """Drop a request. Raises NotNowError when it was settled."""
    locked = FactorReset.objects.select_for_update(of=("self",)).get(pk=reset.pk)
    permissions.may_cancel_factor_reset(by, locked).require()
    locked.canceled_by, locked.canceled_at = by, at
    locked.save(update_fields=["canceled_by", "canceled_at"])
    trail.record(
        name="accounts.factor_reset_canceled",
        summary="membatalkan pengaturan ulang kode dari ponsel",
        subject=locked.user,
        related=[locked],
        within=locked.organization,
        by=by,
        at=at,
    )
    return locked
