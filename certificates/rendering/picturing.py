"""A page of a PDF as a picture, for screens and for holders who keep pictures; and its letters."""

import io

import pypdfium2

QUALITY = 82


def page_picture(pdf: bytes, *, width: int, page: int = 0) -> bytes:
    """Return a page as JPEG, ``width`` pixels wide."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = document[page]
        picture = shown.render(scale=width / shown.get_width()).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def page_letters(pdf: bytes) -> list[str]:
    """Return what stands on each page, in reading order, without its spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()
