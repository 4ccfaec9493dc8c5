"""Arriving by a one-time link: GET uses nothing up, POST does."""

import uuid

import pytest
from django.http import HttpResponse
from django.test import Client

from certify.accounts import tokens
from certify.accounts.models import AccountLink, RoleGrant, User
from certify.accounts.roles import Role
from certify.once.models import UsedKey
from tests.conftest import Cast
from tests.factories import accounts

pytestmark = pytest.mark.django_db
PASSWORD = "canting-baru-untuk-malam"


@pytest.fixture
def link(cast: Cast) -> AccountLink:
    return accounts.invitation(cast.body, by=cast.keeper, roles=(Role.ASSESSOR,))


def accept(client: Client, link: AccountLink, **fields: object) -> HttpResponse:
    values = {
        "_kunci": str(uuid.uuid4()),
        "username": "siti.aminah",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    return client.post(f"/undangan/{tokens.make(link.nonce)}/terima/", values | fields)


def test_looking_does_not_use_the_link_up(client: Client, link: AccountLink):
    path = f"/undangan/{tokens.make(link.nonce)}/"

    answers = [client.get(path) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert answers[0]["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answers[0]["Cache-Control"]
    assert answers[0].context["form"].initial == {"username": "siti.aminah"}
    link.refresh_from_db()
    assert link.used_at is None


def test_invited_person_chooses_a_name_and_signs_in(client: Client, link: AccountLink):
    response = accept(client, link)

    assert response["Location"] == "/masuk/"
    client.post("/masuk/", {"login": "siti.aminah", "password": PASSWORD})
    assert client.get("/akun/").context["user"].full_name == "Siti Aminah"


def test_used_link_says_whom_to_ask(client: Client, link: AccountLink):
    accept(client, link)

    page = client.get(f"/undangan/{tokens.make(link.nonce)}/")
    again = accept(Client(), link, username="siti2")

    assert (page.status_code, again.status_code) == (410, 410)
    assert "Minta tautan baru" in page.content.decode()
    assert User.objects.filter(full_name="Siti Aminah").count() == 1


def test_extra_fields_change_nothing(client: Client, link: AccountLink):
    accept(
        client,
        link,
        full_name="Orang Lain",
        roles="body_director",
        role="body_director",
        organization="1",
        is_active="0",
        is_demo="1",
        is_superuser="1",
    )

    user = User.objects.get(username="siti.aminah")
    assert (user.full_name, user.is_active, user.is_demo) == ("Siti Aminah", True, False)
    assert RoleGrant.objects.get(user=user).role == "assessor"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"username": "Siti Aminah"}, "username"),
        ({"username": "si"}, "username"),
        ({"password1": "pendek", "password2": "pendek"}, "password1"),
        ({"password1": "siti.aminah.2026", "password2": "siti.aminah.2026"}, "password1"),
        ({"password2": "lain-sama-sekali"}, "password2"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    client: Client, link: AccountLink, fields: dict[str, str], field: str
):
    response = accept(client, link, **fields)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not User.objects.filter(full_name="Siti Aminah").exists()


def test_passwords_are_not_kept_with_the_one_use_key(client: Client, link: AccountLink):
    accept(client, link)

    used = UsedKey.objects.get()
    assert PASSWORD not in str(vars(used))


def test_signed_in_person_joins_with_the_own_account(client: Client, cast: Cast, link: AccountLink):
    accounts.sign_in(client, cast.dewi)

    response = accept(client, link)

    assert response["Location"] == "/akun/"
    assert RoleGrant.objects.filter(user=cast.dewi, role="assessor").exists()
    assert not User.objects.filter(username="siti.aminah").exists()


def test_token_of_one_purpose_does_not_open_the_other(client: Client, cast: Cast):
    link = accounts.password_link(cast.budi, cast.body, by=cast.keeper)
    token = tokens.make(link.nonce)

    assert client.get(f"/undangan/{token}/").status_code == 410
    assert accept(client, link).status_code == 410
    assert client.get(f"/kata-sandi-baru/{token}/").status_code == 200


def test_new_password_is_set_once(client: Client, cast: Cast):
    link = accounts.password_link(cast.budi, cast.body, by=cast.keeper)
    path = f"/kata-sandi-baru/{tokens.make(link.nonce)}/simpan/"
    values = {"password1": PASSWORD, "password2": PASSWORD}

    answers = [
        client.post(path, {"_kunci": str(uuid.uuid4()), **values}).status_code for _ in range(2)
    ]

    cast.budi.refresh_from_db()
    assert (answers, cast.budi.check_password(PASSWORD)) == ([302, 410], True)
