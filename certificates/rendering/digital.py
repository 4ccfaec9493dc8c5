"""The digital certificate and its preview, typeset in full."""

import functools

from certificates.content import CertificateContent
from certificates.rendering import attachment, digital_page
from certificates.rendering.design import STANDARD, Design
from certify.papers.typesetting import Typesetter


@functools.lru_cache(maxsize=8)
def typesetter(design: Design) -> Typesetter:
    """Return what typesets a design's pages; its batik is drawn once in a process."""
    return Typesetter(
        folder=digital_page.FOLDER,
        style_sheets=digital_page.style_sheets(design),
        drawings=digital_page.drawings(design),
        own_style=digital_page.own_style(design),
    )


def render(
    content: CertificateContent,
    *,
    is_preview: bool,
    design: Design = STANDARD,
    credential: str | None = None,
) -> bytes:
    """Return the PDF; a preview is marked across every page and carries no code that verifies."""
    return typesetter(design).pdf(
        digital_page.page(content, is_preview=is_preview, design=design),
        attached=attachment.credential_file(content, credential) if credential else None,
    )
