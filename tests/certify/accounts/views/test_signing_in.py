"""Signing in: tries are counted, codes count once, sessions rotate, nobody is sent elsewhere."""

import datetime as dt
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from certify.accounts.models import User
from certify.accounts.operations import factors
from certify.audit.models import AuditEvent
from certify.privacy import keys
from tests.conftest import Cast
from tests.factories import accounts

pytestmark = pytest.mark.django_db
KEY = "3f0f4a52-9b2e-4c36-8b46-3a0d8f6a0002"
NEW = "canting-baru-untuk-malam"


def give_password(
    client: Client, person: User | str, password: str = accounts.PASSWORD, **extra: str
) -> HttpResponse:
    login = person if isinstance(person, str) else person.username
    return client.post("/masuk/", {"login": login, "password": password}, **extra)


def code_of(person: User, *, later: int = 0) -> str:
    app = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    return factors.code_at(app, timezone.now() + dt.timedelta(seconds=30 * later))


def signed_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


@pytest.mark.parametrize("spelling", [str.lower, str.upper])
def test_account_name_signs_in_whatever_its_case(
    client: Client, cast: Cast, spelling: Callable[[str], str]
):
    response = give_password(client, spelling(cast.budi.username))

    assert (response.status_code, signed_in(client)) == (302, True)


def test_email_signs_in_too(client: Client, cast: Cast):
    User.objects.filter(pk=cast.budi.pk).update(email="budi@lsp.example")

    give_password(client, "Budi@lsp.example")

    assert signed_in(client)


def test_password_alone_does_not_let_an_office_role_in(client: Client, cast: Cast):
    response = give_password(client, cast.sari)

    assert response["Location"] == "/masuk/kode/"
    assert not signed_in(client)
    client.post("/masuk/kode/", {"code": code_of(cast.sari)})
    assert signed_in(client)


def test_wrong_password_says_the_same_as_an_unknown_account(client: Client, cast: Cast):
    known = give_password(client, cast.sari, "salah-sekali-12")
    unknown = give_password(client, "tidak.ada", "salah-sekali-12")

    assert (known.status_code, unknown.status_code) == (422, 422)
    assert known.context["form"].errors == unknown.context["form"].errors


def test_code_of_the_app_signs_in_once(client: Client, cast: Cast):
    code = code_of(cast.sari)
    give_password(client, cast.sari)
    client.post("/masuk/kode/", {"code": code})

    other = Client()
    give_password(other, cast.sari)
    response = other.post("/masuk/kode/", {"code": code})

    assert (response.status_code, signed_in(other)) == (422, False)


def test_recovery_code_signs_in_once(client: Client, cast: Cast):
    accounts.sign_in(client, cast.sari)
    client.post("/akun/kode-pemulihan/baru/", {"_kunci": KEY})
    code = client.get("/akun/kode-pemulihan/").context["unused_codes"][0]
    answers = []

    for _ in range(2):
        other = Client()
        give_password(other, cast.sari)
        other.post("/masuk/kode/", {"code": code})
        answers.append(signed_in(other))

    assert answers == [True, False]


def test_ten_tries_in_a_quarter_of_an_hour_per_account(cast: Cast):
    """From ten addresses: the account counts, whatever X-Forwarded-For claims."""
    for number in range(10):
        give_password(
            Client(),
            cast.budi,
            "salah-sekali-12",
            REMOTE_ADDR=f"10.0.0.{number}",
            HTTP_X_FORWARDED_FOR=f"192.0.2.{number}",
        )
    late = Client()

    response = give_password(late, cast.budi, REMOTE_ADDR="10.0.1.1")

    assert "15 menit" in str(response.context["form"].errors)
    assert not signed_in(late)


def test_another_port_or_spelling_buys_no_more_tries(cast: Cast):
    for number in range(10):
        give_password(
            Client(),
            cast.budi.username.upper() if number % 2 else cast.budi,
            "salah-sekali-12",
            REMOTE_ADDR=f"10.0.0.{number}",
            HTTP_HOST=f"localhost:{8000 + number}",
        )
    late = Client()

    give_password(late, cast.budi, REMOTE_ADDR="10.0.1.1", HTTP_HOST="localhost:9000")

    assert not signed_in(late)


def test_ten_tries_in_a_quarter_of_an_hour_per_address(cast: Cast):
    for number in range(10):
        give_password(Client(), f"tidak.ada{number}", "salah-sekali-12")
    late = Client()

    give_password(late, cast.budi, HTTP_X_FORWARDED_FOR="192.0.2.77")

    assert not signed_in(late)


def test_owner_on_a_known_device_still_gets_in(cast: Cast):
    own = Client()
    give_password(own, cast.budi)
    own.post("/keluar/")
    for number in range(12):
        give_password(Client(), cast.budi, "salah-sekali-12", REMOTE_ADDR=f"10.0.0.{number}")

    give_password(own, cast.budi)

    assert signed_in(own)


def test_device_of_another_person_is_no_known_device(cast: Cast):
    theirs = Client()
    give_password(theirs, cast.rahma)
    theirs.post("/keluar/")
    for number in range(10):
        give_password(Client(), cast.budi, "salah-sekali-12", REMOTE_ADDR=f"10.0.0.{number}")

    give_password(theirs, cast.budi)

    assert not signed_in(theirs)


def test_session_gets_a_new_key_at_sign_in(client: Client, cast: Cast):
    client.get("/masuk/")
    session = client.session
    session["sesuatu"] = 1
    session.save()
    before = client.session.session_key

    give_password(client, cast.budi)

    assert client.session.session_key != before


def test_sign_out_ends_the_session_on_the_server(client: Client, cast: Cast):
    give_password(client, cast.budi)
    cookie = client.cookies["sessionid"].value

    client.post("/keluar/")

    thief = Client()
    thief.cookies["sessionid"] = cookie
    assert not signed_in(thief)


def test_sign_out_is_not_done_by_a_link(client: Client, cast: Cast):
    give_password(client, cast.budi)

    client.get("/keluar/")

    assert signed_in(client)


@pytest.mark.parametrize(
    "way", ["//jahat.example/", "https://jahat.example/", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_host(client: Client, cast: Cast, way: str):
    response = client.post(
        "/masuk/",
        {"login": cast.budi.username, "password": accounts.PASSWORD, "next": way},
        query_params={"next": way},
    )

    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.parametrize("path", ["/masuk/", "/akun/", "/masuk/lupa/"])
def test_forged_host_is_refused(client: Client, path: str):
    assert client.get(path, HTTP_HOST="jahat.example").status_code == 400


def test_sign_up_and_reset_by_mail_have_no_address(client: Client):
    paths = ("/akun/signup/", "/akun/daftar/", "/akun/password/reset/", "/akun/email/", "/admin/")

    assert [client.get(path).status_code for path in paths] == [404] * 5


def test_new_password_ends_all_other_sessions(client: Client, cast: Cast):
    other = Client()
    give_password(client, cast.budi)
    give_password(other, cast.budi)

    client.post(
        "/akun/kata-sandi/",
        {
            "_kunci": KEY,
            "oldpassword": accounts.PASSWORD,
            "password1": NEW,
            "password2": NEW,
        },
    )

    assert (signed_in(client), signed_in(other)) == (True, False)
    assert UserSession.objects.filter(user=cast.budi).count() == 1
    assert AuditEvent.objects.get().name == "accounts.password_changed"
    cast.budi.refresh_from_db()
    assert cast.budi.check_password(NEW)


@pytest.mark.parametrize("password", ["pendek", "password12345", "123456789012", "budi-asesor"])
def test_weak_passwords_are_refused(client: Client, cast: Cast, password: str):
    give_password(client, cast.budi)

    response = client.post(
        "/akun/kata-sandi/",
        {
            "_kunci": KEY,
            "oldpassword": accounts.PASSWORD,
            "password1": password,
            "password2": password,
        },
    )

    assert response.status_code == 422
    cast.budi.refresh_from_db()
    assert cast.budi.check_password(accounts.PASSWORD)


def test_guessing_the_old_password_is_limited(client: Client, cast: Cast):
    give_password(client, cast.budi)
    body = {"oldpassword": "salah-sekali-12", "password1": NEW, "password2": NEW}

    answers = [
        client.post(
            "/akun/kata-sandi/", {"_kunci": KEY.replace("0002", f"1{number:03}"), **body}
        ).status_code
        for number in range(6)
    ]

    # The fifth is refused already: the library counts once more inside.
    assert answers == [422] * 4 + [429] * 2


def test_page_after_too_many_tries_says_how_long_to_wait(client: Client):
    for _ in range(30):
        client.post("/masuk/", {})

    response = client.post("/masuk/", {})

    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert "Terlalu sering" in response.content.decode()


def test_setting_up_the_factor_ends_other_sessions_and_counts_as_proof(client: Client, cast: Cast):
    other = Client()
    give_password(client, cast.budi)
    give_password(other, cast.budi)
    secret = client.get("/akun/kode-ponsel/pasang/").context["form"].secret
    probe = Authenticator(user=cast.budi, data={"secret": keys.encrypt(secret)})

    response = client.post(
        "/akun/kode-ponsel/pasang/",
        {"_kunci": KEY, "code": factors.code_at(probe, timezone.now())},
    )

    assert response["Location"] == "/akun/kode-pemulihan/"
    assert len(client.get("/akun/kode-pemulihan/").context["unused_codes"]) == 10
    assert (signed_in(client), signed_in(other)) == (True, False)
    assert AuditEvent.objects.get().name == "accounts.factor_added"


def test_role_that_demands_the_factor_keeps_it(client: Client, cast: Cast):
    accounts.sign_in(client, cast.sari)

    response = client.post("/akun/kode-ponsel/cabut/", {"_kunci": KEY})

    assert response.status_code == 422
    assert Authenticator.objects.filter(user=cast.sari).exists()


def test_assessor_may_take_the_factor_away(client: Client, cast: Cast):
    accounts.enrol(cast.budi)
    accounts.sign_in(client, cast.budi)

    client.post("/akun/kode-ponsel/cabut/", {"_kunci": KEY})

    assert not Authenticator.objects.filter(user=cast.budi).exists()
    assert AuditEvent.objects.get().name == "accounts.factor_removed"


def test_one_button_ends_all_other_sessions(client: Client, cast: Cast):
    other = Client()
    give_password(client, cast.budi)
    give_password(other, cast.budi)
    page = client.get("/akun/perangkat/")
    assert len(page.context["sessions"]) == 2

    client.post("/akun/perangkat/", {"_kunci": KEY})

    assert (signed_in(client), signed_in(other)) == (True, False)
    event = AuditEvent.objects.get()
    assert (event.name, event.data) == ("accounts.sessions_ended", {"sessions": 1})


def test_sign_in_page_allows_pasting_and_password_managers(client: Client):
    page = client.get("/masuk/").content.decode()

    assert 'autocomplete="current-password"' in page
    assert 'autocomplete="username"' in page
    assert "onpaste" not in page
