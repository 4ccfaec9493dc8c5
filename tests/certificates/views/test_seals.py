"""The pages of the seal, the keys as strangers read them, and a file signed outside."""

import hashlib

import pytest
from cryptography import x509
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from certificates import operations, queries
from certificates.enums import SealStatus
from certificates.models import SealKey, SignedFile
from tests.factories import accounts, certificates, seals
from tests.visiting import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(stage):
    return Visitor(stage.cast.bagas)


def add(visitor, body, data, password=seals.PASSWORD):
    upload = SimpleUploadedFile("segel.p12", data)
    fields = {"place": "file", "key_file": upload, "password": password}
    return visitor.post("certificates:add_seal", body.pk, **fields)


def text(response):
    return response.content.decode()


def test_the_director_puts_a_key_in_place(stage, director):
    pair = seals.key_pair()

    response = add(director, stage.body, seals.packed(pair))

    assert response["Location"] == reverse("certificates:seals", args=[stage.body.pk])
    assert SealKey.objects.get().fingerprint == pair.chain.fingerprint
    assert pair.chain.subject in text(director.get("certificates:seals", stage.body.pk))


def test_a_wrong_password_is_said_and_keeps_nothing(stage, director):
    response = add(director, stage.body, seals.packed(seals.key_pair()), "salah")

    assert response.status_code == 422
    assert "Periksa kata sandinya" in text(response)
    assert "salah" not in text(response).replace("salah satu", "")
    assert not SealKey.objects.exists()


def test_a_token_on_a_server_without_one_is_refused_in_words(stage, director):
    facts = {"place": "token", "token": "a", "label": "b", "certificates_pem": "c"}

    response = director.post("certificates:add_seal", stage.body.pk, **facts)

    assert response.status_code == 409
    assert "belum diatur untuk token" in text(response)


def test_a_key_is_declared_leaked(stage, director):
    key = seals.sealed_body(stage)

    refused = director.post("certificates:declare_seal_compromised", key.pk, reason="")
    assert refused.status_code == 422
    director.post("certificates:declare_seal_compromised", key.pk, reason="Laptop hilang")

    key.refresh_from_db()
    assert (key.status, key.end_reason) == (SealStatus.COMPROMISED, "Laptop hilang")


def test_without_a_choice_nothing_is_chosen(stage, director):
    response = director.post("certificates:choose_signing", stage.body.pk, way="")

    assert response.status_code == 422
    assert "Pilih salah satu." in text(response)
    assert not queries.signs_elsewhere(stage.body)


def test_old_and_new_keys_are_published_for_ever(stage, client):
    old, new = seals.sealed_body(stage), seals.sealed_body(stage)

    answer = client.get(reverse("certificates:published_keys", args=[stage.body.pk]))

    told = answer.json()["keys"]
    assert [(key["fingerprint_sha256"], key["status"]) for key in told] == [
        (old.fingerprint, "retired"),
        (new.fingerprint, "active"),
    ]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer
    pem = client.get(
        reverse("certificates:published_key", args=[stage.body.pk, old.fingerprint])
    ).content
    leaf, authority = x509.load_pem_x509_certificates(pem)
    leaf.verify_directly_issued_by(authority)
    assert b"PRIVATE" not in pem


def test_a_body_without_keys_publishes_nothing(stage, client):
    assert client.get(f"/kunci/{stage.body.pk}/").status_code == 404
    assert client.get(f"/kunci/{stage.body.pk}/{'0' * 64}.pem").status_code == 404


def test_the_issue_page_says_what_to_know_about_the_seal(stage, client):
    certificates.numbered(stage)
    accounts.sign_in(client, stage.cast.sari)
    page = reverse("certificates:issue", args=[stage.program.pk])

    before = text(client.get(page))
    seals.sealed_body(stage)

    assert "terbit tanpa segel" in before
    assert "terbit tanpa segel" not in text(client.get(page))


def test_staff_read_of_a_seal_what_strangers_read(stage, client):
    seals.sealed_body(stage)
    certificate = certificates.issued(stage)[0]
    accounts.sign_in(client, stage.cast.sari)

    of_staff = text(client.get(reverse("certificates:certificate", args=[certificate.pk])))
    of_strangers = text(client.get(reverse("certificates:verify", args=[certificate.code])))

    words = "Segel elektronik LSP, tidak tersertifikasi"
    assert [words in page for page in (of_staff, of_strangers)] == [True, True]


def test_everybody_gets_the_signed_file_and_staff_the_original_to_sign(stage):
    certificate = certificates.issued(stage)[0]
    staff = Visitor(stage.cast.sari)
    original = staff.get("certificates:original_file", certificate.pk).content
    data = seals.signed(original, seals.key_pair("Direktur Uji"))
    upload = SimpleUploadedFile("bertanda-tangan.pdf", data)

    staff.post("certificates:attach_signed_file", certificate.pk, signed=upload)

    assert SignedFile.objects.get().sha256 == hashlib.sha256(data).hexdigest()
    assert staff.get("certificates:download", certificate.pk).content == data
    assert staff.get("certificates:original_file", certificate.pk).content == original
    assert "Ditandatangani di luar" in text(staff.get("certificates:certificate", certificate.pk))


def test_a_wrong_file_is_said_beside_the_box(stage):
    certificate = certificates.issued(stage)[0]
    upload = SimpleUploadedFile("lain.pdf", b"%PDF-1.7 lain")

    response = Visitor(stage.cast.sari).post(
        "certificates:attach_signed_file", certificate.pk, signed=upload
    )

    assert response.status_code == 422
    assert "bukan sertifikat yang diunduh dari sini" in text(response)


def test_a_file_signed_outside_is_known_by_both_hashes(stage, client, now):
    certificate = certificates.issued(stage)[0]
    data = seals.signed(queries.stored_pdf(certificate), seals.key_pair("Direktur Uji"))
    signed = operations.attach_signed_file(
        certificate=certificate, data=data, by=stage.cast.sari, at=now
    )

    for sha256 in (certificate.pdf_sha256, signed.sha256):
        page = text(client.get(reverse("certificates:verify_hash", args=[sha256])))
        assert "Berkas ini asli, tidak diubah" in page
    shown = text(client.get(reverse("certificates:verify", args=[certificate.code])))
    assert "Tanda tangan elektronik dari luar" in shown


def test_the_keys_page_asks_as_often_with_many_keys(stage, director):
    seals.sealed_body(stage)
    seals.sealed_body(stage)
    few = director.queries("certificates:seals", stage.body.pk)

    for _ in range(4):
        seals.sealed_body(stage, at=timezone.now())

    assert director.queries("certificates:seals", stage.body.pk) == few
