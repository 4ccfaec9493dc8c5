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
    digits = strip_digits(sha256_hex)
    return _half(digits[:HALF], "kiri") + _half(digits[HALF:], "kanan")


def strip_digits(sha256_hex: str) -> str:
    """Return what the isen seri of a certificate spells, 4 bits a digit."""
    return sha256_hex[: motifs.STRIP_BITS // 4]


def _half(digits: str, side: str) -> str:
    """Return one half; the four petals of a tile are one hexadecimal digit."""
    tiles = [lines[digit] for lines, digit in zip(_lines(), digits, strict=True)]
    return _frame(side) % ("".join(two for two, _ in tiles), "".join(three for _, three in tiles))


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
def _lines() -> tuple[dict[str, tuple[str, str]], ...]:
    """Return for each tile of a half, for each digit, its lines of two dots and of three."""
    return tuple(
        {f"{digit:x}": _tile(tile, digit) for digit in range(1 << motifs.PETALS_PER_TILE)}
        for tile in range(HALF)
    )


def _tile(tile: int, digit: int) -> tuple[str, str]:
    two, three = [], []
    for petal, direction in enumerate(motifs.DIRECTIONS):
        if digit >> motifs.PETALS_PER_TILE - 1 - petal & 1:
            three.append(_line(tile, direction, _FIRST_OF_THREE, 2 * _STEP_OF_THREE))
        else:
            two.append(_line(tile, direction, _FIRST_OF_TWO, _STEP_OF_TWO))
    return "".join(two), "".join(three)


def _line(tile: int, direction: tuple[int, int], first: int, length: int) -> str:
    """Return the line on which the dots of a petal lie."""
    right, down = direction
    x, y = tile * TILE + TILE // 2 + right * first, TILE // 2 + down * first
    return f"M{x} {y}l{right * length} {down * length}"
