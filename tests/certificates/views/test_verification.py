"""The public answer: small, silent, the same for everything that is not there."""

import datetime as dt
import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from certificates import rules
from certificates.enums import CertificateStatus as C
from certificates.models import Certificate
from certificates.views import verification
from certify.audit.models import AuditEvent
from tests.factories import certificates

pytestmark = pytest.mark.django_db
BUDGET = 14 * 1024
WORDS = {
    C.ISSUED: "Sertifikat ini sah",
    C.SUSPENDED: "Sertifikat ini dibekukan",
    C.REVOKED: "Sertifikat ini dicabut",
    C.REPLACED: "Sertifikat ini sudah diganti",
}


@pytest.fixture(autouse=True)
def fresh_counts():
    verification.wrong_codes.forget()


def _text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("state", WORDS)
def test_every_state_in_words_first(stage, client, state):
    certificate = certificates.certificate_at(state, stage)

    response = client.get(f"/v/{certificate.code}")

    page = _text(response)
    assert response.status_code == 200
    assert page.index(WORDS[state]) < page.index(certificate.holder_name)
    assert certificate.holder_name in page
    assert str(certificate) in page
    assert certificate.certificate_number in page


def test_replaced_names_its_successor(stage, client):
    old = certificates.certificate_at(C.REPLACED, stage)
    new = Certificate.objects.get(replaces=old)

    page = _text(client.get(f"/v/{old.code}"))

    assert "Diganti pada" in page
    assert f"/v/{new.code}" in page


def test_expired_by_the_calendar(stage, client):
    long_ago = timezone.localdate() - dt.timedelta(days=400)
    stage.scheme.validity_months = 6
    stage.scheme.save()
    certificate = certificates.issued(stage, issued_on=long_ago)[0]

    page = _text(client.get(f"/v/{certificate.code}"))

    assert "masa berlakunya habis" in page


def test_the_printed_address_works_in_capitals(stage, client):
    certificate = certificates.issued(stage)[0]
    path = certificate.frozen.verify_url.split("/", 3)[3]

    assert path == f"V/{certificate.code}"
    assert client.get(f"/{path}").status_code == 200
    assert client.get(f"/v/{certificate.code.lower()}").status_code == 200


def test_nothing_private_is_shown(stage, client):
    certificate = certificates.issued(stage)[0]
    application = certificate.assessment.application

    page = _text(client.get(f"/v/{certificate.code}"))

    for private in (application.nik, application.birth_place, application.address, "1980"):
        assert private not in page


def test_unknown_malformed_and_reserved_answer_alike(stage, client):
    reserved = certificates.reserved(stage)[0]
    voided = certificates.certificate_at(C.VOID, stage)
    codes = [rules.new_code(), "salah", "A" * 200, "%00", reserved.code, voided.code]

    answers = [client.get(f"/v/{code}") for code in codes]

    minute = {(a.status_code, a.content) for a in answers}
    assert {status for status, _ in minute} == {404}
    assert len({len(content) for _, content in minute}) == 1
    assert len(minute) <= 2  # two when the minute changed meanwhile


def test_no_cookie_no_store_nothing_written(stage, client, django_assert_num_queries):
    certificate = certificates.issued(stage)[0]
    events = AuditEvent.objects.count()

    with django_assert_num_queries(3) as asked:
        response = client.get(f"/v/{certificate.code}")

    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
    assert AuditEvent.objects.count() == events


def test_hits_are_never_limited_and_unknown_codes_are(stage, client):
    certificate = certificates.issued(stage)[0]
    statuses = [client.get(f"/v/{rules.new_code()}").status_code for _ in range(32)]
    limited = client.get(f"/v/{rules.new_code()}")

    assert statuses == [404] * 30 + [429] * 2
    assert 0 < int(limited["Retry-After"]) <= 601
    assert "Coba lagi" in _text(limited)
    assert client.get(f"/v/{certificate.code}").status_code == 200
    other = client.get(f"/v/{rules.new_code()}", REMOTE_ADDR="10.1.2.3")
    assert other.status_code == 404


def test_a_household_of_ipv6_counts_as_one(stage, client):
    for host in range(30):
        client.get(f"/v/{rules.new_code()}", REMOTE_ADDR=f"2001:db8:1:2::{host + 1:x}")

    same = client.get(f"/v/{rules.new_code()}", REMOTE_ADDR="2001:db8:1:2::ffff")
    other = client.get(f"/v/{rules.new_code()}", REMOTE_ADDR="2001:db8:1:3::1")
    assert (same.status_code, other.status_code) == (429, 404)


def test_memory_of_wrong_codes_is_bounded():
    counts = verification.WrongCodes(allowed=1, seconds=60, addresses=2)

    waits = [counts.wait_seconds(who, now=0.0) for who in ("a", "a", "b", "c", "a")]

    assert waits == [0, 61, 0, 0, 0]
    assert counts.wait_seconds("c", now=61.0) == 0


def test_typed_codes_go_to_their_page(stage, client):
    code = certificates.issued(stage)[0].code
    typed = f"{code[:4].lower()} {code[4:8]}-{code[8:]}".replace("0", "o").replace("1", "l")

    response = client.get("/v/", {"kode": typed})

    assert (response.status_code, response["Location"]) == (302, f"/v/{code}")


def test_a_slip_of_the_finger_is_told_before_any_lookup(client, django_assert_num_queries):
    code = rules.new_code()
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")

    with django_assert_num_queries(0):
        slip, short = (client.get("/v/", {"kode": typed}) for typed in (wrong, "ABCD"))

    assert "Ada huruf atau angka yang keliru" in _text(slip)
    assert "Yang Anda tulis ada 4" in _text(short)
    assert (slip.status_code, short.status_code) == (422, 422)


def test_the_page_fits_into_one_round_trip(stage, client):
    certificate = certificates.issued(stage)[0]

    response = client.get(f"/v/{certificate.code}", HTTP_ACCEPT_ENCODING="gzip")

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode().count("<script") == 1
    files = ("css/public.css", "img/icon.svg", "img/kawung.svg", "js/check-pdf.js")
    static = sum(len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in files)
    assert len(response.content) + static <= BUDGET, (len(response.content), static)
