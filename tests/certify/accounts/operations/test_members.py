"""Roles: given, ended, and never so that an organization loses its head."""

import datetime as dt
import functools

import pytest
from django.utils import timezone

from certify.accounts.models import RoleGrant, User
from certify.accounts.operations import members
from certify.accounts.permissions import LAST_ADMIN, OWN_ROLE
from certify.accounts.roles import Permission, Role
from certify.audit.models import AuditEvent
from certify.lib.errors import DomainError, InvalidInputError, NotAllowedError, NotNowError
from tests.conftest import Cast
from tests.factories import accounts
from tests.racing import at_once

DAY = dt.timedelta(days=1)


def give(cast: Cast, person: User, role: Role, *, by: User | None = None, **fields: object):
    now = timezone.now()
    values = {"starts_on": timezone.localdate(now), "ends_on": None} | fields
    return members.grant_role(
        organization=cast.body, person=person, role=role, by=by or cast.keeper, at=now, **values
    )


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_role_is_held_from_its_first_day_to_its_last(cast: Cast, now: dt.datetime):
    today = timezone.localdate(now)
    give(cast, cast.budi, Role.COMMITTEE_MEMBER, starts_on=today + DAY, ends_on=today + 3 * DAY)

    held = [
        RoleGrant.objects.filter(user=cast.budi, role=Role.COMMITTEE_MEMBER)
        .held_on(today + number * DAY)
        .exists()
        for number in range(5)
    ]

    assert held == [False, True, True, True, False]
    assert not fresh(cast.budi).has(Permission.DECIDE, within=cast.body)
    event = AuditEvent.objects.get(name="accounts.role_granted")
    assert (event.data["role"], event.within) == ("committee_member", cast.body.pk)


def test_role_holds_only_within_its_organization(cast: Cast, strangers: Cast):
    give(cast, cast.budi, Role.COMMITTEE_MEMBER)

    budi = fresh(cast.budi)
    assert budi.has(Permission.DECIDE, within=cast.body)
    assert not budi.has(Permission.DECIDE, within=strangers.body)
    assert not budi.has(Permission.DECIDE)


def test_nobody_gives_a_role_to_themselves(cast: Cast):
    with pytest.raises(NotAllowedError) as refusal:
        give(cast, cast.keeper, Role.BODY_DIRECTOR)

    assert refusal.value.sentence == OWN_ROLE


@pytest.mark.parametrize("who", ["sari", "tuti", "bagas", "dewi"])
def test_others_give_no_roles(cast: Cast, who: str):
    with pytest.raises(NotAllowedError):
        give(cast, cast.budi, Role.COMMITTEE_MEMBER, by=getattr(cast, who))


def test_same_role_twice_on_one_day_is_refused(cast: Cast):
    with pytest.raises(InvalidInputError):
        give(cast, cast.budi, Role.ASSESSOR)


def test_ended_today_ends_at_once(cast: Cast, now: dt.datetime):
    grant = cast.budi.grants.get()

    members.end_role(grant=grant, ends_on=timezone.localdate(now), by=cast.keeper, at=now)

    grant.refresh_from_db()
    assert (grant.ends_on, grant.ended_at) == (timezone.localdate(now), now)
    assert not fresh(cast.budi).has(Permission.ASSESS, within=cast.body)
    with pytest.raises(NotNowError):
        members.end_role(grant=grant, ends_on=timezone.localdate(now), by=cast.keeper, at=now)


def test_ended_with_a_day_to_come_runs_until_then(cast: Cast, now: dt.datetime):
    grant = cast.budi.grants.get()

    members.end_role(grant=grant, ends_on=timezone.localdate(now) + DAY, by=cast.keeper, at=now)

    grant.refresh_from_db()
    assert (grant.ends_on, grant.ended_at) == (timezone.localdate(now) + DAY, None)
    assert fresh(cast.budi).has(Permission.ASSESS, within=cast.body)


def test_last_administrator_stays(cast: Cast, now: dt.datetime):
    grant = cast.keeper.grants.get()

    with pytest.raises(NotNowError) as refusal:
        members.end_role(grant=grant, ends_on=timezone.localdate(now), by=cast.keeper, at=now)

    assert refusal.value.sentence == LAST_ADMIN


def test_administrator_with_an_end_date_is_no_successor(cast: Cast, now: dt.datetime):
    other = accounts.member("Nurul", Role.ASSESSOR, cast.body)
    today = timezone.localdate(now)
    give(cast, other, Role.ORGANIZATION_ADMIN, ends_on=today + DAY)

    with pytest.raises(NotNowError):
        members.end_role(grant=cast.keeper.grants.get(), ends_on=today, by=cast.keeper, at=now)


def test_one_of_two_administrators_may_go(cast: Cast, now: dt.datetime):
    other = accounts.member("Nurul", Role.ORGANIZATION_ADMIN, cast.body)

    members.end_role(
        grant=cast.keeper.grants.get(), ends_on=timezone.localdate(now), by=other, at=now
    )

    assert not fresh(cast.keeper).has(Permission.MANAGE_MEMBERS, within=cast.body)


def test_two_administrators_who_end_each_other_leave_one(committed_cast: Cast, now: dt.datetime):
    cast = committed_cast
    other = accounts.member("Nurul", Role.ORGANIZATION_ADMIN, cast.body)
    pairs = [(cast.keeper.pk, other.grants.get()), (other.pk, cast.keeper.grants.get())]
    today = timezone.localdate(now)
    acts = [
        functools.partial(
            members.end_role, grant=grant, ends_on=today, by=User.objects.get(pk=by), at=now
        )
        for by, grant in pairs
    ]

    ends = at_once(*acts)

    assert sorted(isinstance(end, DomainError) for end in ends) == [False, True]
    heads = RoleGrant.objects.filter(organization=cast.body, role=Role.ORGANIZATION_ADMIN)
    assert heads.held_on(timezone.localdate(now)).count() == 1


def test_administrator_signs_a_person_out_everywhere(cast: Cast, client, now: dt.datetime):
    accounts.sign_in(client, cast.sari)
    client.get("/akun/")

    ended = members.end_sessions(person=cast.sari, organization=cast.body, by=cast.keeper, at=now)

    assert (ended, client.get("/akun/").status_code) == (1, 302)


def test_person_with_a_role_elsewhere_is_helped_by_the_system_only(
    cast: Cast, strangers: Cast, now: dt.datetime
):
    accounts.grant(cast.budi, Role.ASSESSOR, strangers.body)
    root = accounts.member("Rudi", Role.SYSTEM_ADMIN)

    with pytest.raises(NotAllowedError):
        members.end_sessions(person=cast.budi, organization=cast.body, by=cast.keeper, at=now)
    members.end_sessions(person=cast.budi, organization=cast.body, by=root, at=now)

    assert AuditEvent.objects.get(name="accounts.sessions_ended_by_admin").actor == root.pk
