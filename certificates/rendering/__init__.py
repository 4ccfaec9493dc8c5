"""Prints a certificate's content as PDF: plain Python, no Django, no database, no request.

`render_pdf` is the whole of it. What it is given was chosen and frozen before
(`certificates.content`), so a paper can be made again years later and is the same to the byte.
"""

import datetime as dt
import itertools
import logging

from certificates.content import CertificateContent
from certificates.rendering.compiled import FormStore, NeedsFullRenderError, engine
from certificates.rendering.compiled.printfile import merge as merge_print_file
from certificates.rendering.design import STANDARD, Design
from certificates.rendering.layouts import Adjustment, Layout
from certificates.rendering.motifs import kawung_band_svg, tumpal_svg
from certificates.rendering.printable import (
    check_printable,
    has_two_lines,
    is_shrunk,
    printable_problem,
)
from certificates.rendering.seal import Seal
from certificates.rendering.strip import render_svg_strip, strip_digits
from certify.papers import NotPrintableError

__all__ = [
    "STANDARD",
    "Adjustment",
    "Design",
    "FormStore",
    "Layout",
    "NotPrintableError",
    "Seal",
    "check_printable",
    "has_two_lines",
    "is_shrunk",
    "kawung_band_svg",
    "merge_print_file",
    "page_picture",
    "printable_problem",
    "qr_svg",
    "render_pdf",
    "render_svg_strip",
    "strip_digits",
    "tumpal_svg",
]

logger = logging.getLogger(__name__)

# How many certificates of this process had no form that could set them; a few in a thousand.
_typeset_in_full = itertools.count(1)
_UNMOVED = Adjustment()


def page_picture(pdf: bytes, *, width: int, page: int = 0) -> bytes:
    """Return a page of a paper as JPEG, ``width`` pixels wide."""
    from certificates.rendering import picturing  # noqa: PLC0415 -- loads a native library

    return picturing.page_picture(pdf, width=width, page=page)


def qr_svg(address: str) -> str:
    """Return the QR code of an address as SVG, for other papers of ours."""
    from certificates.rendering import qr  # noqa: PLC0415 -- only papers need the encoder

    return qr.svg(address)


def render_pdf(
    content: CertificateContent,
    *,
    layout: Layout = Layout.DIGITAL,
    adjustment: Adjustment = _UNMOVED,
    design: Design = STANDARD,
    credential: str | None = None,
    seal: Seal | None = None,
    sealed_at: dt.datetime | None = None,
    forms: FormStore | None = None,
) -> bytes:
    """Return ``content`` as PDF, always the same bytes for the same arguments, in any process.

    ``design`` is the certification body's; the overprint has none, its blank is BNSP's.

    The digital certificate may carry its ``credential`` (a VC-JWT) as the attached file
    `credential.jwt`, and the body's ``seal``, signed as of ``sealed_at``. ``adjustment`` moves the
    overprint on its blank.

    With ``forms``, a store of compiled forms, a digital certificate takes half a millisecond
    instead of a third of a second (`certificates.rendering.compiled`); without, or where its form
    cannot set it exactly, it is typeset in full. The two look the same and are not the same bytes.

    Raises ``NotPrintableError`` as ``check_printable`` does, which callers
    ask before they take a number.
    """
    if layout is not Layout.DIGITAL and (credential or seal):
        raise ValueError("only the digital certificate carries a credential and a seal")
    if seal is not None and sealed_at is None:
        raise ValueError("a seal states the moment it was made for")
    if forms is not None and layout is Layout.DIGITAL:
        try:
            return engine.render(
                content,
                design=design,
                forms=forms,
                credential=credential,
                seal=seal,
                sealed_at=sealed_at,
            )
        except NeedsFullRenderError as reason:
            number = next(_typeset_in_full)
            logger.info("certificate typeset in full, number %d here: %s", number, reason)
    return _in_full(content, layout, adjustment, design, credential, seal, sealed_at)


def _in_full(
    content: CertificateContent,
    layout: Layout,
    adjustment: Adjustment,
    design: Design,
    credential: str | None,
    seal: Seal | None,
    sealed_at: dt.datetime | None,
) -> bytes:
    # Typesetting takes half a second and 57 MB to load: only a process that prints pays for it.
    from certificates.rendering import digital, overprint  # noqa: PLC0415 -- see above

    check_printable(content, design=design)
    if layout is Layout.OVERPRINT:
        return overprint.render(content, adjustment)
    is_preview = layout is Layout.PREVIEW
    pdf = digital.render(content, is_preview=is_preview, design=design, credential=credential)
    return seal.seal_file(pdf, at=sealed_at) if seal and sealed_at else pdf
