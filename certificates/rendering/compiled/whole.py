"""A certificate typeset in full, as its objects: for a print file that others share.

WeasyPrint's public `finisher` hands out the document before it is written.
"""

import dataclasses
from typing import Any

import pydyf

from certificates.content import CertificateContent
from certificates.rendering import digital, digital_page
from certificates.rendering.compiled.form import FixedStream
from certificates.rendering.compiled.recording import entries, written
from certificates.rendering.design import Design
from certify.papers import typesetting


@dataclasses.dataclass(frozen=True, kw_only=True)
class WholeCertificate:
    """The objects of one certificate; ``pages`` are the numbers of its pages in order."""

    streams: tuple[FixedStream, ...]
    packed: tuple[tuple[int, bytes], ...]
    pages: tuple[int, ...]
    page_tree: int


def typeset(content: CertificateContent, *, design: Design) -> WholeCertificate:
    """Return a certificate's objects as WeasyPrint makes them; raises ``NotPrintableError``."""
    document = digital.typesetter(design).laid_out(
        digital_page.page(content, is_preview=False, design=design)
    )
    kept: list[Any] = []
    document.write_pdf(pdf_variant=typesetting.VARIANT, finisher=lambda _, pdf: kept.append(pdf))
    typesetting.refuse_foreign_letters(document.fonts.values())
    [pdf] = kept
    streams, packed = [], []
    for held in pdf.objects[1:]:
        if isinstance(held, pydyf.Stream):
            extra = {key: value for key, value in held.extra.items() if key != "Length"}
            data = b"\n".join(written(held.stream))
            streams.append(FixedStream(number=held.number, entries=entries(extra), data=data))
        else:
            packed.append((held.number, held.data))
    return WholeCertificate(
        streams=tuple(streams),
        packed=tuple(packed),
        pages=tuple(pdf.pages["Kids"][::3]),
        page_tree=pdf.pages.number,
    )
