"""Builders of seals, and a director who signs outside."""

import io
from datetime import datetime

import asn1crypto.keys
import asn1crypto.x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates import operations
from certificates.models import SealKey
from certificates.sealing import KeyPair, development
from tests.factories.programs import Stage

PASSWORD = "sandi kunci uji"


def key_pair(name: str = "LSP Uji", *, at: datetime | None = None) -> KeyPair:
    """Give a key with a chain of two, as an authority would hand it over."""
    return development.make_key_pair(name, at=at or timezone.now())


def packed(pair: KeyPair, password: str = PASSWORD) -> bytes:
    """Give the PKCS#12 file of a key."""
    leaf, *others = pair.chain.certificates
    lock = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"segel", pair.key, leaf, others, lock)


def sealed_body(stage: Stage, *, at: datetime | None = None) -> SealKey:
    """Put a seal in place for the body of a stage."""
    return operations.add_seal_from_file(
        body=stage.body,
        data=packed(key_pair(at=at)),
        password=PASSWORD,
        by=stage.cast.bagas,
        at=at or timezone.now(),
    )


def signed(
    pdf: bytes, pair: KeyPair, *, field="Direktur", spec: SigFieldSpec | None = None, before=None
):
    """Sign a file as a stranger's program would, by pyHanko's own signer."""
    key = pair.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()
    leaf, *others = (asn1crypto.x509.Certificate.load(der) for der in pair.chain.to_der())
    store.register_multiple(others)
    signer = SimpleSigner(
        signing_cert=leaf,
        signing_key=asn1crypto.keys.PrivateKeyInfo.load(key),
        cert_registry=store,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if before:
        before(writer)
    if spec:
        append_signature_field(writer, spec)
    return PdfSigner(PdfSignatureMetadata(field_name=field), signer).sign_pdf(writer).getvalue()
