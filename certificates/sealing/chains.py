"""The certificate of a seal with those that vouch for it, leaf first."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from certificates.sealing.errors import SealError
from certify.lib.keyfolder import PrivateKey

PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey
LONGEST_P256 = 72
SHORTEST_RSA = 2048
LONGEST_RSA = 4096
# More certificates than this is no chain of a person's key; it would only swell every file.
LONGEST_CHAIN = 5
READ_FIRST = (
    x509.NameOID.COMMON_NAME,
    x509.NameOID.ORGANIZATIONAL_UNIT_NAME,
    x509.NameOID.ORGANIZATION_NAME,
    x509.NameOID.LOCALITY_NAME,
    x509.NameOID.COUNTRY_NAME,
)


@dataclass(frozen=True, slots=True)
class Chain:
    """A certificate and its issuers, in order; what is published and what each file carries."""

    certificates: tuple[x509.Certificate, ...]

    @classmethod
    def of(cls, leaf: x509.Certificate, others: Sequence[x509.Certificate]) -> "Chain":
        """Put certificates in order, leaving out those that vouch for nothing here."""
        chain, rest = [leaf], list(others)
        while len(chain) < LONGEST_CHAIN:
            issuer = next((other for other in rest if _issued(chain[-1], by=other)), None)
            if issuer is None or issuer in chain:
                break
            chain.append(issuer)
        return cls(tuple(chain))

    @classmethod
    def from_pem(cls, text: str) -> "Chain":
        """Read what ``to_pem`` wrote."""
        return cls(tuple(x509.load_pem_x509_certificates(text.encode())))

    @classmethod
    def from_der(cls, certificates: Sequence[bytes]) -> "Chain":
        """Read certificates as they stand in a file, in the order given."""
        return cls(tuple(map(x509.load_der_x509_certificate, certificates)))

    def to_pem(self) -> str:
        """Write all certificates, leaf first."""
        return "".join(
            certificate.public_bytes(Encoding.PEM).decode() for certificate in self.certificates
        )

    def to_der(self) -> tuple[bytes, ...]:
        """Give each certificate as DER, leaf first."""
        return tuple(certificate.public_bytes(Encoding.DER) for certificate in self.certificates)

    @property
    def leaf(self) -> x509.Certificate:
        """The certificate that seals."""
        return self.certificates[0]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the leaf, 64 hex digits: the name of the key for ever."""
        return hashlib.sha256(self.leaf.public_bytes(Encoding.DER)).hexdigest()

    @property
    def subject(self) -> str:
        """Whom the certificate names."""
        return describe(self.leaf.subject)

    @property
    def issuer(self) -> str:
        """Who vouches for it."""
        return describe(self.leaf.issuer)

    @property
    def valid_from(self) -> datetime:
        """Its first moment."""
        return self.leaf.not_valid_before_utc

    @property
    def valid_until(self) -> datetime:
        """Its last moment."""
        return self.leaf.not_valid_after_utc

    @property
    def algorithm(self) -> str:
        """The kind of key in words."""
        key = public_key(self.leaf)
        if isinstance(key, rsa.RSAPublicKey):
            return f"RSA {key.key_size}"
        return "ECDSA P-256"

    @property
    def signature_algorithm(self) -> str:
        """How its key signs, as asn1crypto names it."""
        is_rsa = isinstance(public_key(self.leaf), rsa.RSAPublicKey)
        return "sha256_rsa" if is_rsa else "sha256_ecdsa"

    @property
    def longest_signature(self) -> int:
        """How many bytes a signature may have: RSA's length, or two numbers of 33 bytes in DER."""
        key = public_key(self.leaf)
        return key.key_size // 8 if isinstance(key, rsa.RSAPublicKey) else LONGEST_P256

    def leads_to(self, authorities: Sequence[x509.Certificate]) -> bool:
        """Tell whether one of ``authorities`` stands in the chain or vouches for its end."""
        last = self.certificates[-1]
        return any(
            authority in self.certificates or _issued(last, by=authority)
            for authority in authorities
        )

    def check(self, *, at: datetime) -> None:
        """Refuse a certificate that may not seal now.

        Raises:
            SealError: wrong kind of key, not valid at ``at``, or not made for signing.
        """
        public_key(self.leaf)
        if at < self.valid_from:
            raise SealError("Masa berlaku sertifikat segel ini belum mulai.")
        if at >= self.valid_until:
            raise SealError("Masa berlaku sertifikat segel ini sudah habis. Minta yang baru.")
        if not _may_sign(self.leaf):
            raise SealError(
                "Sertifikat ini tidak dibuat untuk menandatangani dokumen. Minta sertifikat segel "
                "atau tanda tangan kepada penyelenggara sertifikasi elektronik."
            )


def describe(name: x509.Name) -> str:
    """Write a name as people read it: common name, unit, organization, place, country."""
    found = [
        str(attribute.value) for oid in READ_FIRST for attribute in name.get_attributes_for_oid(oid)
    ]
    return ", ".join(dict.fromkeys(found)) or name.rfc4514_string()


def public_key(certificate: x509.Certificate) -> PublicKey:
    """Give the key of a certificate, when it is of a kind that every PDF reader knows.

    Ed25519 is not: poppler says "not signed or corrupted" to it.

    Raises:
        SealError: another curve or kind, or an RSA key of another length.
    """
    key = certificate.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return key
    if isinstance(key, rsa.RSAPublicKey) and SHORTEST_RSA <= key.key_size <= LONGEST_RSA:
        return key
    raise SealError("Kunci segel harus ECDSA P-256 atau RSA 2048–4096 bit. Minta jenis itu.")


def check_belongs(key: PrivateKey, certificate: x509.Certificate) -> None:
    """Refuse a private key that is not the certificate's.

    Raises:
        SealError: the two do not belong together.
    """
    ours, theirs = (
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        for public in (key.public_key(), certificate.public_key())
    )
    if ours != theirs:
        raise SealError("Kunci dan sertifikat dalam berkas ini bukan pasangannya.")


def _issued(certificate: x509.Certificate, *, by: x509.Certificate) -> bool:
    if certificate.issuer != by.subject or certificate == by:
        return False
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment
