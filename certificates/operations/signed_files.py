"""Taking back a certificate's file that somebody signed outside Canting."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import transaction

from certificates import permissions, queries
from certificates.models import Certificate, SignedFile
from certificates.operations import files
from certificates.sealing import Chain, SealError, child
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError

LARGEST_SIGNED_FILE = 5 * 1024 * 1024


@transaction.atomic
def attach_signed_file(
    *, certificate: Certificate, data: bytes, by: User, at: datetime
) -> SignedFile:
    """Take a certificate's file back that somebody signed outside; the holder then gets this one.

    Raises:
        NotAllowedError: ``by`` may not issue at this body.
        NotNowError: the certificate has no file, is not in force, or carries our seal.
        InvalidInputError: it is not the issued file with a good signature and nothing else.
    """
    locked = Certificate.objects.select_for_update().select_related("body").get(pk=certificate.pk)
    permissions.may_attach_signed_file(by, locked).require()
    if len(data) > LARGEST_SIGNED_FILE:
        raise InvalidInputError("Berkas ini lebih besar dari 5 MB. Unggah PDF yang ditandatangani.")
    sha256 = hashlib.sha256(data).hexdigest()
    if SignedFile.objects.filter(sha256=sha256).exists():
        raise InvalidInputError("Berkas yang sama sudah diunggah. Tidak ada yang berubah.")
    try:
        found = child.read(data, original=queries.stored_pdf(locked))
        _check_authority(found.chain)
    except SealError as error:
        raise InvalidInputError(str(error)) from error
    name = f"sertifikat/{locked.register_year}/{sha256}.pdf"
    files.write_all([(name, data)])
    signed = SignedFile.objects.create(
        certificate=locked,
        pdf=name,
        sha256=sha256,
        original_sha256=locked.pdf_sha256,
        signer=found.chain.subject,
        signer_fingerprint=found.chain.fingerprint,
        signer_issuer=found.chain.issuer,
        signed_at=found.signed_at,
        uploaded_by=by,
        uploaded_at=at,
    )
    trail.record(
        name="certificates.signed_file_attached",
        summary="mengunggah sertifikat yang ditandatangani di luar",
        subject=locked,
        related=[locked.assessment],
        by=by,
        at=at,
        within=locked.body.organization,
        data={"pdf_sha256": sha256, "signer_fingerprint": found.chain.fingerprint},
    )
    return signed


def _check_authority(chain: Chain) -> None:
    """Take only signers whom an accepted authority vouches for, where authorities are named."""
    if settings.SIGNER_AUTHORITIES and not queries.is_accepted(chain):
        raise SealError(
            f"Penanda tangannya {chain.subject}, tidak dari penyelenggara sertifikasi elektronik "
            "yang diterima di sini. Pakai sertifikat elektronik yang resmi."
        )
