"""An authority for development: everything it signs says so, and nobody trusts it."""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from certificates.sealing.chains import Chain
from certificates.sealing.pkcs12 import KeyPair

MARK = "PENGEMBANGAN"
YEARS = dt.timedelta(days=365 * 10)
LONGEST_NAME = 64


def make_key_pair(body_name: str, *, at: dt.datetime) -> KeyPair:
    """Make a throw-away authority and a seal for a body, valid for ten years from ``at``."""
    authority_key = ec.generate_private_key(ec.SECP256R1())
    authority = _certificate(
        subject=_name(f"Otoritas Segel {MARK} Canting", "Bukan otoritas yang sah"),
        issuer=None,
        key=authority_key,
        signed_by=authority_key,
        at=at,
    )
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = _certificate(
        subject=_name(f"{MARK} Segel {body_name}", f"{MARK} {body_name}"),
        issuer=authority.subject,
        key=key,
        signed_by=authority_key,
        at=at,
    )
    return KeyPair(key, Chain((leaf, authority)))


def _name(common: str, organization: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organization[:LONGEST_NAME]),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, common[:LONGEST_NAME]),
        ]
    )


def _certificate(
    *,
    subject: x509.Name,
    issuer: x509.Name | None,
    key: ec.EllipticCurvePrivateKey,
    signed_by: ec.EllipticCurvePrivateKey,
    at: dt.datetime,
) -> x509.Certificate:
    is_authority = issuer is None
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - dt.timedelta(days=1))
        .not_valid_after(at + YEARS)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority=is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signed_by.public_key()),
            critical=False,
        )
        .sign(signed_by, hashes.SHA256())
    )


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
