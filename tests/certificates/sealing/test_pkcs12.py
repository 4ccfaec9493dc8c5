"""Taking a key from the file in which it was handed over."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from certificates.sealing import SealError
from certificates.sealing.pkcs12 import read
from tests.certificates.sealing.conftest import AT, self_signed

PASSWORD = "rahasia"


def packed(key, certificate, others=None):
    lock = BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"segel", key, certificate, others, lock)


def usage(*, signs):
    rest = dict.fromkeys(
        (
            "content_commitment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(digital_signature=signs, key_encipherment=not signs, **rest)


def test_key_and_chain_come_in_order(pair):
    leaf, authority = pair.chain.certificates
    stranger = self_signed(ec.generate_private_key(ec.SECP256R1()), name="Orang lain")

    found = read(packed(pair.key, leaf, [stranger, authority]), PASSWORD, at=AT)

    assert found.chain == pair.chain
    assert found.key.private_numbers() == pair.key.private_numbers()
    assert (found.chain.algorithm, found.chain.subject) == (
        "ECDSA P-256",
        "PENGEMBANGAN Segel LSP Batik Uji, PENGEMBANGAN LSP Batik Uji, ID",
    )


def refusal(data, password=PASSWORD, at=AT):
    with pytest.raises(SealError) as caught:
        read(data, password, at=at)
    return str(caught.value)


def test_a_wrong_password_and_a_foreign_file_are_refused_alike(pair):
    good = packed(pair.key, pair.chain.leaf)

    assert "Periksa kata sandinya" in refusal(good, "salah")
    assert "Periksa kata sandinya" in refusal(b"%PDF-1.7")
    assert "terlalu besar" in refusal(good + bytes(64 * 1024))


def test_a_file_without_its_key_is_refused(pair):
    only = packed(None, None, list(pair.chain.certificates))

    assert "tidak berisi kunci" in refusal(only)


@pytest.mark.parametrize(
    "key",
    [
        ec.generate_private_key(ec.SECP384R1()),
        ed25519.Ed25519PrivateKey.generate(),
        rsa.generate_private_key(65537, 1024),
    ],
    ids=["P-384", "Ed25519", "RSA 1024"],
)
def test_keys_that_readers_do_not_know_are_refused(key):
    algorithm = None if isinstance(key, ed25519.Ed25519PrivateKey) else True
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "LSP Uji")])
    if algorithm:
        certificate = self_signed(key)
    else:
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(AT)
            .not_valid_after(AT + dt.timedelta(days=1))
            .sign(key, None)
        )

    assert "Kunci segel harus ECDSA P-256 atau RSA" in refusal(packed(key, certificate))


def test_a_certificate_outside_its_time_is_refused(pair):
    data = packed(pair.key, pair.chain.leaf)

    assert "sudah habis" in refusal(data, at=AT + dt.timedelta(days=3651))
    assert "belum mulai" in refusal(data, at=AT - dt.timedelta(days=2))


def test_a_certificate_that_may_not_sign_is_refused():
    key = ec.generate_private_key(ec.SECP256R1())

    good = packed(key, self_signed(key, extensions=[usage(signs=True)]))
    bad = packed(key, self_signed(key, extensions=[usage(signs=False)]))

    assert read(good, PASSWORD, at=AT).chain.algorithm == "ECDSA P-256"
    assert "tidak dibuat untuk menandatangani" in refusal(bad)
