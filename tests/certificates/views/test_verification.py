"""The public answer to a code: small, silent, the same for everything that is not there."""

import datetime as dt
import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from certificates import rules
from certificates.enums import CertificateStatus as C
from certificates.enums import ProposalKind
from certificates.models import Certificate
from certificates.views.verification import limits
from certificates.views.verification.wording import STATES
from certify.audit.models import AuditEvent
from tests.factories import certificates
from tests.visiting import text_of

pytestmark = pytest.mark.django_db
BUDGET = 14 * 1024
WORDS = {
    C.ISSUED: ("sample", "◇", "Ini contoh, bukan sertifikat sungguhan", "This is a sample"),
    C.SUSPENDED: ("warn", "‖", "Sertifikat ini dibekukan", "This certificate is suspended"),
    C.REVOKED: ("bad", "✕", "Sertifikat ini dicabut", "This certificate has been revoked"),
    C.REPLACED: ("new", "⇄", "Sertifikat ini sudah diganti", "This certificate has been replaced"),
}


@pytest.fixture(autouse=True)
def fresh_counts():
    limits.wrong_codes.forget()


def _text(response) -> str:
    return response.content.decode()


def _first_line(response) -> tuple[str, str]:
    """Give color and heading of an answer."""
    page = _text(response)
    tone = re.search(r'class="answer (\w+)"', page)[1]
    heading = re.search(r"<h1.*?</h1>", page, re.DOTALL)[0]
    return tone, " ".join(re.sub(r"<[^>]+>", " ", heading).split())


@pytest.mark.parametrize("state", WORDS)
def test_every_state_in_word_sign_and_color_first(stage, client, state):
    certificate = certificates.certificate_at(state, stage)
    tone, sign, words, words_en = WORDS[state]

    response = client.get(f"/v/{certificate.code}")

    page = _text(response).partition("<body>")[2]
    color, heading = _first_line(response)
    assert response.status_code == 200
    assert (color, heading.startswith(f"{sign} {words} {words_en}")) == (tone, True)
    assert page.index("<h1") < page.index(certificate.holder_name)


def test_a_real_certificate_is_valid_until_its_last_day(stage, client):
    certificate = certificates.unmarked(stage)[0]

    response = client.get(f"/v/{certificate.code}")

    assert _first_line(response) == ("good", "✓ Sertifikat ini sah This certificate is valid")
    assert "rekaan" not in _text(response)


def test_no_two_states_look_or_read_alike():
    for part in ("tone", "sign", "words_en"):
        assert len({getattr(manner, part) for manner in STATES.values()}) == len(STATES)


def test_it_shows_what_the_paper_must_say(stage, client):
    certificate = certificates.unmarked(stage)[0]
    content = certificate.frozen

    page = text_of(client.get(f"/v/{certificate.code}"))

    said = [content.holder_name, content.qualification, content.qualification_en]
    said += [content.certificate_number, content.registration_number, str(certificate)]
    said += [content.scheme_name, content.body_name, content.body_name_en]
    said += [f"{unit.code} {unit.title}" for unit in content.units]
    assert [words for words in said if words not in page] == []
    assert f"Berlaku sampai / Valid until {content.valid_until.day} " in page
    assert "Segel elektronik: Hanya kode QR, tanpa segel elektronik" in page
    assert "Diperiksa pada" in page
    assert "Checked on" in page
    assert "Alamat resmi hanya localhost:8000" in page


def test_replaced_names_its_successor(stage, client):
    old = certificates.certificate_at(C.REPLACED, stage)
    new = Certificate.objects.get(replaces=old)

    page = _text(client.get(f"/v/{old.code}"))

    assert "Diganti pada" in page
    assert f'<a href="/v/{new.code}" class="number">{new}</a>' in page


def test_expired_by_the_calendar(stage, client):
    long_ago = timezone.localdate() - dt.timedelta(days=400)
    stage.scheme.validity_months = 6
    stage.scheme.save()
    certificate = certificates.issued(stage, issued_on=long_ago)[0]

    color, heading = _first_line(client.get(f"/v/{certificate.code}"))

    assert color == "late"
    assert heading.startswith("◷ Sertifikat ini sah, tetapi masa berlakunya habis")
    assert heading.endswith("This certificate is genuine, but its validity has ended")


def test_a_revocation_shows_with_the_next_question(stage, client):
    certificate = certificates.unmarked(stage)[0]
    before = _first_line(client.get(f"/v/{certificate.code}"))

    certificates.changed(stage, certificate, ProposalKind.REVOKE)
    after = client.get(f"/v/{certificate.code}")

    assert (before[0], _first_line(after)[0]) == ("good", "bad")
    assert after["Cache-Control"] == "no-store"


def test_the_printed_address_works_in_capitals(stage, client):
    certificate = certificates.issued(stage)[0]
    path = certificate.frozen.verify_url.split("/", 3)[3]

    assert path == f"V/{certificate.code}"
    assert client.get(f"/{path}").status_code == 200
    assert client.get(f"/v/{certificate.code.lower()}/").status_code == 200


def test_a_name_with_signs_is_text_and_never_markup(stage, client):
    certificate = certificates.issued(stage, full_name="Siti <b>O'Neil</b> & Rekan")[0]

    page = _text(client.get(f"/v/{certificate.code}"))

    assert "Siti &lt;b&gt;O&#x27;Neil&lt;/b&gt; &amp; Rekan" in page
    assert "<b>" not in page


def test_nothing_private_is_shown(stage, client):
    certificate = certificates.issued(stage)[0]
    application = certificate.assessment.application

    page = _text(client.get(f"/v/{certificate.code}"))

    for private in (application.nik, application.birth_place, application.address, "1980"):
        assert private not in page


def test_the_preview_of_a_shared_link_says_who_and_never_whether(stage, client):
    certificate = certificates.issued(stage, full_name="Siti Romlah " + "Setyaningsih " * 4)[0]

    page = _text(client.get(f"/v/{certificate.code}"))

    tags = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page))
    assert tags["title"].startswith("Siti Romlah")
    assert len(tags["title"]) <= 60
    assert tags["description"] == "Buka untuk memeriksa apakah sertifikat ini masih berlaku."
    assert tags["image"] == "http://localhost:8000/static/img/share.jpg"
    assert Path(finders.find("img/share.jpg")).stat().st_size <= 60 * 1024


def test_unknown_malformed_and_reserved_answer_alike(stage, client):
    reserved = certificates.reserved(stage)[0]
    voided = certificates.certificate_at(C.VOID, stage)
    codes = [rules.new_code(), "salah", "A" * 200, "%00", reserved.code, voided.code]

    answers = [client.get(f"/v/{code}") for code in codes]

    minute = {(a.status_code, a.content) for a in answers}
    assert {status for status, _ in minute} == {404}
    assert len({len(content) for _, content in minute}) == 1
    assert len(minute) <= 2  # two when the minute changed meanwhile
    assert _first_line(answers[0]) == ("none", "? Kode tidak ditemukan Code not found")


@pytest.mark.parametrize(("state", "count"), [(C.ISSUED, 1), (C.REVOKED, 2), (C.REPLACED, 3)])
def test_no_cookie_no_store_few_queries_nothing_written(
    stage, client, django_assert_num_queries, state, count
):
    certificate = certificates.certificate_at(state, stage)
    events = AuditEvent.objects.count()

    with django_assert_num_queries(count) as asked:
        response = client.get(f"/v/{certificate.code}")

    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    # EXECUTE is the prepared SELECT on PostgreSQL.
    asked_with = {query["sql"].split()[0] for query in asked.captured_queries}
    assert asked_with <= {"SELECT", "EXECUTE"}
    assert AuditEvent.objects.count() == events


def test_only_reading_is_answered(stage, client):
    certificate = certificates.issued(stage)[0]

    answer = client.post(f"/v/{certificate.code}")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert client.head(f"/v/{certificate.code}").status_code == 200


def test_hits_are_never_limited_and_unknown_codes_are(stage, client):
    certificate = certificates.issued(stage)[0]
    statuses = [client.get(f"/v/{rules.new_code()}").status_code for _ in range(32)]
    limited = client.get(f"/v/{rules.new_code()}")

    assert statuses == [404] * 30 + [429] * 2
    assert 0 < int(limited["Retry-After"]) <= 601
    assert "Coba lagi 10 menit lagi" in _text(limited)
    assert "Please try again in 10 minutes" in _text(limited)
    assert {client.get(f"/v/{certificate.code}").status_code for _ in range(40)} == {200}
    other = client.get(f"/v/{rules.new_code()}", REMOTE_ADDR="10.1.2.3")
    assert other.status_code == 404


def test_a_household_of_ipv6_counts_as_one(stage, client):
    for host in range(30):
        client.get(f"/v/{rules.new_code()}", REMOTE_ADDR=f"2001:db8:1:2::{host + 1:x}")

    same = client.get(f"/v/{rules.new_code()}", REMOTE_ADDR="2001:db8:1:2::ffff")
    other = client.get(f"/v/{rules.new_code()}", REMOTE_ADDR="2001:db8:1:3::1")
    assert (same.status_code, other.status_code) == (429, 404)


def test_behind_our_proxy_the_address_is_the_one_it_noted(stage, client, settings):
    settings.PRODUCTION = True
    asked = [
        client.get(f"/v/{rules.new_code()}", HTTP_X_FORWARDED_FOR=f"1.1.1.{turn}, 203.0.113.9")
        for turn in range(31)
    ]

    assert [answer.status_code for answer in asked] == [404] * 30 + [429]


def test_memory_of_wrong_codes_is_bounded():
    counts = limits.WrongCodes(allowed=1, seconds=60, addresses=2)

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
        slip, short = (client.get("/v/", {"kode": typed}) for typed in (wrong.lower(), "ABCD"))

    assert "Ada huruf atau angka yang keliru" in _text(slip)
    assert f'value="{wrong[:4]} {wrong[4:8]} {wrong[8:]}"' in _text(slip)
    assert 'aria-invalid="true"' in _text(slip)
    assert "Yang Anda tulis ada 4" in _text(short)
    assert (slip.status_code, short.status_code) == (422, 422)


def test_the_page_fits_into_one_round_trip_even_uncompressed(stage, client, record_property):
    certificate = certificates.unmarked(stage)[0]

    response = client.get(f"/v/{certificate.code}", HTTP_ACCEPT_ENCODING="gzip")

    page = _text(response)
    assert "<script" not in page
    names = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    assert names == {"css/public.css", "img/icon.svg"}
    files = [Path(finders.find(name)).read_bytes() for name in (*names, "img/kawung.svg")]
    whole = len(response.content) + sum(map(len, files))
    small = sum(len(gzip.compress(file)) for file in (response.content, *files))
    record_property("figures", f"{whole} bytes, {small} compressed")
    assert whole <= BUDGET


def test_the_policy_is_that_of_every_page(client):
    public, ours = client.get("/v/"), client.get("/masuk/")

    for header in ("Content-Security-Policy", "Permissions-Policy", "X-Frame-Options"):
        assert public[header] == ours[header]
