"""Roles of people in an organization: given from a day, ended, never deleted."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from certify.accounts import permissions
from certify.accounts.models import Organization, RoleGrant, User
from certify.accounts.operations import sessions
from certify.accounts.roles import Role
from certify.audit import trail
from certify.lib.errors import InvalidInputError


@transaction.atomic
def grant_role(
    *,
    organization: Organization,
    person: User,
    role: Role,
    starts_on: date,
    ends_on: date | None,
    by: User,
    at: datetime,
) -> RoleGrant:
    """Give a role from a day to a day.

    Raises NotAllowedError when ``by`` may not, InvalidInputError when the person holds that role
    on some of these days already.
    """
    _lock(organization)
    permissions.may_grant_role(by, organization, person, role).require()
    running = RoleGrant.objects.filter(
        user=person, organization=organization, role=role
    ).not_ended_before(starts_on)
    if ends_on is not None:
        running = running.filter(starts_on__lte=ends_on)
    if running.exists():
        sentence = "Orang ini sudah memegang peran itu pada sebagian tanggal tersebut."
        raise InvalidInputError(sentence)
    grant = RoleGrant.objects.create(
        user=person,
        organization=organization,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=by,
        granted_at=at,
    )
    trail.record(
        name="accounts.role_granted",
        summary=f"memberi peran {role.label}",
        subject=person,
        related=[grant, organization],
        within=organization,
        by=by,
        at=at,
        data={"role": role.value, "from": str(starts_on), "to": str(ends_on or "")},
    )
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, ends_on: date, by: User, at: datetime) -> RoleGrant:
    """End a role with a day to come, or at once when that day is not later than today.

    The organization is locked first, so that two administrators who end each other's role at the
    same moment do not leave it without one.

    Raises NotNowError when the role ended already or is the last administrator's.
    """
    if grant.organization is not None:
        _lock(grant.organization)
    else:
        list(RoleGrant.objects.select_for_update().filter(role=Role.SYSTEM_ADMIN).order_by("pk"))
    locked = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    permissions.may_end_role(by, locked).require()
    today = timezone.localdate(at)
    locked.ends_on = max(ends_on, locked.starts_on)
    if ends_on <= today:
        locked.ended_at = at
    locked.save(update_fields=["ends_on", "ended_at"])
    trail.record(
        name="accounts.role_ended",
        summary=f"mengakhiri peran {locked.label}",
        subject=locked.user,
        related=[locked, *([locked.organization] if locked.organization else [])],
        within=locked.organization,
        by=by,
        at=at,
        data={"role": locked.role, "last_day": str(locked.ends_on)},
    )
    return locked


@transaction.atomic
def end_sessions(*, person: User, organization: Organization, by: User, at: datetime) -> int:
    """Sign a person out everywhere. Raises NotAllowedError unless ``by`` looks after them."""
    permissions.may_help(by, person).require()
    ended = sessions.end_others(user=person)
    trail.record(
        name="accounts.sessions_ended_by_admin",
        summary="mengeluarkan akun dari semua perangkat",
        subject=person,
        within=organization,
        by=by,
        at=at,
        data={"sessions": ended},
    )
    return ended


def _lock(organization: Organization) -> Organization:
    return Organization.objects.select_for_update().get(pk=organization.pk)
