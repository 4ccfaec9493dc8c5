"""A code counts once; a lost factor is taken away by two people."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from certify.accounts.models import FactorReset
from certify.accounts.operations import factors
from certify.accounts.roles import Role
from certify.audit.models import AuditEvent
from certify.lib.errors import NotAllowedError, NotNowError
from tests.conftest import Cast
from tests.factories import accounts

STEP = dt.timedelta(seconds=30)


@pytest.fixture
def app(cast: Cast) -> Authenticator:
    return Authenticator.objects.get(user=cast.sari)


def test_code_is_taken_once(app: Authenticator, now: dt.datetime):
    code = factors.code_at(app, now)

    taken = [factors.use_code(authenticator=app, code=code, at=now) for _ in range(2)]

    assert taken == [True, False]


def test_code_of_the_step_before_is_taken_but_not_after_a_later_one(
    app: Authenticator, now: dt.datetime
):
    before, present = factors.code_at(app, now - STEP), factors.code_at(app, now)

    assert factors.use_code(authenticator=app, code=before, at=now)
    assert factors.use_code(authenticator=app, code=present, at=now)
    assert not factors.use_code(authenticator=app, code=before, at=now)


def test_code_of_two_steps_ago_is_refused(app: Authenticator, now: dt.datetime):
    old = factors.code_at(app, now - 2 * STEP)

    assert not factors.use_code(authenticator=app, code=old, at=now)


def test_secret_is_not_readable_in_the_database(cast: Cast):
    person = accounts.user()
    accounts.enrol(person)

    stored = Authenticator.objects.get(user=person).data

    assert accounts.SECRET not in str(stored)


def test_second_person_takes_a_lost_factor_away(cast: Cast, client, now: dt.datetime):
    other = accounts.member("Nurul", Role.ORGANIZATION_ADMIN, cast.body)
    accounts.sign_in(client, cast.sari)
    client.get("/akun/")
    reset = accounts.factor_reset(cast.sari, cast.body, by=cast.keeper)
    assert Authenticator.objects.filter(user=cast.sari).exists()

    factors.confirm_reset(reset=reset, by=other, at=now)

    assert not Authenticator.objects.filter(user=cast.sari).exists()
    assert client.get("/akun/").status_code == 302
    reset.refresh_from_db()
    assert (reset.requested_by, reset.confirmed_by) == (cast.keeper, other)
    names = AuditEvent.objects.order_by("sequence").values_list("name", "actor")
    assert list(names) == [
        ("accounts.factor_reset_requested", cast.keeper.pk),
        ("accounts.factor_reset_confirmed", other.pk),
    ]


def test_system_administrator_may_be_the_second_person(cast: Cast, now: dt.datetime):
    reset = accounts.factor_reset(cast.sari, cast.body, by=cast.keeper)

    factors.confirm_reset(reset=reset, by=accounts.member("Rudi", Role.SYSTEM_ADMIN), at=now)

    assert not Authenticator.objects.filter(user=cast.sari).exists()


def test_whoever_asked_does_not_confirm(cast: Cast, now: dt.datetime):
    reset = accounts.factor_reset(cast.sari, cast.body, by=cast.keeper)

    with pytest.raises(NotAllowedError):
        factors.confirm_reset(reset=reset, by=cast.keeper, at=now)

    assert Authenticator.objects.filter(user=cast.sari).exists()


def test_the_database_refuses_one_person_for_both_parts(cast: Cast, now: dt.datetime):
    reset = accounts.factor_reset(cast.sari, cast.body, by=cast.keeper)

    with (
        pytest.raises(IntegrityError, match="factor_reset_is_confirmed_by_a_second_person"),
        transaction.atomic(),
    ):
        FactorReset.objects.filter(pk=reset.pk).update(confirmed_by=cast.keeper, confirmed_at=now)


def test_nobody_resets_their_own_factor(cast: Cast):
    with pytest.raises(NotAllowedError):
        accounts.factor_reset(cast.keeper, cast.body, by=cast.keeper)


@pytest.mark.parametrize("who", ["sari", "bagas", "dewi"])
def test_others_do_not_ask(cast: Cast, who: str):
    with pytest.raises(NotAllowedError):
        accounts.factor_reset(cast.tuti, cast.body, by=getattr(cast, who))


def test_second_request_waits_for_the_first(cast: Cast, now: dt.datetime):
    reset = accounts.factor_reset(cast.sari, cast.body, by=cast.keeper)

    with pytest.raises(NotNowError):
        accounts.factor_reset(cast.sari, cast.body, by=cast.keeper)
    factors.cancel_reset(reset=reset, by=cast.keeper, at=now)

    assert accounts.factor_reset(cast.sari, cast.body, by=cast.keeper).is_open


def test_confirmed_reset_is_not_confirmed_again(cast: Cast, now: dt.datetime):
    other = accounts.member("Nurul", Role.ORGANIZATION_ADMIN, cast.body)
    reset = accounts.factor_reset(cast.sari, cast.body, by=cast.keeper)
    factors.confirm_reset(reset=reset, by=other, at=now)
    accounts.enrol(cast.sari)

    with pytest.raises(NotNowError):
        factors.confirm_reset(reset=reset, by=other, at=now)

    assert Authenticator.objects.filter(user=cast.sari).exists()
