"""What strangers' programs fetch: open, without cookie, true at every moment."""

import base64
import gzip
import json
import time

import pytest

from certificates import queries
from certificates.credentials import did_web
from certificates.enums import CertificateStatus as C
from certificates.enums import ProposalKind
from certificates.models import Certificate
from certificates.views.verification import limits
from tests.factories import certificates

pytestmark = pytest.mark.django_db
FORMS = ("kredensial.jwt", "kredensial.json", "lencana.svg")


@pytest.fixture(autouse=True)
def fresh_counts():
    limits.wrong_codes.forget()


def status_path(certificate: Certificate, name: str = "pencabutan.jwt") -> str:
    return f"/lsp/{certificate.body_id}/status/1/{name}"


def bit(token: str, index: int) -> int:
    payload = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    packed = payload["credentialSubject"]["encodedList"][1:]
    bits = gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    return bits[index // 8] >> (7 - index % 8) & 1


def test_identities_are_found_where_did_web_looks(stage, client, settings):
    key = certificates.credential_key(stage)

    site = client.get("/.well-known/did.json")
    body = client.get(f"/lsp/{stage.body.pk}/did.json")

    assert site.json()["id"] == did_web(settings.PUBLIC_URL)
    assert [row["serviceEndpoint"] for row in site.json()["service"]] == [
        f"{settings.PUBLIC_URL}/lsp/{stage.body.pk}/did.json"
    ]
    assert body.json()["id"] == key.did
    assert body.json()["verificationMethod"][0]["publicKeyJwk"]["x"] == key.x
    assert "PRIVATE" not in body.content.decode()


def test_nobody_without_a_key_has_an_identity(stage, client):
    assert client.get(f"/lsp/{stage.body.pk}/did.json").status_code == 404
    assert client.get("/lsp/999999/did.json").status_code == 404


@pytest.mark.parametrize("name", FORMS)
def test_a_stranger_fetches_the_credential_without_a_trace(stage, client, name):
    certificates.credential_key(stage)
    certificate = certificates.issued(stage)[0]

    response = client.get(f"/v/{certificate.code}/{name}")

    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert response["Access-Control-Allow-Origin"] == "*"
    if name != "kredensial.jwt":
        assert certificate.holder_name in response.content.decode()


def test_the_credential_is_the_one_in_the_file(stage, client):
    certificates.credential_key(stage)
    certificate = certificates.issued(stage)[0]

    response = client.get(f"/V/{certificate.code}/kredensial.jwt")

    token = queries.Issuers().jwt_of(certificate, certificate.frozen)
    assert response.content.decode() == token
    assert response["Content-Type"] == "application/vc+jwt"


@pytest.mark.parametrize("name", FORMS)
def test_what_is_not_there_is_answered_as_everywhere_else(stage, client, name):
    certificates.credential_key(stage)
    reserved = certificates.reserved(stage)[0]

    answers = []
    for code in (reserved.code, "7KQ4M000X9RT", "bukan-kode"):
        response = client.get(f"/v/{code}/{name}")
        page = client.get(f"/v/{code}")
        assert (response.status_code, page.status_code) == (404, 404)
        answers.append(response.content)
    assert b"Kode tidak ditemukan" in answers[0]
    assert {len(answer) for answer in answers} == {len(answers[0])}


def test_the_credential_of_a_revoked_certificate_is_still_given(stage, client):
    certificates.credential_key(stage)
    certificate = certificates.certificate_at(C.REVOKED, stage)

    assert client.get(f"/v/{certificate.code}/kredensial.jwt").status_code == 200


def test_without_a_key_there_is_no_credential_to_fetch(stage, client):
    certificate = certificates.issued(stage)[0]

    assert client.get(f"/v/{certificate.code}/kredensial.jwt").status_code == 404
    assert client.get(status_path(certificate)).status_code == 404


def test_a_revocation_is_public_within_a_second(stage, client):
    certificates.credential_key(stage)
    certificate, other = certificates.issued(stage, 2)
    before = client.get(status_path(certificate)).content.decode()

    start = time.monotonic()
    certificates.changed(stage, certificate, ProposalKind.REVOKE)
    response = client.get(status_path(certificate))

    assert time.monotonic() - start < 1
    after = response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert [bit(before, row.status_index) for row in (certificate, other)] == [0, 0]
    assert [bit(after, row.status_index) for row in (certificate, other)] == [1, 0]


def test_both_forms_of_a_list_name_themselves(stage, client, settings):
    certificates.credential_key(stage)
    certificate = certificates.issued(stage)[0]

    for purpose in ("pencabutan", "pembekuan"):
        path = status_path(certificate, f"{purpose}.json")
        document = json.loads(client.get(path).content)
        assert document["id"] == f"{settings.PUBLIC_URL}{path}"
        assert document["proof"]["cryptosuite"] == "eddsa-rdfc-2022"


def test_a_list_that_cannot_be_signed_is_not_given_as_it_was(stage, client, keys):
    certificates.credential_key(stage)
    certificate = certificates.issued(stage)[0]
    assert client.get(status_path(certificate)).status_code == 200
    for path in keys.iterdir():
        path.unlink()
    queries.credentials._opened.cache_clear()
    certificates.changed(stage, certificate, ProposalKind.REVOKE)

    response = client.get(status_path(certificate))

    assert response.status_code == 503
    assert response["Retry-After"] == "60"


def test_lists_that_are_not_there(client, db):
    assert client.get("/lsp/1/status/1/pencabutan.jwt").status_code == 404
    assert client.get("/lsp/1/status/1/lain.jwt").status_code == 404
