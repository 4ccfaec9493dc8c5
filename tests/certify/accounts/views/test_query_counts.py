"""Every list of this room costs the same number of queries for 1 row and for 100."""

import pytest
from django.utils import timezone

from certify.accounts.models import RoleGrant, User
from certify.accounts.roles import Role
from tests.conftest import Cast
from tests.counting import Arguments, Listing, Listings, by_rows, require_same
from tests.factories import accounts, programs
from tests.factories.programs import Stage


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """The cast, with a system administrator among them."""
    return programs.stage(cast)


def organizations(stage: Stage, count: int) -> Arguments:
    for _ in range(count):
        accounts.member("Orang", Role.AGENCY_STAFF, accounts.organization())
    return ()


def members(stage: Stage, count: int) -> Arguments:
    for number in range(count):
        accounts.member(f"Anggota {number}", Role.COMMITTEE_MEMBER, stage.cast.body)
    return (stage.cast.body.pk,)


def invitations(stage: Stage, count: int) -> Arguments:
    for _ in range(count):
        accounts.invitation(stage.cast.body, by=stage.cast.keeper)
    return (stage.cast.body.pk,)


def resets(stage: Stage, count: int) -> Arguments:
    for number in range(count):
        person = accounts.member(f"Lupa {number}", Role.COMMITTEE_MEMBER, stage.cast.body)
        accounts.factor_reset(person, stage.cast.body, by=stage.cast.keeper)
    return (stage.cast.body.pk,)


def signatories(stage: Stage, count: int) -> Arguments:
    for number in range(count):
        accounts.signatory(stage.cast.body, name=f"Pejabat {number}")
    return (stage.cast.body.pk,)


def roles(stage: Stage, count: int) -> Arguments:
    """Roles that were held one after the other, and sessions."""
    today = timezone.localdate()
    RoleGrant.objects.bulk_create(
        RoleGrant(
            user=stage.cast.hadi,
            organization=stage.cast.body,
            role=Role.ASSESSOR,
            starts_on=today.replace(year=1900 + number % 100),
            ends_on=today.replace(year=1900 + number % 100),
        )
        for number in range(count)
    )
    sessions(stage.cast.hadi, count)
    return stage.cast.body.pk, stage.cast.hadi.pk


def sessions(person: User, count: int) -> None:
    for _ in range(count):
        accounts.device(person)


def own_sessions(stage: Stage, count: int) -> Arguments:
    sessions(stage.cast.dewi, count)
    return ()


LISTINGS = (
    Listing("accounts:organizations", "root", organizations),
    Listing("accounts:organization", "keeper", members),
    Listing("accounts:organization", "keeper", invitations),
    Listing("accounts:organization", "keeper", resets),
    Listing("accounts:organization", "keeper", signatories),
    Listing("accounts:member", "keeper", roles),
    Listing("usersessions_list", "dewi", own_sessions),
)


@pytest.mark.parametrize("listings", by_rows(LISTINGS), ids=str)
def test_a_list_asks_the_same_for_1_and_100_rows(stage: Stage, listings: Listings):
    require_same(listings, stage)
