"""Putting a seal on a finished file: one revision more, by pyHanko, the same bytes every time.

pyHanko writes the field, the dictionary and the byte ranges; the signature comes from our own CMS.
Two private methods of its writer are replaced, because by themselves they put the present moment
and a random number into the file. ``tests/certificates/sealing`` names the version this was
written for and compares two runs.
"""

import hashlib
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import cms_embedder
from pyhanko.sign.signers.pdf_byterange import SignatureObject

FIELD = "Segel"
ID_LENGTH = 16
HEX_DIGITS_PER_BYTE = 2


class RepeatableWriter(IncrementalPdfFileWriter):
    """Appends a revision whose bytes depend on the file alone.

    Title, dates and XMP stay as they were printed: sealing does not edit the document.
    """

    @classmethod
    def _handle_id(cls, prev: Any) -> generic.ArrayObject:
        prev.stream.seek(0)
        digest = hashlib.sha256(prev.stream.read()).digest()
        new = generic.ByteStringObject(digest[:ID_LENGTH])
        try:
            first = prev.trailer["/ID"][0]
        except KeyError:
            return generic.ArrayObject([new, new])
        return generic.ArrayObject([generic.ByteStringObject(_raw(first)), new])

    def _update_meta(self) -> None:
        """Leave them as they are."""


def _raw(identifier: Any) -> bytes:
    if isinstance(identifier, generic.TextStringObject):
        return bytes(identifier.original_bytes)
    return bytes(identifier)


def certify(pdf: bytes, *, room: int, sign: Callable[[bytes], bytes], at: datetime) -> bytes:
    """Append a certification signature that allows no change (DocMDP P=1).

    ``sign`` gets the SHA-256 of the byte ranges and gives the CMS, at most ``room`` bytes.
    """
    writer = RepeatableWriter(io.BytesIO(pdf))
    # Visible to no one, but with the print flag that PDF/A asks of every annotation.
    spec = SigFieldSpec(
        FIELD, invis_sig_settings=InvisSigSettings(set_print_flag=True, set_hidden_flag=False)
    )
    embedder = cms_embedder.PdfCMSEmbedder(new_field_spec=spec)
    steps = embedder.write_cms(field_name=FIELD, writer=writer)
    next(steps)
    steps.send(
        cms_embedder.SigObjSetup(
            sig_placeholder=SignatureObject(
                timestamp=at,
                subfilter=SigSeedSubFilter.PADES,
                bytes_reserved=room * HEX_DIGITS_PER_BYTE,
            ),
            mdp_setup=cms_embedder.SigMDPSetup(
                md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES
            ),
        )
    )
    prepared, output = steps.send(cms_embedder.SigIOSetup(md_algorithm="sha256"))
    steps.send(sign(prepared.document_digest))
    sealed: bytes = output.getvalue()
    return sealed
