"""Prints a certificate's content as PDF: plain Python, no Django, no database, no request.

`render_pdf` is the whole of it. What it is given was chosen and frozen before
(`certificates.content`), so a paper can be made again years later and is the same to the byte.
"""

from certificates.content import CertificateContent
from certificates.rendering.layouts import Adjustment, Layout
from certificates.rendering.motifs import kawung_band_svg, render_svg_strip, tumpal_svg
from certificates.rendering.printable import (
    check_printable,
    has_two_lines,
    printable_problem,
)
from certify.papers import NotPrintableError

__all__ = [
    "Adjustment",
    "Layout",
    "NotPrintableError",
    "check_printable",
    "has_two_lines",
    "kawung_band_svg",
    "page_picture",
    "printable_problem",
    "qr_svg",
    "render_pdf",
    "render_svg_strip",
    "tumpal_svg",
]

_UNMOVED = Adjustment()


def page_picture(pdf: bytes, *, width: int) -> bytes:
    """Return the first page of a paper as JPEG, ``width`` pixels wide."""
    from certificates.rendering import picturing  # noqa: PLC0415 -- loads a native library

    return picturing.page_picture(pdf, width=width)


def qr_svg(address: str) -> str:
    """Return the QR code of an address as SVG, for other papers of ours."""
    from certificates.rendering import qr  # noqa: PLC0415 -- only papers need the encoder

    return qr.svg(address)


def render_pdf(
    content: CertificateContent,
    *,
    layout: Layout = Layout.DIGITAL,
    adjustment: Adjustment = _UNMOVED,
) -> bytes:
    """Return ``content`` as PDF, always the same bytes for the same content and layout.

    ``adjustment`` moves the overprint on its blank. Raises ``NotPrintableError`` as
    ``check_printable`` does, which callers ask before they take a number.
    """
    # Typesetting takes half a second and 57 MB to load: only a process that prints pays for it.
    from certificates.rendering import digital, overprint  # noqa: PLC0415 -- see above

    check_printable(content)
    if layout is Layout.OVERPRINT:
        return overprint.render(content, adjustment)
    return digital.render(content, is_preview=layout is Layout.PREVIEW)
