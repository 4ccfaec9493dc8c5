"""Before a grave act the code is asked again, and nothing that was typed is lost."""

import datetime as dt
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.operations import factors
from certify.accounts.verification import recently_verified
from certify.once.decorators import FIELD, changes
from tests.conftest import Cast
from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
KEY = "3f0f4a52-9b2e-4c36-8b46-3a0d8f6a0001"
done: list[str] = []


@recently_verified
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the form of a grave act."""
    return HttpResponse("halaman")


@recently_verified
@changes
def act(request: HttpRequest) -> HttpResponse:
    """Act gravely."""
    done.append(request.POST["alasan"])
    return HttpResponse("sudah")


urlpatterns = [
    path("", include("certify.urls")),
    path("berat/", page, name="page"),
    path("berat/lakukan/", act, name="act"),
]


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    """Begin with nothing done."""
    done.clear()


def sent_to(response: HttpResponse) -> tuple[str, list[tuple[str, str]]]:
    """Give path and query of a redirect, whatever way it quotes."""
    parts = urlsplit(response.headers.get("HX-Redirect") or response["Location"])
    return parts.path, parse_qsl(parts.query)


def code_of(person: object, *, later: int = 0) -> str:
    """Give what the app shows, ``later`` steps from now."""
    authenticator = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    return factors.code_at(authenticator, timezone.now() + dt.timedelta(seconds=30 * later))


def test_page_opens_within_ten_minutes(client: Client, cast: Cast) -> None:
    accounts.sign_in(client, cast.sari, verified_seconds_ago=590)

    response = client.get("/berat/?x=1")

    assert response.content == b"halaman"


def test_page_asks_for_the_code_after_ten_minutes(client: Client, cast: Cast) -> None:
    accounts.sign_in(client, cast.sari, verified_seconds_ago=601)

    response = client.get("/berat/?x=1")

    assert sent_to(response) == ("/akun/pastikan/", [("next", "/berat/?x=1")])
    response = client.get(response["Location"])
    assert sent_to(response) == ("/akun/pastikan/kode/", [("next", "/berat/?x=1")])
    response = client.post(
        "/akun/pastikan/kode/", {"code": code_of(cast.sari), "next": "/berat/?x=1"}
    )
    assert response["Location"] == "/berat/?x=1"
    assert client.get("/berat/?x=1").content == b"halaman"


def test_form_that_waited_is_carried_out_once_after_the_code(client: Client, cast: Cast) -> None:
    accounts.sign_in(client, cast.sari, verified_seconds_ago=601)

    response = client.post("/berat/lakukan/", {FIELD: KEY, "alasan": "sudah lengkap"})
    assert done == []
    response = client.get(response["Location"])
    assert sent_to(response) == ("/akun/pastikan/kode/", [("next", "/berat/lakukan/")])
    answer = client.post(
        "/akun/pastikan/kode/", {"code": code_of(cast.sari), "next": "/berat/lakukan/"}
    )

    assert (answer.content, done) == (b"sudah", ["sudah lengkap"])
    again = client.post("/berat/lakukan/", {FIELD: KEY, "alasan": "sudah lengkap"})
    assert (again.content, done) == (b"sudah", ["sudah lengkap"])


def test_wrong_code_leaves_the_form_waiting(client: Client, cast: Cast) -> None:
    accounts.sign_in(client, cast.sari, verified_seconds_ago=601)
    client.post("/berat/lakukan/", {FIELD: KEY, "alasan": "sudah lengkap"})

    response = client.post("/akun/pastikan/kode/", {"code": "000000", "next": "/berat/lakukan/"})
    assert (response.status_code, done) == (422, [])
    client.post("/akun/pastikan/kode/", {"code": code_of(cast.sari), "next": "/berat/lakukan/"})

    assert done == ["sudah lengkap"]


def test_htmx_request_is_sent_to_the_code_page(client: Client, cast: Cast) -> None:
    accounts.sign_in(client, cast.sari, verified_seconds_ago=601)

    response = client.post(
        "/berat/lakukan/",
        {FIELD: KEY, "alasan": "x"},
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/berat/?x=1"},
    )

    assert response.status_code == 204
    assert sent_to(response) == ("/akun/pastikan/", [("next", "/berat/?x=1")])
    assert done == []


def test_password_does_not_replace_the_code(client: Client, cast: Cast) -> None:
    accounts.sign_in(client, cast.sari, verified_seconds_ago=601)

    response = client.post("/akun/pastikan/", {"password": accounts.PASSWORD, "next": "/berat/"})

    assert sent_to(response) == ("/akun/pastikan/kode/", [("next", "/berat/")])
    assert client.get("/berat/").status_code == 302


def test_address_of_another_host_is_never_the_way_back(client: Client, cast: Cast) -> None:
    accounts.sign_in(client, cast.sari, verified_seconds_ago=601)

    response = client.post(
        "/akun/pastikan/kode/", {"code": code_of(cast.sari), "next": "//jahat.example/"}
    )

    assert response["Location"] == "/"
