"""Keys that seal: one that lies in a file, one that never leaves its token."""

import threading
from typing import Any, Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from certificates.sealing.chains import LONGEST_P256
from certificates.sealing.errors import SealError
from certify.lib.keyfolder import PrivateKey

BITS_PER_BYTE = 8
HALF_OF_P256 = 32


class SigningKey(Protocol):
    """Something that can sign; ``algorithm`` as asn1crypto names it."""

    @property
    def algorithm(self) -> str:
        """`sha256_ecdsa` or `sha256_rsa`."""

    @property
    def longest(self) -> int:
        """How many bytes a signature may have."""

    def sign(self, data: bytes) -> bytes:
        """Sign ``data`` (hashed with SHA-256 on the way)."""


class EllipticFileKey:
    """ECDSA P-256 from a file; RFC 6979, so the same file gets the same signature again."""

    algorithm = "sha256_ecdsa"
    longest = LONGEST_P256

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self._method = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)

    def sign(self, data: bytes) -> bytes:
        """Sign ``data``."""
        return self._key.sign(data, self._method)


class RsaFileKey:
    """RSA with PKCS#1 v1.5, which repeats to the byte by itself."""

    algorithm = "sha256_rsa"

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        self._key = key
        self.longest = key.key_size // BITS_PER_BYTE

    def sign(self, data: bytes) -> bytes:
        """Sign ``data``."""
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def file_key(key: PrivateKey) -> SigningKey:
    """Give the signing side of a private key.

    Raises:
        SealError: readers of PDF do not know keys of this kind.
    """
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return EllipticFileKey(key)
    if isinstance(key, rsa.RSAPrivateKey):
        return RsaFileKey(key)
    raise SealError("Kunci segel harus ECDSA P-256 atau RSA. Jenis kunci ini tidak dipakai.")


class TokenKey:
    """A key on a PKCS#11 token or HSM: opened at the first signature, one session a process.

    A token chooses its own random number for ECDSA, so a repeated file differs in its signature;
    an RSA key repeats to the byte.
    """

    def __init__(
        self, *, module: str, token: str, label: str, pin: str, algorithm: str, longest: int
    ) -> None:
        self.algorithm = algorithm
        self.longest = longest
        self._module = module
        self._token = token
        self._label = label
        self._pin = pin
        self._lock = threading.Lock()
        self._private: Any = None

    def sign(self, data: bytes) -> bytes:
        """Sign ``data`` on the token.

        Raises:
            SealError: the token is absent or refuses; the next call tries again.
        """
        import pkcs11  # noqa: PLC0415 -- only bodies with a token need it

        with self._lock:
            try:
                return self._sign(data)
            except (pkcs11.PKCS11Error, OSError) as error:
                self._private = None
                raise SealError(
                    "Token segel tidak menjawab. Periksa apakah token terpasang dan PIN-nya benar, "
                    "lalu tekan “Lanjutkan”."
                ) from error

    def _sign(self, data: bytes) -> bytes:
        import pkcs11  # noqa: PLC0415 -- as above

        if self._private is None:
            self._private = self._opened().get_key(
                object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=self._label
            )
        if self.algorithm == RsaFileKey.algorithm:
            return bytes(self._private.sign(data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
        # Not every token hashes for ECDSA by itself: give it the hash.
        digest = hashes.Hash(hashes.SHA256())
        digest.update(data)
        pair = bytes(self._private.sign(digest.finalize(), mechanism=pkcs11.Mechanism.ECDSA))
        first, second = pair[:HALF_OF_P256], pair[HALF_OF_P256:]
        return encode_dss_signature(int.from_bytes(first), int.from_bytes(second))

    def _opened(self) -> Any:
        import pkcs11  # noqa: PLC0415 -- as above

        token = pkcs11.lib(self._module).get_token(token_label=self._token)
        try:
            return token.open(user_pin=self._pin)
        except pkcs11.UserAlreadyLoggedIn:
            # By another key of the same token: a process signs in to a token once.
            return token.open()
