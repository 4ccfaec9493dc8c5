"""What a reader sees in a PDF: its text, where it stands, its picture and its code."""

import io
from dataclasses import dataclass

import pypdf
import pypdfium2
import zxingcpp

MM = 25.4 / 72


def text(pdf: bytes, page: int) -> str:
    """Return the text of a page in its reading order, lines joined by spaces."""
    extracted = pypdf.PdfReader(io.BytesIO(pdf)).pages[page].extract_text()
    return " ".join(extracted.split())


def page_count(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


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
    """Return where ``wanted`` is printed first; spaces between its letters do not count."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    letters = sheet.get_textpage()
    printed = [(letters.get_text_range(at, 1), at) for at in range(letters.count_chars())]
    printed = [(letter, at) for letter, at in printed if letter.strip()]
    joined, sought = "".join(letter for letter, _ in printed), "".join(wanted.split())
    start = joined.index(sought)
    boxes = [letters.get_charbox(at) for _, at in printed[start : start + len(sought)]]
    height = sheet.get_height()
    return Box(
        left=min(box[0] for box in boxes) * MM,
        top=(height - max(box[3] for box in boxes)) * MM,
        right=max(box[2] for box in boxes) * MM,
        bottom=(height - min(box[1] for box in boxes)) * MM,
    )


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
