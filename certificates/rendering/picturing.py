"""A page of a PDF as a picture: for screens, and for holders who keep pictures, not files."""

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
