"""The certificate drawn by hand with ReportLab, as a careful developer would: the bench's peer.

Everything of the page is there: batik, texts, QR code, photograph, list of units. What can be
prepared once (fonts, the drawings' outlines) is.
"""

from __future__ import annotations

import functools
import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import segno
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from certificates.rendering import artwork, holder, wording
from certify.papers.typesetting import FONTS_FOLDER

if TYPE_CHECKING:
    from certificates.content import CertificateContent

WIDTH, HEIGHT = landscape(A4)
FONTS = {
    "Spectral": "Spectral-Regular.ttf",
    "Spectral-Italic": "Spectral-Italic.ttf",
    "Spectral-Medium": "Spectral-Medium.ttf",
    "Jakarta": "PlusJakartaSans-Medium.ttf",
    "Jakarta-Bold": "PlusJakartaSans-Bold.ttf",
}
INK, GREY, SOGA, WEDEL = "#1B1A17", "#5C574E", "#6B3A1E", "#16284A"


@functools.cache
def register_fonts() -> None:
    """Load the fonts once."""
    for name, file in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS_FOLDER / file)))


@functools.lru_cache(maxsize=8)
def outlines(svg: str) -> tuple[tuple[str, ...], ...]:
    """Read an SVG drawing of ours into what is drawn, in millimeters."""
    found: list[tuple[str, ...]] = []

    def walk(element: ElementTree.Element, style: dict[str, str]) -> None:
        own = {**style, **element.attrib}
        kind = element.tag.rpartition("}")[2]
        moved = re.search(r"translate\(([-\d. ]+)\)", element.get("transform", ""))
        x, y = moved[1].split() if moved else ("0", "0")
        look = (own.get("fill", "#000"), own.get("stroke", "none"), own.get("stroke-width", "1"))
        if kind == "path":
            found.append(("path", x, y, *look, own.get("stroke-linecap", ""), own["d"]))
        elif kind == "rect":
            box = (own.get("x", "0"), own.get("y", "0"), own["width"], own["height"])
            found.append(("rect", x, y, *look, "", " ".join(box)))
        for child in element:
            walk(child, own)

    walk(ElementTree.fromstring(svg), {})  # noqa: S314 -- drawn by us
    return tuple(found)


def _path(canvas: Canvas, data: str, fill: str, stroke: str) -> None:
    path = canvas.beginPath()
    x = y = 0.0
    for command, numbers in re.findall(r"([MLCQhZ])([-\d. ]*)", data):
        at = [float(value) for value in numbers.split()]
        if command == "M":
            x, y = at
            path.moveTo(x, y)
        elif command == "L":
            x, y = at
            path.lineTo(x, y)
        elif command == "h":
            x += at[0]
            path.lineTo(x, y)
        elif command == "C":
            path.curveTo(*at)
            x, y = at[4:]
        elif command == "Q":
            # A curve with one handle, as one with two.
            path.curveTo(
                x + (at[0] - x) * 2 / 3,
                y + (at[1] - y) * 2 / 3,
                at[2] + (at[0] - at[2]) * 2 / 3,
                at[3] + (at[1] - at[3]) * 2 / 3,
                *at[2:],
            )
            x, y = at[2:]
        else:
            path.close()
    canvas.drawPath(path, fill=int(fill != "none"), stroke=int(stroke != "none"))


def draw(canvas: Canvas, svg: str, left: float = 0, top: float = 0, scale: float = 1) -> None:
    """Draw an SVG drawing of ours, its upper left corner at a place in millimeters."""
    canvas.saveState()
    canvas.translate(left * mm, HEIGHT - top * mm)
    canvas.scale(mm * scale, -mm * scale)
    for kind, x, y, fill, stroke, width, cap, data in outlines(svg):
        canvas.saveState()
        canvas.translate(float(x), float(y))
        if fill != "none":
            canvas.setFillColor(fill)
        if stroke != "none":
            canvas.setStrokeColor(stroke)
            canvas.setLineWidth(float(width))
            canvas.setLineCap(int(cap == "round"))
        if kind == "path":
            _path(canvas, data, fill, stroke)
        else:
            box = [float(value) for value in data.split()]
            canvas.rect(*box, fill=int(fill != "none"), stroke=int(stroke != "none"))
        canvas.restoreState()
    canvas.restoreState()


def _line(
    canvas: Canvas, words: str, x: float, y: float, font: str, size: float, color: str = INK
) -> None:
    canvas.setFont(font, size)
    canvas.setFillColor(color)
    canvas.drawCentredString(x * mm, HEIGHT - y * mm, words)


def _code(canvas: Canvas, address: str) -> None:
    matrix = segno.make(address, error="q", boost_error=False, micro=False).matrix
    side = 28 * mm / len(matrix)
    canvas.setFillColor(INK)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                top = HEIGHT - 158.3 * mm - (y + 1) * side
                canvas.rect(32 * mm + x * side, top, side, side, stroke=0, fill=1)


def _front(canvas: Canvas, content: CertificateContent) -> None:
    holds = holder.texts(content)
    texts, middle = holds.texts, 148.5
    canvas.setFillColor("#FBF6EA")
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    draw(canvas, artwork.front())
    draw(canvas, artwork.strip(content.sha256()), 90.5, 192)
    _line(canvas, content.body_name, middle, 35, "Jakarta-Bold", 11, WEDEL)
    _line(canvas, content.body_name_en, middle, 39, "Spectral-Italic", 9, GREY)
    _line(canvas, f"bersama {content.agency_name}", middle, 43, "Spectral", 9)
    _line(canvas, "Sertifikat Kompetensi", middle, 58, "Spectral", 37, WEDEL)
    _line(canvas, "Certificate of Competence", middle, 66, "Spectral-Italic", 13, SOGA)
    _line(canvas, f"No. {content.printed_number}", middle, 72, "Jakarta", 10)
    _line(canvas, "Dengan ini menyatakan bahwa,", middle, 84.8, "Spectral", 11.5)
    _line(canvas, "This is to certify that,", middle, 89, "Spectral-Italic", 9, GREY)
    _line(canvas, content.holder_name, middle, 101, "Spectral-Medium", holds.name.size)
    canvas.setStrokeColor(SOGA)
    canvas.setLineWidth(0.35 * mm)
    half = holds.rule_mm / 2
    canvas.line(
        (middle - half) * mm, HEIGHT - 104.4 * mm, (middle + half) * mm, HEIGHT - 104.4 * mm
    )
    _line(canvas, holds.micro.text, middle, 105.8, "Jakarta", 2, SOGA)
    _line(canvas, wording.registration(content), middle, 111, "Jakarta", 10)
    columns = (
        (64, "Telah kompeten pada bidang:", "Is competent in the area of:",
         content.field, 16, content.field_en),
        (148.5, "Dengan Kualifikasi / Kompetensi:", "With Qualification / Competency:",
         content.qualification, 20, content.qualification_en),
        (233, "Sertifikat ini berlaku untuk:", "This certificate is valid for:",
         wording.validity(content.validity_months), 16,
         wording.validity_en(content.validity_months)),
    )  # fmt: skip
    for x, above, above_en, value, size, value_en in columns:
        _line(canvas, above, x, 119, "Spectral", 11)
        _line(canvas, above_en, x, 123, "Spectral-Italic", 8.5, GREY)
        _line(canvas, value, x, 130, "Spectral", size, SOGA)
        _line(canvas, value_en, x, 135, "Spectral-Italic", 10.5, GREY)
    _line(canvas, "Berlaku sampai dengan", middle, 156, "Spectral", 10.5)
    _line(canvas, "Valid until", middle, 160, "Spectral-Italic", 8.5, GREY)
    _line(canvas, texts["valid_until"], middle, 166, "Spectral", 14)
    _line(canvas, texts["valid_until_en"], middle, 171, "Spectral-Italic", 10.5, GREY)
    _code(canvas, content.verify_url)
    address = content.verify_url.partition("://")[2].lower()
    for y, words, font in (
        (174.6, "Periksa keaslian", "Jakarta-Bold"),
        (178, "Verify this certificate", "Spectral-Italic"),
        (182, address.rpartition("/")[0], "Jakarta"),
        (186, texts["code"], "Jakarta-Bold"),
    ):
        canvas.setFont(font, 8)
        canvas.setFillColor(INK)
        canvas.drawString(65 * mm, HEIGHT - y * mm, words)
    signature = (
        (145.5, f"{content.city}, {texts['issued_on']}", "Spectral", 10.5),
        (149.9, wording.ON_BEHALF, "Spectral", 10.5),
        (153.6, wording.ON_BEHALF_EN, "Spectral-Italic", 8.5),
        (157.8, content.body_name, "Spectral-Medium", 10.5),
        (161.5, content.body_name_en, "Spectral-Italic", 8.5),
        (181.5, content.signatory_name, "Spectral-Medium", 11.5),
        (186, f"{content.signatory_position} / {content.signatory_position_en}", "Spectral", 10.5),
    )
    for y, words, font, size in signature:
        _line(canvas, words, 233, y, font, size)
    _line(canvas, content.digital_line, middle, 182.5, "Jakarta", 7.5)
    small = f"Nomor register {content.register_number} · Lisensi {content.body_licence_number}"
    _line(canvas, small, middle, 185.8, "Jakarta", 6.5, GREY)


def _back(canvas: Canvas, content: CertificateContent) -> None:
    canvas.setFillColor("#FBF6EA")
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    draw(canvas, artwork.back())
    if content.photo_jpeg:
        photo = ImageReader(io.BytesIO(content.photo_jpeg))
        canvas.drawImage(photo, 233 * mm, HEIGHT - 68 * mm, 30 * mm, 40 * mm)
    _line(canvas, content.holder_name, 248, 74, "Spectral-Medium", 9)
    _line(canvas, "Tanda tangan pemilik", 248, 101, "Spectral", 9)
    _line(canvas, "Signature of holder", 248, 105, "Spectral-Italic", 9, GREY)
    quiet = f"{content.scheme_code} · {content.standard_reference} · {content.program_name}"
    texts = (
        (33, "Daftar Unit Kompetensi", "Spectral", 22),
        (39, "List of Unit(s) of Competency", "Spectral-Italic", 13),
        (46, content.scheme_name, "Spectral", 10.5),
        (50, quiet, "Jakarta", 8),
    )  # fmt: skip
    canvas.setFillColor(INK)
    for y, words, font, size in texts:
        canvas.setFont(font, size)
        canvas.drawString(22 * mm, HEIGHT - y * mm, words)
    for number, unit in enumerate(content.units, 1):
        y = 58 + 10 * number
        for x, words, font, size in (
            (22, str(number), "Jakarta", 8.5),
            (31, unit.code, "Jakarta", 8.5),
            (79, unit.title, "Spectral", 10),
        ):
            canvas.setFont(font, size)
            canvas.drawString(x * mm, HEIGHT - y * mm, words)
        if unit.title_en:
            canvas.setFont("Spectral-Italic", 10)
            canvas.drawString(79 * mm, HEIGHT - (y + 4) * mm, unit.title_en)
        canvas.line(22 * mm, HEIGHT - (y + 6) * mm, 212 * mm, HEIGHT - (y + 6) * mm)
    canvas.setFont("Jakarta", 7)
    canvas.drawString(22 * mm, 5 * mm, f"No. {content.printed_number} · {content.holder_name}")
    canvas.drawRightString(275 * mm, 5 * mm, "Halaman 2 dari 2")


def certificate(content: CertificateContent) -> bytes:
    """Draw one certificate into a file of its own."""
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), pageCompression=1, invariant=1)
    canvas.setTitle(wording.title(content))
    _front(canvas, content)
    canvas.showPage()
    _back(canvas, content)
    canvas.save()
    return out.getvalue()
