"""The participant's page: a silent door, two taps to the file, nothing private on the way."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates import operations
from certificates.enums import CertificateStatus as C
from certificates.models import AccessLink, NameReport
from certificates.views import holders
from tests.factories import certificates, participants

pytestmark = pytest.mark.django_db
KEY = "0f4c1f0e-0d5a-4d0e-9a35-3f1c1a6d9a02"


def _text(response) -> str:
    return response.content.decode()


def _door(link: AccessLink) -> str:
    return f"/p/{operations.token_of(link)}"


def _open(client: Client, link: AccessLink):
    return client.post(f"{_door(link)}/buka/", {"_kunci": KEY})


def test_the_door_shows_only_the_program(stage, client):
    certificate = certificates.issued(stage, full_name="Siti Romlah")[0]
    link = certificates.link(stage, certificate)

    response = client.get(_door(link))

    page = _text(response)
    link.refresh_from_db()
    assert stage.program.name in page
    assert "Buka" in page
    assert "Siti" not in page
    assert "KOMPETEN" not in page
    assert link.opened_at is None
    assert response["Cache-Control"] == "no-store"


def test_two_taps_to_the_file(stage, client):
    certificate = certificates.issued(stage, full_name="Siti Romlah")[0]
    link = certificates.link(stage, certificate)

    opened = _open(client, link)
    page = _text(client.get(opened["Location"]))
    address = re.search(r'href="(/milik-saya/unduh/[^"]+)"', page)[1]
    pdf = client.get(address)

    assert opened["Location"] == "/milik-saya/"
    assert "Selamat, Siti Romlah<" in page
    assert "KOMPETEN" in page
    assert address.endswith("Sertifikat-Pembatik-Tulis-Siti-Romlah.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "/v/" + certificate.code in page
    assert operations.token_of(link) not in page


def test_the_cookie_is_narrow_and_ends_after_thirty_minutes(stage, client, monkeypatch):
    link = certificates.link(stage, certificates.issued(stage)[0])
    cookie = _open(client, link).cookies[holders.COOKIE]

    assert (cookie["path"], cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (
        "/milik-saya/",
        1800,
        True,
        "Lax",
    )
    monkeypatch.setattr(holders, "SESSION_SECONDS", -1)
    closed = client.get("/milik-saya/")
    assert closed.status_code == 403
    assert "sudah tertutup" in _text(closed)


def test_a_double_tap_opens_too(stage, client):
    link = certificates.link(stage, certificates.issued(stage)[0])

    first, second = _open(client, link), _open(client, link)

    assert first.cookies[holders.COOKIE]
    assert second.cookies[holders.COOKIE]
    assert second["Location"] == "/milik-saya/"


def test_a_forged_cookie_opens_nothing(stage, client):
    link = certificates.link(stage, certificates.issued(stage)[0])
    client.cookies[holders.COOKIE] = f"{link.pk}:abc:def"

    assert client.get("/milik-saya/").status_code == 403
    assert client.get(reverse("certificates:mine_pdf", args=["x.pdf"])).status_code == 409


def test_a_revoked_link_ends_the_open_page(stage, client):
    link = certificates.link(stage, certificates.issued(stage)[0])
    _open(client, link)
    operations.revoke_link(link=link, reason="salah kirim", by=stage.cast.dewi, at=timezone.now())

    assert client.get("/milik-saya/").status_code == 403


@pytest.mark.parametrize("token", ["a" * 400, "%00", "..%2F.."])
def test_impossible_tokens_find_nothing(client, token):
    assert client.get(f"/p/{token}").status_code == 404
    assert client.post(f"/p/{token}/buka/", {"_kunci": KEY}).status_code == 404


@pytest.mark.parametrize("token", ["salah", "0" * 26])
def test_unknown_tokens_answer_alike(client, token):
    got, posted = client.get(f"/p/{token}"), client.post(f"/p/{token}/buka/", {"_kunci": KEY})

    assert (got.status_code, posted.status_code) == (404, 404)
    assert got.content == posted.content


def test_not_yet_competent_is_said_gently(stage, client):
    row = certificates.not_yet_competent(stage)
    _open(client, certificates.link(stage, row.application))

    page = _text(client.get("/milik-saya/"))

    assert "belum kompeten" in page
    assert "Menyiapkan Alat dan Bahan Membatik Tulis" in page
    assert "banding" in page
    assert 'class="answer bad"' not in page
    assert "WhatsApp" not in page
    assert client.get(reverse("certificates:mine_pdf", args=["x.pdf"])).status_code == 404


def test_before_the_result_the_road_is_shown(stage, client):
    application = participants.accepted(stage)
    _open(client, certificates.link(stage, application))

    page = _text(client.get("/milik-saya/"))

    assert "Anda di sini" in page
    assert "KOMPETEN" not in page


@pytest.mark.parametrize(
    ("state", "words"), [(C.SUSPENDED, "sedang dibekukan"), (C.REVOKED, "sudah dicabut")]
)
def test_no_file_when_the_certificate_must_not_be_used(stage, client, state, words):
    certificate = certificates.certificate_at(state, stage)
    _open(client, certificates.link(stage, certificate))

    page = _text(client.get("/milik-saya/"))

    assert words in page
    assert [word in page for word in ("Unduh", "Selamat", "KOMPETEN")] == [False] * 3
    assert ("Laporkan nama yang benar" in page) == (state != C.REVOKED)
    assert client.get(reverse("certificates:mine_pdf", args=["x.pdf"])).status_code == 404


def test_after_a_replacement_the_new_file_is_given(stage, client):
    old = certificates.issued(stage)[0]
    link = certificates.link(stage, old)
    new = certificates.replace(stage, old, full_name="Siti Romlah Ningsih")
    _open(client, link)

    page = _text(client.get("/milik-saya/"))

    assert f"/v/{new.code}" in page
    assert "Siti-Romlah-Ningsih.pdf" in page


def test_a_picture_for_the_gallery(stage, client):
    certificate = certificates.issued(stage)[0]
    _open(client, certificates.link(stage, certificate))

    large = client.get(reverse("certificates:mine_picture"))
    small = client.get(reverse("certificates:mine_picture"), {"kecil": ""})

    assert large["Content-Disposition"].startswith("attachment")
    assert len(large.content) <= 200 * 1024
    assert len(small.content) <= 60 * 1024


def test_a_holder_reports_a_wrong_name_once(stage, client):
    certificate = certificates.issued(stage)[0]
    _open(client, certificates.link(stage, certificate))
    address = reverse("certificates:report_name")
    keys = [KEY[:-1] + digit for digit in "345"]

    empty = client.post(address, {"_kunci": keys[0], "proposed_name": ""})
    done = client.post(address, {"_kunci": keys[1], "proposed_name": "Siti Romlah Ningsih"})
    again = client.post(address, {"_kunci": keys[2], "proposed_name": "Siti"})

    page = _text(client.get("/milik-saya/"))
    assert (empty.status_code, done.status_code, again.status_code) == (422, 302, 422)
    assert NameReport.objects.get().proposed_name == "Siti Romlah Ningsih"
    assert "Petugas sedang memeriksanya" in page


def test_no_identity_number_on_the_page(stage, client):
    certificate = certificates.issued(stage)[0]
    _open(client, certificates.link(stage, certificate))
    application = certificate.assessment.application

    page = _text(client.get("/milik-saya/"))

    assert application.nik not in page
    assert application.address not in page


def test_a_holder_finds_the_digital_credential_where_there_is_one(stage, client):
    without = certificates.issued(stage, full_name="Siti Romlah")[0]
    certificates.credential_key(stage)
    certificate = certificates.issued(stage, full_name="Sri Wahyuni")[0]

    pages = []
    for row in (without, certificate):
        guest = Client()
        door = _door(certificates.link(stage, row))
        guest.post(f"{door}/buka/", {"_kunci": str(uuid.uuid4())})
        pages.append(_text(guest.get(reverse("certificates:mine"))))

    assert "Kredensial digital" not in pages[0]
    for name in ("lencana.svg", "kredensial.json"):
        assert f'href="/v/{certificate.code}/{name}"' in pages[1]
        assert client.get(f"/v/{certificate.code}/{name}").status_code == 200
