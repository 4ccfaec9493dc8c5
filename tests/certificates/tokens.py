"""SoftHSM in place of an HSM: one token for a process, as PKCS#11 wants it."""

import datetime as dt
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key

from certificates import sealing

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
TOKEN = "canting"
PIN = "123456"


@contextmanager
def opened(folder: Path) -> Iterator[Any]:
    """Initialize a fresh token in ``folder`` and open a session on it."""
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    command = ["softhsm2-util", "--init-token", "--free", "--label", TOKEN, "--pin", PIN]
    subprocess.run([*command, "--so-pin", "87654321"], check=True, capture_output=True)
    with pkcs11.lib(MODULE).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        yield session


@dataclass(frozen=True)
class TokenPair:
    """A key that lies on the token, and the chain of its certificate."""

    label: str
    chain: sealing.Chain


def elliptic(session: Any, label: str = "lengkung", *, at: dt.datetime) -> TokenPair:
    curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
    parameters = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
    public, _ = parameters.generate_keypair(store=True, label=label)
    return TokenPair(label, certified(encode_ec_public_key(public), at=at))


def rsa(session: Any, label: str = "rsa", *, at: dt.datetime) -> TokenPair:
    public, _ = session.generate_keypair(pkcs11.KeyType.RSA, 2048, store=True, label=label)
    return TokenPair(label, certified(encode_rsa_public_key(public), at=at))


KINDS: dict[str, Callable[..., TokenPair]] = {"P-256": elliptic, "RSA-2048": rsa}


def certified(public: bytes, *, at: dt.datetime) -> sealing.Chain:
    """Have an authority sign for a key that it has never seen."""
    authority = ec.generate_private_key(ec.SECP256R1())
    names = {
        name: x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        for name in ("Otoritas uji", "LSP bertoken")
    }
    leaf = (
        x509.CertificateBuilder()
        .subject_name(names["LSP bertoken"])
        .issuer_name(names["Otoritas uji"])
        .public_key(load_der_public_key(public))
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - dt.timedelta(days=1))
        .not_valid_after(at + dt.timedelta(days=365))
        .sign(authority, hashes.SHA256())
    )
    return sealing.Chain.of(leaf, [])
