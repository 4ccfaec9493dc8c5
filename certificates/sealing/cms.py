"""The signature itself: a CMS as PAdES B-B wants it, assembled from pieces prepared once.

For one key everything but digest and signature is the same in every file, so those pieces are
encoded when the seal is loaded, and sealing one file costs one hash and one act of the key.
The pieces (RFC 5652, ETSI EN 319 122-1):

    ContentInfo
      SignedData
        version, digest algorithms, content type    always the same
        certificates                                always the same
        SignerInfo
          version, issuer and serial number, digest algorithm   always the same
          signed attributes: content type, MESSAGE DIGEST, signing-certificate-v2
          signature algorithm                       always the same
          SIGNATURE
          unsigned attributes: TIME STAMP           only with a time stamping authority

The time of signing stands in the PDF (``/M``); PAdES forbids it here.
"""

import hashlib
from dataclasses import dataclass

from asn1crypto import algos, cms, core, tsp, x509

SEQUENCE = 0x30
SET = 0x31
OCTET_STRING = 0x04
FIRST_OPTION = 0xA0
SECOND_OPTION = 0xA1
VERSION_1 = core.Integer(1).dump()
SIGNED_DATA = cms.ContentType("signed_data").dump()
PLAIN_DATA = cms.ContentType("data").dump()
TIME_STAMP_TOKEN = cms.CMSAttributeType("signature_time_stamp_token").dump()
SHORT_LENGTH = 0x80
# Stands for the digest while the attributes are encoded once; no certificate contains it.
PLACE = hashlib.sha256(b"the place of the message digest").digest()


def encode(tag: int, *parts: bytes) -> bytes:
    """Encode a DER value from already encoded parts."""
    body = b"".join(parts)
    size = len(body)
    if size < SHORT_LENGTH:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, SHORT_LENGTH | len(length))) + length + body


@dataclass(frozen=True, slots=True)
class SignatureForm:
    """What all signatures of one key have in common."""

    before_digest: bytes
    after_digest: bytes
    before_attributes: bytes
    after_attributes: bytes
    before_signers: bytes

    def attributes(self, digest: bytes) -> bytes:
        """Give the signed attributes for a file's digest: what the key signs."""
        return self.before_digest + digest + self.after_digest

    def assemble(self, attributes: bytes, signature: bytes, time_stamp: bytes = b"") -> bytes:
        """Give the whole CMS."""
        unsigned = b""
        if time_stamp:
            unsigned = encode(
                SECOND_OPTION,
                encode(SEQUENCE, TIME_STAMP_TOKEN, encode(SET, time_stamp)),
            )
        signer = encode(
            SEQUENCE,
            self.before_attributes,
            # Inside the CMS the set of attributes is the structure's first option, not a set.
            bytes((FIRST_OPTION,)),
            attributes[1:],
            self.after_attributes,
            encode(OCTET_STRING, signature),
            unsigned,
        )
        signed_data = encode(SEQUENCE, self.before_signers, encode(SET, signer))
        return encode(SEQUENCE, SIGNED_DATA, encode(FIRST_OPTION, signed_data))


def prepare(certificates: tuple[bytes, ...], *, algorithm: str) -> SignatureForm:
    """Encode what stays the same for a chain of certificates (DER, leaf first)."""
    leaf = x509.Certificate.load(certificates[0])
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"}).dump()
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["data"]},
            {"type": "message_digest", "values": [PLACE]},
            {"type": "signing_certificate_v2", "values": [_named_by_hash(certificates[0])]},
        ]
    ).dump()
    before_digest, after_digest = attributes.split(PLACE)
    signer = cms.IssuerAndSerialNumber(
        {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
    ).dump()
    return SignatureForm(
        before_digest=before_digest,
        after_digest=after_digest,
        before_attributes=VERSION_1 + signer + sha256,
        after_attributes=algos.SignedDigestAlgorithm({"algorithm": algorithm}).dump(),
        before_signers=b"".join(
            (
                VERSION_1,
                encode(SET, sha256),
                encode(SEQUENCE, PLAIN_DATA),
                encode(FIRST_OPTION, *certificates),
            )
        ),
    )


def _named_by_hash(certificate: bytes) -> tsp.SigningCertificateV2:
    name = {
        "hash_algorithm": {"algorithm": "sha256"},
        "cert_hash": hashlib.sha256(certificate).digest(),
    }
    return tsp.SigningCertificateV2({"certs": [name]})
