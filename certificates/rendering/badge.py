"""The badge: a small picture of a certificate that a holder shows, with the same isen seri.

An SVG of its own, without fonts in it, because a credential is baked into it and it travels
through strangers' programs: where Spectral is missing, a serif stands in, and the places of the
words leave room for a wider one. Lengths are millimeters.
"""

import textwrap
from html import escape

from certificates.content import CertificateContent
from certificates.rendering import motifs
from certify.lib.dates import long_date
from certify.papers.measuring import MM_PER_POINT, Fitted, Slot

WIDTH, HEIGHT = 100, 128
MIDDLE = WIDTH / 2
SIDE = 10
BAND_TILES, BAND_TILE = 16, 5
STRIP_COLUMNS, STRIP_TILE = 8, 10
STRIP_TOP = 88
QUALIFICATION = Slot(
    file="Spectral-Medium.ttf", width_mm=72, largest=21, smallest=9, largest_in_two=16
)
NAME = Slot(file="Spectral-Medium.ttf", width_mm=72, largest=17, smallest=7, largest_in_two=14)
ISSUER_LETTERS = 46
SERIF = "Spectral, Georgia, serif"
SANS = "Plus Jakarta Sans, Helvetica, Arial, sans-serif"


def badge_svg(content: CertificateContent) -> str:
    """Return the badge of a certificate; equal contents give equal badges."""
    title = "CONTOH SERTIFIKAT KOMPETENSI" if content.is_example else "SERTIFIKAT KOMPETENSI"
    until = f"Kompeten · berlaku sampai {long_date(content.valid_until)}"
    issuer = textwrap.shorten(content.body_name, ISSUER_LETTERS, placeholder=" …")
    drawing = (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{motifs.MORI}"/>'
        f'<rect x="3" y="3" width="{WIDTH - 6}" height="{HEIGHT - 6}" fill="none"'
        f' stroke="{motifs.SOGA}" stroke-width=".5"/>'
        + _band()
        + _line(title, 26, 7.5, SANS, motifs.SOGA, spacing=".4")
        + _fitted(QUALIFICATION.fit(content.qualification), content.qualification, 38, motifs.SOGA)
        + _fitted(NAME.fit(content.holder_name), content.holder_name, 57, motifs.INK)
        + _line(until, 70, 8, SANS, motifs.INK)
        + _line(issuer, 76, 7, SANS, motifs.INK)
        + _line(content.printed_number, 81.5, 7, SANS, motifs.INK)
        + _strip(content.sha256())
        + _line(_code(content), 118, 9, SANS, motifs.WEDEL, spacing=".6")
    )
    label = f"{title.title()} {content.qualification}: {content.holder_name}"
    return motifs.svg(WIDTH, HEIGHT, drawing, unit="mm", label=escape(label))


def _band() -> str:
    centers = motifs.row(BAND_TILES, BAND_TILE, SIDE, 10)
    return motifs.kawung(centers, BAND_TILE, motifs.plain(), petal=motifs.SOGA, dot=motifs.MORI)


def _strip(sha256: str) -> str:
    rows = motifs.STRIP_TILES // STRIP_COLUMNS
    centers = [
        center
        for row in range(rows)
        for center in motifs.row(STRIP_COLUMNS, STRIP_TILE, SIDE, STRIP_TOP + row * STRIP_TILE)
    ]
    bits = iter(motifs.strip_bits(sha256))
    return motifs.kawung(centers, STRIP_TILE, bits, petal=motifs.WEDEL, dot=motifs.MORI)


def _fitted(fitted: Fitted | None, whole: str, middle: float, color: str) -> str:
    """Draw one or two lines around a height; what is too long even so is drawn small."""
    lines, size = (fitted.lines, fitted.size) if fitted else ((whole,), NAME.smallest)
    step = size * MM_PER_POINT * 1.15
    first = middle + size * MM_PER_POINT * 0.35 - step * (len(lines) - 1) / 2
    return "".join(
        _line(text, first + index * step, size, SERIF, color) for index, text in enumerate(lines)
    )


def _line(
    text: str, baseline: float, size: float, family: str, color: str, *, spacing: str = "0"
) -> str:
    return (
        f'<text x="{motifs.number(MIDDLE)}" y="{motifs.number(baseline)}" fill="{color}"'
        f' font-family="{family}" font-size="{motifs.number(size * MM_PER_POINT)}"'
        f' letter-spacing="{spacing}" text-anchor="middle">{escape(text)}</text>'
    )


def _code(content: CertificateContent) -> str:
    return " ".join(textwrap.wrap(content.verify_code, 4))
