"""One-time links: invitations and new passwords."""

import datetime as dt
import functools

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from certify.accounts import tokens
from certify.accounts.models import AccountLink, RoleGrant, User
from certify.accounts.operations import links
from certify.accounts.roles import Role
from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from tests.conftest import Cast
from tests.factories import accounts
from tests.racing import at_once

PASSWORD = "canting-baru-untuk-malam"


def accept(link: AccountLink, at: dt.datetime, *, username: str = "siti") -> User:
    return links.accept_with_new_account(link=link, username=username, password=PASSWORD, at=at)


def test_invitation_becomes_an_account_with_its_roles(cast: Cast, now: dt.datetime):
    roles = (Role.ASSESSOR, Role.COMMITTEE_MEMBER)
    link = accounts.invitation(cast.body, by=cast.keeper, roles=roles)

    user = accept(link, now)

    grants = RoleGrant.objects.filter(user=user).order_by("role")
    assert [(g.role, g.organization, g.granted_by, g.starts_on) for g in grants] == [
        (role, cast.body, cast.keeper, timezone.localdate(now))
        for role in ("assessor", "committee_member")
    ]
    assert (user.full_name, user.check_password(PASSWORD)) == ("Siti Aminah", True)
    link.refresh_from_db()
    assert (link.used_at, link.user) == (now, user)
    assert [event.name for event in AuditEvent.objects.order_by("sequence")] == [
        "accounts.invited",
        "accounts.invitation_accepted",
    ]


def test_only_the_hash_of_the_token_is_stored(cast: Cast, now: dt.datetime):
    link = accounts.invitation(cast.body, by=cast.keeper)

    token = tokens.make(link.nonce)

    assert links.find(token=token, at=now) == link
    assert token not in str(AccountLink.objects.filter(pk=link.pk).values().get())
    assert links.find(token=link.token_sha256, at=now) is None
    assert links.find(token=link.nonce, at=now) is None


def test_link_works_once(cast: Cast, now: dt.datetime):
    link = accounts.invitation(cast.body, by=cast.keeper)
    accept(link, now)

    with pytest.raises(NotNowError) as refusal:
        accept(link, now, username="siti2")

    assert refusal.value.sentence == links.DEAD
    assert User.objects.filter(full_name="Siti Aminah").count() == 1


def test_link_dies_after_seven_days(cast: Cast):
    link = accounts.invitation(cast.body, by=cast.keeper)
    last = link.created_at + dt.timedelta(days=7)

    assert links.find(token=tokens.make(link.nonce), at=last - dt.timedelta(seconds=1)) == link
    assert links.find(token=tokens.make(link.nonce), at=last) is None
    with pytest.raises(NotNowError):
        accept(link, last)


def test_link_that_was_taken_back_opens_nothing(cast: Cast, now: dt.datetime):
    link = accounts.invitation(cast.body, by=cast.keeper)

    links.revoke(link=link, by=cast.keeper, at=now)

    assert links.find(token=tokens.make(link.nonce), at=now) is None
    with pytest.raises(NotNowError):
        links.revoke(link=link, by=cast.keeper, at=now)


def test_name_that_was_just_taken_leaves_the_link_open(cast: Cast, now: dt.datetime):
    link = accounts.invitation(cast.body, by=cast.keeper)
    accounts.user(username="siti")

    with pytest.raises(InvalidInputError):
        accept(link, now, username="siti")

    link.refresh_from_db()
    assert link.is_open(now)


def test_signed_in_person_joins_with_the_own_account(cast: Cast, strangers: Cast, now: dt.datetime):
    link = accounts.invitation(cast.body, by=cast.keeper, roles=(Role.ASSESSOR,))

    links.accept_with_own_account(link=link, by=strangers.budi, at=now)

    where = RoleGrant.objects.filter(user=strangers.budi).values_list("organization", flat=True)
    assert set(where) == {cast.body.pk, strangers.body.pk}


@pytest.mark.parametrize("who", ["sari", "dewi", "bagas"])
def test_only_the_administrator_invites(cast: Cast, now: dt.datetime, who: str):
    with pytest.raises(NotAllowedError):
        accounts.invitation(cast.body, by=getattr(cast, who))

    assert AccountLink.objects.count() == 0


def test_administrator_of_another_body_does_not_invite(cast: Cast, strangers: Cast):
    with pytest.raises(NotAllowedError):
        accounts.invitation(cast.body, by=strangers.keeper)


def test_agency_role_is_not_given_in_a_body(cast: Cast):
    with pytest.raises(NotAllowedError):
        accounts.invitation(cast.body, by=cast.keeper, roles=(Role.AGENCY_STAFF,))


@pytest.mark.parametrize("role", [Role.BODY_ADMIN, Role.COMMITTEE_MEMBER, Role.BODY_DIRECTOR])
def test_system_administrator_brings_in_no_deciders_alone(cast: Cast, role: Role):
    root = accounts.member("Rudi", Role.SYSTEM_ADMIN)

    with pytest.raises(NotAllowedError):
        accounts.invitation(cast.body, by=root, roles=(role,))
    first = accounts.invitation(cast.body, by=root, roles=(Role.ORGANIZATION_ADMIN, role))

    assert first.roles == ["organization_admin", role]


def test_new_password_ends_every_session_and_older_links(cast: Cast, client, now: dt.datetime):
    old = accounts.password_link(cast.budi, cast.body, by=cast.keeper)
    link = accounts.password_link(cast.budi, cast.body, by=cast.keeper)
    accounts.sign_in(client, cast.budi)
    client.get("/akun/")

    links.set_password(link=link, password=PASSWORD, at=now)

    cast.budi.refresh_from_db()
    assert cast.budi.check_password(PASSWORD)
    assert not UserSession.objects.filter(user=cast.budi).exists()
    assert client.get("/akun/").status_code == 302
    with pytest.raises(NotNowError):
        links.set_password(link=old, password="yang-lama-tidak-laku", at=now)


def test_password_link_is_no_invitation(cast: Cast, now: dt.datetime):
    link = accounts.password_link(cast.budi, cast.body, by=cast.keeper)

    with pytest.raises(NotNowError):
        accept(link, now)


def test_two_who_accept_at_once_make_one_account(committed_cast: Cast, now: dt.datetime):
    cast = committed_cast
    link = accounts.invitation(cast.body, by=cast.keeper)

    ends = at_once(
        *(functools.partial(accept, link, now, username=f"siti{number}") for number in range(4))
    )

    assert sorted(isinstance(end, NotNowError) for end in ends) == [False, True, True, True]
    assert User.objects.filter(full_name="Siti Aminah").count() == 1
