"""Switching an account off when its person leaves, and on again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from certify.accounts import permissions
from certify.accounts.models import AccountLink, Organization, RoleGrant, User
from certify.accounts.operations import sessions
from certify.audit import trail


@transaction.atomic
def disable(
    *, person: User, organization: Organization, reason: str, by: User, at: datetime
) -> User:
    """Switch an account off: its roles end, its sessions and open links too. Nothing is deleted.

    The organizations of its roles are locked first, as in ``members.end_role``: two
    administrators who switch each other off at the same moment leave one.

    Raises NotAllowedError when ``by`` does not look after the whole account, NotNowError when it
    is off already or its person is the last administrator somewhere.
    """
    grants = RoleGrant.objects.filter(user=person).not_over()
    keys = grants.values("organization")
    list(Organization.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    list(grants.select_for_update().order_by("pk"))
    locked = User.objects.select_for_update().get(pk=person.pk)
    permissions.may_disable(by, locked).require()
    today = timezone.localdate(at)
    ended = list(grants.order_by("pk"))
    for grant in ended:
        grant.ends_on, grant.ended_at = max(today, grant.starts_on), at
        grant.save(update_fields=["ends_on", "ended_at"])
    closed = AccountLink.objects.filter(
        user=locked, used_at__isnull=True, revoked_at__isnull=True
    ).update(revoked_at=at, revoked_by=by)
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    trail.record(
        name="accounts.disabled",
        summary="menonaktifkan akun",
        subject=locked,
        related=[organization, *ended],
        within=organization,
        by=by,
        at=at,
        data={
            "reason": reason,
            "roles": len(ended),
            "links": closed,
            "sessions": sessions.end_others(user=locked),
        },
    )
    return locked


@transaction.atomic
def enable(*, person: User, organization: Organization, by: User, at: datetime) -> User:
    """Switch an account on again. Its roles stay ended: they are given anew, one by one.

    Raises NotAllowedError and NotNowError as ``permissions.may_enable``.
    """
    locked = User.objects.select_for_update().get(pk=person.pk)
    permissions.may_enable(by, locked).require()
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    trail.record(
        name="accounts.enabled",
        summary="mengaktifkan akun lagi",
        subject=locked,
        related=[organization],
        within=organization,
        by=by,
        at=at,
    )
    return locked
