"""The isen seri on a screen, to be held beside the paper: same petals, same dots, same order.

The paper shows its sixteen tiles in one row. A phone is too narrow for that, so a page gets two
halves of eight: side by side where there is room, one under the other where there is not. The
verification page must arrive in one round trip (14 KB), so a half is drawn with few bytes: the
petals are one tile repeated, and the dots of a petal are the dots of a dotted line.
"""

import functools
import math

from certificates.rendering import motifs

HALF = motifs.STRIP_TILES // 2
TILE = 200
# Where dots lie on a line from a tile's centre to its corner, which is 100 right and 100 down.
_FIRST_OF_TWO, _STEP_OF_TWO = 36, 28
_FIRST_OF_THREE, _STEP_OF_THREE = 29, 21


def render_svg_strip(sha256_hex: str) -> str:
    """Return the isen seri of a certificate as two SVG pictures, its left and its right half."""
    bits = motifs.strip_bits(sha256_hex)
    middle = HALF * motifs.PETALS_PER_TILE
    return _half(bits[:middle], "kiri") + _half(bits[middle:], "kanan")


def strip_digits(sha256_hex: str) -> str:
    """Return what the isen seri of a certificate spells, 4 bits a digit."""
    return sha256_hex[: motifs.STRIP_BITS // 4]


def _half(bits: tuple[bool, ...], side: str) -> str:
    two = "".join(line for bit, line in zip(bits, _lines_of_two(), strict=True) if not bit)
    three = "".join(line for bit, line in zip(bits, _lines_of_three(), strict=True) if bit)
    return _frame(side) % (two, three)


@functools.cache
def _frame(side: str) -> str:
    """Return a half without its dots; "%s" twice where their lines belong."""
    width, tile = HALF * TILE, f'id="{side}" width="{TILE}" height="{TILE}"'
    return (
        f'<svg viewBox="0 0 {width} {TILE}" role="img" aria-label="Isen seri, bagian {side}">'
        f'<pattern {tile} patternUnits="userSpaceOnUse">'
        f'<path fill="{motifs.WEDEL}" transform="translate({TILE // 2} {TILE // 2})"'
        f' d="{motifs.tile_petals(TILE)}"/></pattern>'
        f'<path fill="url(#{side})" d="M0 0H{width}V{TILE}H0z"/>'
        f'<g fill="none" stroke="{motifs.MORI}" stroke-linecap="round"'
        f' stroke-width="{motifs.number(TILE * motifs.DOT_DIAMETER)}">'
        f'<path stroke-dasharray="{_gap(_STEP_OF_TWO)}" d="%s"/>'
        f'<path stroke-dasharray="{_gap(_STEP_OF_THREE)}" d="%s"/></g></svg>'
    )


def _gap(step: int) -> str:
    """Return dashes of no length, a dot every ``step``: a hair less, so that the last is drawn."""
    return f"0 {math.floor(step * math.sqrt(2) * 100) / 100:g}"


@functools.cache
def _lines_of_two() -> tuple[str, ...]:
    return _lines(_FIRST_OF_TWO, _STEP_OF_TWO)


@functools.cache
def _lines_of_three() -> tuple[str, ...]:
    return _lines(_FIRST_OF_THREE, 2 * _STEP_OF_THREE)


def _lines(first: int, length: int) -> tuple[str, ...]:
    """Return for each petal of a half the line on which its dots lie, in reading order."""
    return tuple(
        f"M{tile * TILE + TILE // 2 + right * first} {TILE // 2 + down * first}"
        f"l{right * length} {down * length}"
        for tile in range(HALF)
        for right, down in motifs.DIRECTIONS
    )
