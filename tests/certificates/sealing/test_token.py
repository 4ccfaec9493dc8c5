"""A key that never leaves its token: SoftHSM stands for the HSM, through the same PKCS#11."""

import datetime as dt
import os
import subprocess

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key

from certificates import sealing
from certificates.sealing import SealError, TokenKey
from tests.certificates.sealing.conftest import AT
from tests.certificates.sealing.test_seal import pdfsig

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
TOKEN = "canting"
PIN = "123456"


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """A fresh token, opened."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    command = ["softhsm2-util", "--init-token", "--free", "--label", TOKEN, "--pin", PIN]
    subprocess.run([*command, "--so-pin", "87654321"], check=True, capture_output=True)
    with pkcs11.lib(MODULE).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        yield session
    del os.environ["SOFTHSM2_CONF"]


def certified(public: bytes) -> sealing.Chain:
    """An authority signs for a key that it has never seen."""
    authority = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Otoritas uji")])
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "LSP bertoken")])
    leaf = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(load_der_public_key(public))
        .serial_number(7)
        .not_valid_before(AT)
        .not_valid_after(AT + dt.timedelta(days=365))
        .sign(authority, hashes.SHA256())
    )
    return sealing.Chain.of(leaf, [])


def elliptic(session):
    curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
    parameters = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
    public, _ = parameters.generate_keypair(store=True, label="lengkung")
    return encode_ec_public_key(public), "lengkung", "sha256_ecdsa", 72


def rsa(session):
    public, _ = session.generate_keypair(pkcs11.KeyType.RSA, 2048, store=True, label="rsa")
    return encode_rsa_public_key(public), "rsa", "sha256_rsa", 256


@pytest.mark.parametrize("make", [elliptic, rsa], ids=["P-256", "RSA-2048"])
def test_a_token_seals_like_a_file(session, make, unsealed, tmp_path):
    public, label, algorithm, longest = make(session)
    key = TokenKey(
        module=MODULE, token=TOKEN, label=label, pin=PIN, algorithm=algorithm, longest=longest
    )

    pdf = sealing.PdfSeal(key, certified(public)).seal_file(unsealed, at=AT)

    assert sealing.examine(pdf).is_sealed
    assert "Signature Validation: Signature is Valid." in pdfsig(pdf, tmp_path)


def test_an_absent_token_says_what_to_look_at(session):
    key = TokenKey(
        module=MODULE, token="lain", label="x", pin=PIN, algorithm="sha256_rsa", longest=256
    )

    with pytest.raises(SealError, match="Token segel tidak menjawab"):
        key.sign(b"apa pun")
