"""Sessions end by age, and the second factor comes before any other page (F6, F7)."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certify.accounts.models import User
from certify.accounts.roles import Role
from tests.conftest import Cast
from tests.factories import accounts

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def signed_in(client: Client, person: User, *, hours: int = 0, idle: int = 0) -> UserSession:
    """Sign in so many hours ago, the last page so many minutes ago."""
    accounts.sign_in(client, person)
    client.get("/akun/")
    session = UserSession.objects.get(user=person)
    session.created_at = timezone.now() - dt.timedelta(hours=hours)
    session.last_seen_at = timezone.now() - idle * MINUTE
    session.save()
    return session


def test_office_session_ends_after_thirty_idle_minutes(client: Client, cast: Cast):
    session = signed_in(client, cast.sari, idle=31)

    response = client.get("/akun/kode-ponsel/?x=1")

    assert (response.status_code, response["Location"]) == (
        302,
        "/masuk/?next=%2Fakun%2Fkode-ponsel%2F%3Fx%3D1",
    )
    assert not UserSession.objects.filter(pk=session.pk).exists()
    assert client.get("/akun/").status_code == 302
    assert "30 menit" in client.get("/masuk/").content.decode()


def test_office_session_stays_within_thirty_minutes(client: Client, cast: Cast):
    session = signed_in(client, cast.sari, idle=29)

    assert client.get("/akun/").status_code == 200

    session.refresh_from_db()
    assert timezone.now() - session.last_seen_at < MINUTE


def test_assessor_in_the_field_is_not_signed_out_when_idle(client: Client, cast: Cast):
    signed_in(client, cast.budi, idle=300)

    assert client.get("/akun/").status_code == 200


def test_assessor_with_an_office_role_counts_as_office(client: Client, cast: Cast):
    accounts.grant(cast.budi, Role.COMMITTEE_MEMBER, cast.body)
    accounts.enrol(cast.budi)
    signed_in(client, cast.budi, idle=31)

    assert client.get("/akun/").status_code == 302


@pytest.mark.parametrize("who", ["sari", "budi"])
def test_every_session_ends_after_twelve_hours(client: Client, cast: Cast, who: str):
    signed_in(client, getattr(cast, who), hours=13)

    assert client.get("/akun/").status_code == 302


def test_activity_is_written_once_a_minute(client: Client, cast: Cast, django_assert_num_queries):
    signed_in(client, cast.sari)

    with django_assert_num_queries(4):
        # session, user, age of the session, second factor
        client.get("/akun/kata-sandi/")


def test_disabled_person_is_out_at_once(client: Client, cast: Cast):
    signed_in(client, cast.sari)

    User.objects.filter(pk=cast.sari.pk).update(is_active=False)

    assert client.get("/akun/").status_code == 302


def test_htmx_request_of_an_old_session_reloads_the_page(client: Client, cast: Cast):
    signed_in(client, cast.sari, idle=31)

    response = client.get(
        "/akun/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/akun/"}
    )

    assert (response.status_code, response["HX-Redirect"]) == (204, "/masuk/?next=%2Fakun%2F")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ASSESSOR])
def test_role_that_demands_the_factor_sets_it_up_first(client: Client, role: Role):
    within = None
    if role != Role.SYSTEM_ADMIN:
        kind = "body" if role.startswith(("body", "cert", "comm")) else "agency"
        within = accounts.organization(kind)
    person = accounts.user()
    accounts.grant(person, role, within)
    accounts.sign_in(client, person)

    answers = [client.get(path) for path in ("/akun/", "/organisasi/", "/akun/perangkat/")]

    assert [answer["Location"] for answer in answers] == ["/akun/kode-ponsel/pasang/"] * 3
    assert client.get("/akun/kode-ponsel/pasang/").status_code == 200


def test_assessor_is_only_offered_the_factor(client: Client, cast: Cast):
    accounts.sign_in(client, cast.budi)

    page = client.get("/akun/kode-ponsel/").content.decode()

    assert "Pasang kode dari ponsel" in page


def test_public_page_costs_a_signed_in_person_only_what_django_asks(client: Client, cast: Cast):
    signed_in(client, cast.sari, idle=31)

    with CaptureQueriesContext(connection) as strangers:
        Client().get("/sehat/")
    with CaptureQueriesContext(connection) as ours:
        client.get("/sehat/")

    # Django's own LoginRequiredMiddleware reads session and user before it looks at the view.
    assert len(ours) - len(strangers) == 2
