"""The public answer to a file: unchanged, changed, or not ours; nothing of it is kept."""

import hashlib
import re
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates import operations, rules
from certificates.enums import CertificateStatus as C
from certificates.views.verification import carried_codes, limits
from certify.audit.models import AuditEvent
from tests.factories import certificates
from tests.visiting import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    limits.wrong_codes.forget()


def _sent(client, content: bytes):
    """Send a file as a browser without scripts does, and follow to the answer."""
    file = SimpleUploadedFile("Sertifikat.pdf", content, "application/pdf")
    return client.post("/v/berkas/kirim/", {"berkas": file}, follow=True)


def _heading(response) -> str:
    return text_of(response).partition("Periksa berkas lain")[0]


def test_an_issued_file_is_unchanged(stage, client, media):
    certificate = certificates.unmarked(stage)[0]

    response = _sent(client, certificates.stored(certificate, media))

    assert response.status_code == 200
    assert "✓ Berkas ini asli, tidak diubah This file is genuine and unchanged" in _heading(
        response
    )
    assert "✓ Sertifikat ini sah" in _heading(response)
    assert certificate.holder_name in _heading(response)


def test_one_changed_byte_is_a_changed_file(stage, client, media):
    certificate = certificates.unmarked(stage)[0]
    genuine = certificates.stored(certificate, media)

    response = _sent(client, genuine + b"\n")

    assert response.status_code == 200
    assert "≠ Berkas ini sudah diubah This file has been changed" in _heading(response)
    assert f'href="/v/{certificate.code}"' in response.content.decode()
    assert "ini sah" not in _heading(response)


def test_another_file_is_not_ours(stage, client):
    certificates.issued(stage)

    response = _sent(client, b"%PDF-1.7\nsomebody else's\n%%EOF")

    assert response.status_code == 404
    assert "? Berkas ini bukan dari kami This file is not one of ours" in _heading(response)


def test_a_genuine_file_of_a_revoked_certificate_never_looks_good(stage, client, media):
    certificate = certificates.certificate_at(C.REVOKED, stage)

    response = _sent(client, certificates.stored(certificate, media))

    page = response.content.decode()
    assert 'class="answer bad"' in page
    assert page.index("✕") < page.index("Berkas ini asli, tidak diubah")
    assert "✓" not in page


def test_a_file_of_a_number_not_yet_issued_is_not_ours(stage, client):
    reserved = certificates.reserved(stage)[0]
    draft = operations.make_pdf(reserved)

    assert _sent(client, draft).status_code == 404


def test_no_cookie_no_token_nothing_kept(stage, media):
    strict = Client(enforce_csrf_checks=True)
    genuine = certificates.stored(certificates.issued(stage)[0], media)
    kept = sorted(media.rglob("*"))
    events = AuditEvent.objects.count()

    form = strict.get("/v/berkas/")
    file = SimpleUploadedFile("Sertifikat.pdf", genuine, "application/pdf")
    sent = strict.post("/v/berkas/kirim/", {"berkas": file})
    answer = strict.get(sent["Location"])

    assert [page.status_code for page in (form, sent, answer)] == [200, 303, 200]
    assert not strict.cookies
    assert {page["Cache-Control"] for page in (form, sent, answer)} == {"no-store"}
    assert sorted(media.rglob("*")) == kept
    assert AuditEvent.objects.count() == events


def test_only_hash_and_code_stand_in_the_address(stage, client, media):
    certificate = certificates.issued(stage)[0]
    genuine = certificates.stored(certificate, media)

    response = _sent(client, genuine)

    sha256 = hashlib.sha256(genuine).hexdigest()
    query = f"?kode={certificate.code}"
    assert response.redirect_chain == [(f"/v/berkas/{sha256}/{query}", 303)]


def test_no_file_and_too_large_a_file_are_told(client):
    missing = client.post("/v/berkas/kirim/")
    large = _sent(client, b"0" * 3_000_000)

    assert "Belum ada berkas yang dipilih" in text_of(missing)
    assert "lebih dari 2,5 MB" in text_of(large)
    assert (missing.status_code, large.status_code) == (422, 422)


def test_few_queries_for_a_file(stage, client, media, django_assert_num_queries):
    certificate = certificates.issued(stage)[0]
    sha256 = hashlib.sha256(certificates.stored(certificate, media)).hexdigest()

    with django_assert_num_queries(1):
        client.get(f"/v/berkas/{sha256}/?kode={certificate.code}")
    with django_assert_num_queries(7):  # the hash twice, and no more than five codes
        client.get(f"/v/berkas/{'0' * 64}/", {"kode": [rules.new_code() for _ in range(9)]})


def test_codes_of_files_cannot_be_fished_for(stage, client):
    known = certificates.issued(stage)[0].code
    asked = [
        client.get(f"/v/berkas/{'0' * 64}/", {"kode": rules.new_code()}).status_code
        for _ in range(31)
    ]

    assert asked == [404] * 30 + [429]
    assert client.get(f"/v/berkas/{'0' * 64}/", {"kode": known}).status_code == 200
    assert client.get(f"/v/berkas/{'1' * 64}/").status_code == 404  # a hash cannot be guessed


def _carrying(text: bytes) -> bytes:
    packed = zlib.compress(text)
    return b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>\nstream\r\n" + packed + b"\nendstream"


def test_codes_are_read_plain_packed_and_in_two_bytes():
    one, two, three = (rules.new_code() for _ in range(3))
    pdf = f"(https://a.go.id/v/{one.lower()})".encode()
    pdf += _carrying(f"HTTP://A.GO.ID/V/{two} und {one}".encode())
    pdf += _carrying(f"https://a.go.id/V/{three}/".encode("utf-16-be"))

    assert carried_codes.codes_in(pdf) == [one, two, three]


def test_what_only_looks_like_a_code_is_left_out():
    code = rules.new_code()
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    pdf = f"/v/{wrong} /v/{code}A {code} /w/{code}".encode()

    assert carried_codes.codes_in(pdf) == []


def test_a_packed_bomb_ends_at_the_limit(monkeypatch):
    monkeypatch.setattr(carried_codes, "INFLATED", 100_000)
    code = rules.new_code()
    bomb = _carrying(b"0" * 50_000_000)

    assert carried_codes.codes_in(bomb + _carrying(f"/v/{code}".encode())) == []
    assert carried_codes.codes_in(_carrying(f"/v/{code}".encode()) + bomb) == [code]


def test_every_issued_file_carries_its_code(stage, media):
    certificate = certificates.issued(stage)[0]

    assert carried_codes.codes_in(certificates.stored(certificate, media)) == [certificate.code]


def test_the_form_works_without_its_script(client):
    page = client.get("/v/berkas/").content.decode()

    assert re.search(r'<form[^>]+method="post" enctype="multipart/form-data"', page)
    assert "hidden>atau jatuhkan" in page
