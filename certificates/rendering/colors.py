"""Which colours a design may print in: dark enough to read, calm enough for an office printer."""

import re

from certificates.rendering import artwork, motifs

# WCAG 2.2 asks 4.5 for text of any size; on cloth and on paper alike.
LEAST_CONTRAST = 4.5
GROUNDS = (artwork.PAPER, motifs.MORI)
# What four inks cannot mix is far from grey: pure blue or magenta comes out as another colour.
# The strongest of our batik colours, bata, is at 121 of 255.
LARGEST_SPREAD = 160

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def is_color(text: str) -> bool:
    """Say whether ``text`` is a colour as we write it, `#16284A`."""
    return _HEX.fullmatch(text) is not None


def channels(color: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG, 0 for black to 1 for white: its grey on a copier."""
    shares = (channel / 255 for channel in channels(color))
    linear = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return sum(
        share * weight for share, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True)
    )


def contrast(color: str, ground: str) -> float:
    """Return the contrast ratio of WCAG between two colours, 1 to 21."""
    darker, lighter = sorted((luminance(color), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def problem(color: str) -> str | None:
    """Return why a certificate cannot be printed in ``color``, or None."""
    if not is_color(color):
        return f"“{color}” bukan warna. Tulis seperti #16284A."
    least = min(contrast(color, ground) for ground in GROUNDS)
    if least < LEAST_CONTRAST:
        ratio = f"{least:.1f}".replace(".", ",")
        return f"Warna {color} terlalu muda di atas kertas ({ratio} : 1). Pilih yang lebih tua."
    if max(channels(color)) - min(channels(color)) > LARGEST_SPREAD:
        return f"Warna {color} terlalu menyala; di printer jadinya lain. Pilih yang lebih tenang."
    return None
