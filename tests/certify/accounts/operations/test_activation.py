"""Accounts switched off and on: nothing is deleted, and nobody loses their head."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from certify.accounts.models import AccountLink, RoleGrant, User
from certify.accounts.operations import activation, members
from certify.accounts.permissions import ELSEWHERE, LAST_ADMIN, ONLY_ADMIN
from certify.accounts.roles import Permission, Role
from certify.audit.models import AuditEvent
from certify.lib.errors import NotAllowedError, NotNowError
from tests.conftest import Cast
from tests.factories import accounts


def disable(cast: Cast, person: User, *, by: User | None = None) -> User:
    return activation.disable(
        person=person,
        organization=cast.body,
        reason="Pindah tugas",
        by=fresh(by or cast.keeper),
        at=timezone.now(),
    )


def enable(cast: Cast, person: User, *, by: User | None = None) -> User:
    return activation.enable(
        person=fresh(person),
        organization=cast.body,
        by=fresh(by or cast.keeper),
        at=timezone.now(),
    )


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_roles_sessions_and_links_end_and_rows_stay(cast: Cast):
    accounts.device(cast.budi)
    accounts.password_link(cast.budi, cast.body, by=cast.keeper)

    disable(cast, cast.budi)

    budi = fresh(cast.budi)
    assert (budi.is_active, budi.has(Permission.ASSESS, within=cast.body)) == (False, False)
    grant = RoleGrant.objects.get(user=budi)
    assert (grant.ends_on, grant.ended_at is None) == (timezone.localdate(), False)
    assert UserSession.objects.filter(user=budi).count() == 0
    assert AccountLink.objects.get(user=budi).revoked_by == cast.keeper
    event = AuditEvent.objects.latest("sequence")
    assert (event.name, event.within) == ("accounts.disabled", cast.body.pk)
    assert event.data == {"reason": "Pindah tugas", "roles": 1, "links": 1, "sessions": 1}


def test_a_role_of_later_never_begins(cast: Cast):
    later = timezone.localdate() + dt.timedelta(days=9)
    accounts.grant(cast.budi, Role.COMMITTEE_MEMBER, cast.body, starts_on=later)

    disable(cast, cast.budi)

    grants = RoleGrant.objects.filter(user=cast.budi)
    assert not grants.held_on(later).exists()


def test_the_last_administrator_stays(cast: Cast):
    root = accounts.member("Rudi", Role.SYSTEM_ADMIN)
    with pytest.raises(NotNowError) as refusal:
        disable(cast, cast.keeper, by=root)
    assert refusal.value.sentence == LAST_ADMIN

    accounts.member("Nurul", Role.ORGANIZATION_ADMIN, cast.body)
    disable(cast, cast.keeper, by=root)
    assert not fresh(cast.keeper).is_active


def test_an_administrator_who_is_off_is_no_head(cast: Cast):
    second = accounts.member("Nurul", Role.ORGANIZATION_ADMIN, cast.body)
    disable(cast, second)
    grant = RoleGrant.objects.get(user=cast.keeper)

    with pytest.raises(NotNowError):
        members.end_role(
            grant=grant, ends_on=timezone.localdate(), by=fresh(cast.keeper), at=timezone.now()
        )


@pytest.mark.parametrize("who", ["keeper", "sari", "dewi", "bagas"])
def test_nobody_switches_off_themselves_or_whom_they_do_not_look_after(cast: Cast, who: str):
    person = cast.keeper if who == "keeper" else cast.budi

    with pytest.raises(NotAllowedError):
        disable(cast, person, by=getattr(cast, who))


def test_an_account_of_two_organizations_is_the_systems(cast: Cast, strangers: Cast):
    accounts.grant(cast.budi, Role.ASSESSOR, strangers.body)

    with pytest.raises(NotAllowedError) as refusal:
        disable(cast, cast.budi)

    assert refusal.value.sentence == ELSEWHERE
    disable(cast, cast.budi, by=accounts.member("Rudi", Role.SYSTEM_ADMIN))
    with pytest.raises(NotAllowedError):
        enable(cast, cast.budi)
    with pytest.raises(NotAllowedError) as refusal:
        enable(cast, cast.budi, by=cast.dewi)
    assert refusal.value.sentence == ONLY_ADMIN


def test_on_again_without_roles(cast: Cast):
    disable(cast, cast.budi)

    enable(cast, cast.budi)

    budi = fresh(cast.budi)
    assert (budi.is_active, list(budi.active_grants)) == (True, [])
    assert AuditEvent.objects.latest("sequence").name == "accounts.enabled"


def test_twice_is_told(cast: Cast):
    with pytest.raises(NotNowError):
        enable(cast, cast.budi)
    disable(cast, cast.budi)
    root = accounts.member("Rudi", Role.SYSTEM_ADMIN)
    with pytest.raises(NotNowError):
        disable(cast, cast.budi, by=root)


def test_a_role_waits_for_the_account(cast: Cast):
    off = disable(cast, cast.budi)

    with pytest.raises(NotNowError, match="nonaktif"):
        members.grant_role(
            organization=cast.body,
            person=off,
            role=Role.ASSESSOR,
            starts_on=timezone.localdate(),
            ends_on=None,
            by=fresh(cast.keeper),
            at=timezone.now(),
        )
