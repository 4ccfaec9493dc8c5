import base64
import dataclasses
import json
import subprocess
import sys

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from certificates.credentials import credential_jwt
from tests.certificates.credentials.samples import PLACE, SIGNER, VALID
from tests.certificates.samples import SAMPLE

PUBLIC_PEM = SIGNER.private.public_key().public_bytes(
    Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
)


def parts(token: str) -> list[dict]:
    return [json.loads(base64.urlsafe_b64decode(part + "==")) for part in token.split(".")[:2]]


def test_jwt_names_its_key_and_says_what_the_paper_says():
    header, claims = parts(credential_jwt(SAMPLE, place=PLACE, signer=SIGNER))

    did = "did:web:batik.jombangkab.go.id:lsp:3"
    assert header == {"alg": "EdDSA", "typ": "JWT", "kid": SIGNER.public.jwk_id}
    assert claims["iss"] == claims["issuer"]["id"] == did
    assert claims["jti"] == claims["id"] == "https://batik.jombangkab.go.id/v/7KQ4M000X9RT"
    assert claims["validFrom"] == "2023-01-26T00:00:00+07:00"
    assert claims["validUntil"] == "2026-01-26T23:59:59+07:00"
    assert (claims["nbf"], claims["exp"]) == (1674666000, 1769446799)
    subject = claims["credentialSubject"]
    assert subject["identifier"] == [
        {
            "type": "IdentityObject",
            "hashed": False,
            "identityHash": "Siti Romlah",
            "identityType": "ext:name",
        }
    ]
    assert [row["name"] for row in subject["achievement"]["resultDescription"]] == [
        "DEMO.BTK.01.001 Menyiapkan alat dan bahan membatik",
        "DEMO.BTK.02.001 Melekatkan malam dengan canting",
    ]
    assert [row["value"] for row in subject["result"]] == ["Kompeten", "Kompeten"]
    assert [
        (row["statusPurpose"], row["statusListIndex"], row["statusListCredential"])
        for row in claims["credentialStatus"]
    ] == [
        ("revocation", "77", f"{PLACE.address}/pencabutan.jwt"),
        ("suspension", "77", f"{PLACE.address}/pembekuan.jwt"),
    ]


def test_jwt_is_the_same_in_another_process():
    program = (
        "from certificates.credentials import credential_jwt\n"
        "from tests.certificates.credentials.samples import PLACE, SIGNER, VALID\n"
        "print(credential_jwt(VALID, place=PLACE, signer=SIGNER), end='')"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert other.stdout == credential_jwt(VALID, place=PLACE, signer=SIGNER)


def test_jwt_of_an_example_says_so():
    _, claims = parts(
        credential_jwt(dataclasses.replace(SAMPLE, is_example=True), place=PLACE, signer=SIGNER)
    )

    assert claims["name"] == "CONTOH – Sertifikat Kompetensi Pembatik Tulis"
    assert claims["credentialSubject"]["achievement"]["name"] == "CONTOH – Pembatik Tulis"


def test_openbadgeslib_accepts_the_jwt():
    verified = OB3Verifier(PUBLIC_PEM).verify(credential_jwt(VALID, place=PLACE, signer=SIGNER))

    assert verified.issuer.id == SIGNER.did
    assert verified.achievement.name == "Pembatik Tulis"


def test_openbadgeslib_refuses_the_expired():
    with pytest.raises(OB3VerificationError, match="expired"):
        OB3Verifier(PUBLIC_PEM).verify(credential_jwt(SAMPLE, place=PLACE, signer=SIGNER))


def test_a_changed_name_breaks_the_signature():
    head, body, signature = credential_jwt(VALID, place=PLACE, signer=SIGNER).split(".")
    text = base64.urlsafe_b64decode(body + "==").decode().replace("Siti Romlah", "Siti Rohmah")
    forged = base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()

    with pytest.raises(InvalidSignature):
        SIGNER.private.public_key().verify(
            base64.urlsafe_b64decode(signature + "=="), f"{head}.{forged}".encode()
        )
    with pytest.raises(OB3VerificationError):
        OB3Verifier(PUBLIC_PEM).verify(f"{head}.{forged}.{signature}")
