"""What the signatures of a file say: whole, unchanged, by whom. Judged by pyHanko.

A signature alone is not enough to call a file ours: the hole in which it lies is not signed, and a
few bits there can be flipped without harm to it (docs/adr on the seal, test C1). Whoever asks "is
this the file that was issued" compares its SHA-256 with the register first.
"""

import asyncio
import hashlib
import io
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from certificates.sealing.chains import Chain
from certificates.sealing.examination import Examination, Signature


def examine(pdf: bytes) -> Examination:
    """Examine a file of whatever origin; anything unreadable is said to be so, never raised.

    Trust is not judged by a list of authorities: the caller compares the fingerprint with the keys
    that a body published, or shows the signer's name.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    try:
        # Strict would refuse files of other programs that every reader opens.
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        signatures = tuple(_examine(one) for one in reader.embedded_regular_signatures)
    # A hostile file can break pyHanko in more ways than it has exceptions for.
    except Exception:  # noqa: BLE001 -- whatever breaks it, it is not a file of ours
        return Examination(sha256, is_readable=False)
    return Examination(sha256, is_readable=True, signatures=signatures)


def _examine(embedded: Any) -> Signature:
    # The signer stands for itself: whether it is to be trusted is not asked here.
    context = ValidationContext(
        trust_roots=[embedded.signer_cert],
        moment=embedded.self_reported_timestamp,
        allow_fetching=False,
    )
    status: PdfSignatureStatus = asyncio.run(async_validate_pdf_signature(embedded, context))
    stamp = status.timestamp_validity
    certificates = [embedded.signer_cert, *embedded.other_embedded_certs]
    return Signature(
        chain=_chain(certificates),
        is_intact=status.intact and status.valid,
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        forbids_changes=embedded.docmdp_level == MDPPerm.NO_CHANGES and _is_certifying(embedded),
        changes_are_allowed=bool(status.docmdp_ok),
        claimed_at=embedded.self_reported_timestamp,
        stamped_at=stamp.timestamp if stamp and stamp.intact and stamp.valid else None,
    )


def _is_certifying(embedded: Any) -> bool:
    root = embedded.reader.root
    if "/Perms" not in root or "/DocMDP" not in root["/Perms"]:
        return False
    certifying = root["/Perms"].raw_get("/DocMDP")
    return bool(certifying.reference == embedded.sig_field.raw_get("/V").reference)


def _chain(certificates: list[Any]) -> Chain:
    leaf, *others = Chain.from_der(
        [certificate.dump() for certificate in certificates]
    ).certificates
    return Chain.of(leaf, others)
