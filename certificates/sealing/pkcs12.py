"""Reading the file in which a certification authority hands over a key (.p12, .pfx)."""

from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from certificates.sealing import chains
from certificates.sealing.chains import Chain
from certificates.sealing.errors import SealError
from certify.lib.keyfolder import PrivateKey

LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private key with its chain of certificates."""

    key: PrivateKey = field(repr=False)
    chain: Chain


def read(data: bytes, password: str, *, at: datetime) -> KeyPair:
    """Open a PKCS#12 file and check that its key may seal at ``at``.

    Raises:
        SealError: too large, wrong password, no key inside, or not usable as a seal.
    """
    if len(data) > LARGEST:
        raise SealError("Berkas ini terlalu besar untuk sebuah kunci. Pilih berkas .p12 atau .pfx.")
    try:
        key, leaf, others = pkcs12.load_key_and_certificates(data, password.encode())
    except ValueError as error:
        raise SealError(
            "Berkas tidak terbuka. Periksa kata sandinya, dan pastikan berkasnya .p12 atau .pfx."
        ) from error
    if key is None or leaf is None:
        raise SealError("Berkas ini tidak berisi kunci dan sertifikatnya. Minta berkas lengkap.")
    if not isinstance(key, (ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)):
        raise SealError("Kunci segel harus ECDSA P-256 atau RSA 2048–4096 bit. Minta jenis itu.")
    chains.check_belongs(key, leaf)
    chain = Chain.of(leaf, others)
    chain.check(at=at)
    return KeyPair(key, chain)
