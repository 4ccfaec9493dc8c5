"""Keys of every kind a body may have, and one certificate to seal."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

from certificates import sealing
from certificates.rendering import render_pdf
from certificates.sealing import development
from tests.certificates.samples import SAMPLE

AT = dt.datetime(2026, 11, 23, 3, 4, 5, tzinfo=dt.UTC)


def self_signed(key, *, name="LSP Uji", at=AT, extensions=()):
    """A certificate as a small authority hands out, without ceremony."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - dt.timedelta(days=1))
        .not_valid_after(at + dt.timedelta(days=365))
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=True)
    return builder.sign(key, hashes.SHA256())


@pytest.fixture(scope="session")
def pair():
    """The development authority's key, ECDSA P-256, with a chain of two."""
    return development.make_key_pair("LSP Batik Uji", at=AT)


@pytest.fixture(scope="session")
def seal(pair):
    return sealing.PdfSeal(sealing.file_key(pair.key), pair.chain)


@pytest.fixture(scope="session")
def rsa_seal():
    """The same with RSA, as most authorities sell it."""
    key = rsa.generate_private_key(65537, 2048)
    chain = sealing.Chain.of(self_signed(key), [])
    return sealing.PdfSeal(sealing.file_key(key), chain)


@pytest.fixture(scope="session")
def unsealed():
    return render_pdf(SAMPLE, credential="head.body.signature")


@pytest.fixture(scope="session")
def sealed(unsealed, seal):
    return seal.seal_file(unsealed, at=AT)
