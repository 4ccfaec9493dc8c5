"""Prints a certificate's content as PDF: plain Python, no Django, no database, no request.

`render_pdf` is the whole of it. What it is given was chosen and frozen before
(`certificates.content`), so a paper can be made again years later and is the same to the byte.
"""

import datetime as dt

from certificates.content import CertificateContent
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
    "Layout",
    "NotPrintableError",
    "Seal",
    "check_printable",
    "has_two_lines",
    "is_shrunk",
    "kawung_band_svg",
    "page_picture",
    "printable_problem",
    "qr_svg",
    "render_pdf",
    "render_svg_strip",
    "strip_digits",
    "tumpal_svg",
]

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
) -> bytes:
    """Return ``content`` as PDF, always the same bytes for the same arguments, in any process.

    ``design`` is the certification body's; the overprint has none, its blank is BNSP's.

    The digital certificate may carry its ``credential`` (a VC-JWT) as the attached file
    `credential.jwt`, and the body's ``seal``, signed as of ``sealed_at``. ``adjustment`` moves the
    overprint on its blank. Raises ``NotPrintableError`` as ``check_printable`` does, which callers
    ask before they take a number.
    """
    # Typesetting takes half a second and 57 MB to load: only a process that prints pays for it.
    from certificates.rendering import digital, overprint  # noqa: PLC0415 -- see above

    if layout is not Layout.DIGITAL and (credential or seal):
        raise ValueError("only the digital certificate carries a credential and a seal")
    check_printable(content, design=design)
    if layout is Layout.OVERPRINT:
        return overprint.render(content, adjustment)
    is_preview = layout is Layout.PREVIEW
    pdf = digital.render(content, is_preview=is_preview, design=design, credential=credential)
    return _sealed(pdf, seal, sealed_at) if seal else pdf


def _sealed(pdf: bytes, seal: Seal, sealed_at: dt.datetime | None) -> bytes:
    if sealed_at is None:
        raise ValueError("a seal states the moment it was made for")
    return seal.seal_file(pdf, at=sealed_at)
