"""The issuer's keys and name: Ed25519 as JWK and Multikey, ``did:web`` and its document.

A key is named by its JWK thumbprint (RFC 7638), so the name follows from the key and two keys
never share one. The document lists every key that ever signed: an old certificate is checked with
the key of its day.
"""

import base64
import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from certify.lib.canonical import canonical_json

ED25519_MULTICODEC = b"\xed\x01"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
DID_CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


def base64url(data: bytes) -> str:
    """Write bytes as base64url without padding (RFC 7515)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def base58(data: bytes) -> str:
    """Write bytes as base58 in Bitcoin's alphabet, which Multikey and Data Integrity use."""
    number, letters = int.from_bytes(data), ""
    while number:
        number, rest = divmod(number, len(BASE58))
        letters = BASE58[rest] + letters
    zeros = len(data) - len(data.lstrip(b"\0"))
    return BASE58[0] * zeros + letters


def did_web(address: str) -> str:
    """Name the issuer whose document lies at ``<address>/did.json``.

    >>> did_web("https://batik.example.go.id/lsp/3")
    'did:web:batik.example.go.id:lsp:3'
    """
    parts = urlsplit(address)
    steps = [step for step in parts.path.split("/") if step]
    return ":".join(["did:web", *(quote(part, safe="") for part in (parts.netloc, *steps))])


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of an issuer's key: what is published for ever."""

    did: str
    x: str
    """The raw key in base64url, as a JWK holds it."""

    @property
    def jwk(self) -> dict[str, str]:
        """The key as JSON Web Key (RFC 8037)."""
        return {"kty": "OKP", "crv": "Ed25519", "x": self.x}

    @property
    def thumbprint(self) -> str:
        """The key's name (RFC 7638)."""
        return base64url(hashlib.sha256(canonical_json(self.jwk)).digest())

    @property
    def multibase(self) -> str:
        """The key as Multikey."""
        raw = base64.urlsafe_b64decode(self.x + "=")
        return "z" + base58(ED25519_MULTICODEC + raw)

    @property
    def jwk_id(self) -> str:
        """The verification method a JWT names as its ``kid``."""
        return f"{self.did}#{self.thumbprint}"

    @property
    def multikey_id(self) -> str:
        """The verification method a Data Integrity proof names."""
        return f"{self.did}#{self.multibase}"


@dataclass(frozen=True)
class Signer:
    """An issuer with the key that signs for it now."""

    did: str
    private: Ed25519PrivateKey = field(repr=False)

    @functools.cached_property
    def public(self) -> PublicKey:
        """The half that everybody may see."""
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return PublicKey(did=self.did, x=base64url(raw))

    @functools.cached_property
    def jwk_id(self) -> str:
        """The verification method a JWT names as its ``kid``."""
        return self.public.jwk_id


def did_document(did: str, keys: Iterable[PublicKey]) -> dict[str, object]:
    """Give the issuer's document: each key once as JWK and once as Multikey."""
    methods: list[dict[str, object]] = []
    for key in keys:
        methods += [
            {
                "id": key.jwk_id,
                "type": "JsonWebKey",
                "controller": did,
                "publicKeyJwk": key.jwk | {"kid": key.thumbprint},
            },
            {
                "id": key.multikey_id,
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": key.multibase,
            },
        ]
    return {
        "@context": DID_CONTEXTS,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
