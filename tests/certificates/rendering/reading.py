"""What a reader sees in a PDF: its text, where it stands, its picture and its code."""

import functools
import io
import re
from dataclasses import dataclass

import pypdf
import pypdfium2
import zxingcpp

MM = 25.4 / 72


def text(pdf: bytes, page: int) -> str:
    """Return the text of a page in its reading order, lines joined by spaces."""
    extracted = pypdf.PdfReader(io.BytesIO(pdf)).pages[page].extract_text()
    return " ".join(extracted.split())


def words(pdf: bytes, page: int) -> str:
    """Return the same as another reader finds it, ten times as fast."""
    found = pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range()
    return " ".join(found.split())


def page_count(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def font_names(pdf: bytes) -> set[str]:
    """Return the fonts the PDF carries, without the prefix of a subset."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    fonts = (font.get_object() for page in reader.pages for font in _fonts(page))
    return {font["/BaseFont"].rpartition("+")[2] for font in fonts}


def _fonts(page):
    return page["/Resources"].get_object()["/Font"].get_object().values()


@dataclass(frozen=True)
class Box:
    """A rectangle in millimeters from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float


def box_of(pdf: bytes, wanted: str, page: int = 0) -> Box:
    """Return where ``wanted`` is printed in its tallest letters, whatever the spaces between them.

    The line under a name repeats it in letters of half a millimeter, which some names follow and
    others precede in the order of reading.
    """
    joined, boxes = _letters(pdf, page)
    sought = "".join(wanted.split())
    starts = [found.start() for found in re.finditer(re.escape(sought), joined)]
    if not starts:
        message = f"{wanted!r} is not printed"
        raise ValueError(message)
    return max(
        (_around(boxes[start : start + len(sought)]) for start in starts),
        key=lambda box: box.bottom - box.top,
    )


def _around(boxes) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(left=min(lefts), top=min(tops), right=max(rights), bottom=max(bottoms))


@functools.lru_cache(maxsize=1)
def _letters(pdf: bytes, page: int):
    """Return the printed letters of a page and their boxes in millimeters from its upper left."""
    sheet = pypdfium2.PdfDocument(pdf)[page]
    letters, height = sheet.get_textpage(), sheet.get_height()
    joined, boxes = "", []
    for at in range(letters.count_chars()):
        letter = letters.get_text_range(at, 1)
        if letter.strip():
            left, bottom, right, top = letters.get_charbox(at)
            joined += letter
            boxes.append((left * MM, (height - bottom) * MM, right * MM, (height - top) * MM))
    return joined, boxes


def picture(pdf: bytes, page: int = 0, *, dpi: int = 150):
    """Return the page as a Pillow image."""
    return pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72).to_pil()


def codes(image) -> list[str]:
    """Return what the QR codes on a picture say."""
    return [code.text for code in zxingcpp.read_barcodes(image)]


def alternative_texts(pdf: bytes) -> list[str]:
    """Return what a screen reader says for the pictures of a tagged PDF."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return list(_alternatives(reader.trailer["/Root"]["/StructTreeRoot"]))


def _alternatives(element):
    if "/Alt" in element:
        yield element["/Alt"]
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if isinstance(child.get_object(), dict):
            yield from _alternatives(child.get_object())
