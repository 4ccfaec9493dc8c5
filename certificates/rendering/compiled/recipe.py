"""What a form is made of, and the key that says so.

A form is found by the SHA-256 of everything that WeasyPrint reads when it is compiled: the page,
its drawings and style sheets, our font files. When any of that changes the key changes, and what
was compiled before stays what it was.
"""

import base64
import functools
import hashlib

from certificates.content import CertificateContent
from certificates.rendering import digital_page
from certificates.rendering.compiled import sentinels, shaping
from certificates.rendering.compiled.sentinels import Shape
from certificates.rendering.design import Design
from certify.papers.measuring import FONTS_FOLDER

# Grows when the same page would be compiled to something else.
ENGINE = 2
# Compiling reaches into WeasyPrint, so it works with this version and no other.
WEASYPRINT = "70.0"

# A gray picture in the shape of the place for the photograph.
PHOTO_WIDTH, PHOTO_HEIGHT = 3, 4
PHOTO_JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarY"
    "qMyP/L2u71////m8H////6/+b9//j/wAALCAAEAAMBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABQQAQAAAAAA"
    "AAAAAAAAAAAAAAD/2gAIAQEAAD8Ac//Z"
)


def nobody(content: CertificateContent, shape: Shape) -> CertificateContent:
    """Return the content that a form for ``content`` is compiled from."""
    return sentinels.nobody(content, shape, photo=PHOTO_JPEG)


def key(content: CertificateContent, shape: Shape, design: Design) -> str:
    """Return the key of the form for contents that differ from this one in their holder alone."""
    page = digital_page.page(nobody(content, shape), is_preview=False, design=design)
    recipe = hashlib.sha256(f"form {ENGINE}, WeasyPrint {WEASYPRINT}, {shape!r}".encode())
    for part in (page, *_surroundings(design)):
        recipe.update(hashlib.sha256(part.encode()).digest())
    return recipe.hexdigest()


@functools.lru_cache(maxsize=8)
def _surroundings(design: Design) -> tuple[str, ...]:
    """Return what a design's page is typeset with, besides the page itself."""
    sheets = [digital_page.FOLDER / name for name in digital_page.style_sheets(design)]
    return (
        *(path.read_text(encoding="utf-8") for path in (*sheets, FONTS_FOLDER / "fonts.css")),
        *digital_page.drawings(design).values(),
        digital_page.own_style(design),
        *(shaping.file_sha256(path.name) for path in sorted(FONTS_FOLDER.glob("*.ttf"))),
    )
