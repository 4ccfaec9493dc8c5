"""The batik of the certificate, drawn from its geometry: kawung, tumpal Rimbi and the isen seri.

Kawung is a square tile with four petals that meet in its centre; tumpal are the triangles of
Jombang's own Candi Rimbi motif, points down. Both are drawn in whole tiles, upright, never cut:
a courtesy to the people whose cloth it is. The petals carry dots (*isen*). In one strip of 64
petals the dots carry the first 64 bits of the content's hash: two dots for 0, three for 1. Whoever
copies the border under another name has a border that no longer fits.

Lengths are in the unit of the caller, millimeters on paper.
"""

import math
from collections.abc import Iterator, Sequence

SOGA = "#6B3A1E"
WEDEL = "#16284A"
MORI = "#FBF6EA"
INK = "#1B1A17"

STRIP_TILES = 16
PETALS_PER_TILE = 4
STRIP_BITS = STRIP_TILES * PETALS_PER_TILE

# The petals of a tile in reading order: the strip is compared by eye, left to right, top to bottom.
DIRECTIONS = ((-1, -1), (1, -1), (-1, 1), (1, 1))
# Where the dots sit along a petal, from the centre of its tile (0) to the corner (1).
_TWO_DOTS = (0.36, 0.64)
_THREE_DOTS = (0.29, 0.5, 0.71)
DOT_DIAMETER = 0.062


def number(value: float) -> str:
    """Return ``value`` as SVG writes it: two decimals at most, no trailing zeros, no "-0"."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _points(*coordinates: float) -> str:
    return " ".join(map(number, coordinates))


def tile_petals(tile: float) -> str:
    """Return the path of the four petals of a tile, from its centre outwards."""
    return "".join(
        _petal(right * math.sqrt(0.5), down * math.sqrt(0.5), tile) for right, down in DIRECTIONS
    )


def _petal(along_x: float, along_y: float, tile: float) -> str:
    """One almond from the centre of a tile towards a corner, a little short of both."""
    length = tile * math.sqrt(0.5)
    gap, blunt, width = length * 0.055, length * 0.085, tile * 0.25

    def at(along: float, aside: float) -> tuple[float, float]:
        return along * along_x - aside * along_y, along * along_y + aside * along_x

    start, end = at(gap, 0), at(length - gap, 0)
    near, far = gap + blunt, length - gap - blunt
    return (
        f"M{_points(*start)}"
        f"C{_points(*at(near, width), *at(far, width), *end)}"
        f"C{_points(*at(far, -width), *at(near, -width), *start)}Z"
    )


def _isen(tile: float, bits: Iterator[bool]) -> str:
    """Return the path of the dots of a tile, two or three to a petal as ``bits`` says.

    A dot is a line of almost no length, to be stroked with a round cap: one command where a circle
    takes five.
    """
    path = []
    for right, down in DIRECTIONS:
        for share in _THREE_DOTS if next(bits) else _TWO_DOTS:
            reach = share * tile / 2
            path.append(f"M{_points(right * reach, down * reach)}h.01")
    return "".join(path)


def kawung(
    centers: Sequence[tuple[float, float]],
    tile: float,
    bits: Iterator[bool],
    *,
    petal: str,
    dot: str,
) -> str:
    """Return the tiles with the given centres: petals in one colour, dots in another.

    Each tile is the same path moved to its centre, so that a hundred of them compress to little.
    """
    petals = tile_petals(tile)
    moved = [f'transform="translate({_points(*center)})"' for center in centers]
    shapes = "".join(f'<path d="{petals}" {to}/>' for to in moved)
    dots = "".join(f'<path d="{_isen(tile, bits)}" {to}/>' for to in moved)
    return (
        f'<g fill="{petal}">{shapes}</g>'
        f'<g fill="none" stroke="{dot}" stroke-linecap="round"'
        f' stroke-width="{number(tile * DOT_DIAMETER)}">{dots}</g>'
    )


def plain() -> Iterator[bool]:
    """Return the bits of a border that says nothing: two dots everywhere."""
    while True:
        yield False


def strip_bits(sha256_hex: str) -> tuple[bool, ...]:
    """Return the 64 bits of the isen seri: the first 16 hexadecimal digits, high bit first."""
    value = int(sha256_hex[: STRIP_BITS // 4], 16)
    return tuple(bool(value >> shift & 1) for shift in reversed(range(STRIP_BITS)))


def row(count: int, tile: float, x: float = 0, y: float = 0) -> list[tuple[float, float]]:
    """Return the centres of ``count`` tiles side by side, their upper left corner at x, y."""
    return [(x + (index + 0.5) * tile, y + tile / 2) for index in range(count)]


def tumpal(count: int, width: float, height: float, x: float, y: float, *, color: str) -> str:
    """Return a band of ``count`` triangles, points down, with a leaf between their points.

    Each is a wax line around a filled triangle that leaves out a lozenge.
    """
    lines, filled = [], []
    for index in range(count):
        middle = x + (index + 0.5) * width
        lines.append(_triangle(middle, y, width * 0.5, height * 0.94))
        lines.append(_triangle(middle, y + height * 0.06, width * 0.4, height * 0.752))
        filled.append(_triangle(middle, y + height * 0.12, width * 0.3, height * 0.564))
        filled.append(_lozenge(middle, y + height * 0.28, width * 0.085, height * 0.1))
    filled += [
        _leaf(x + index * width, y + height * 0.5, width * 0.075, height * 0.44)
        for index in range(1, count)
    ]
    return (
        f'<path d="{"".join(filled)}" fill="{color}" fill-rule="evenodd"/>'
        f'<path d="{"".join(lines)}" fill="none" stroke="{color}"'
        f' stroke-width="{number(width * 0.03)}"/>'
    )


def _leaf(x: float, top: float, half_width: float, height: float) -> str:
    middle, foot = top + height * 0.6, top + height
    return (
        f"M{_points(x, top)}Q{_points(x + 2 * half_width, middle, x, foot)}"
        f"Q{_points(x - 2 * half_width, middle, x, top)}Z"
    )


def _triangle(middle: float, top: float, half: float, depth: float) -> str:
    return f"M{_points(middle - half, top)}h{number(2 * half)}L{_points(middle, top + depth)}Z"


def _lozenge(x: float, y: float, half_width: float, half_height: float) -> str:
    return (
        f"M{_points(x, y - half_height)}L{_points(x + half_width, y)}"
        f"L{_points(x, y + half_height)}L{_points(x - half_width, y)}Z"
    )


def svg(width: float, height: float, drawing: str, *, unit: str = "", label: str = "") -> str:
    """Return ``drawing`` as an SVG document; without a label it is mere decoration."""
    role = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}"'
        f' width="{number(width)}{unit}" height="{number(height)}{unit}" {role}>{drawing}</svg>'
    )


def kawung_band_svg(*, tile: float = 20) -> str:
    """Return one tile of kawung on no ground, for a band that a style sheet repeats."""
    return svg(tile, tile, kawung(row(1, tile), tile, plain(), petal=SOGA, dot=MORI))


def tumpal_svg(*, width: float = 20) -> str:
    """Return one triangle of the Rimbi band, for a band that a style sheet repeats."""
    height = width * 1.25
    return svg(width, height, tumpal(1, width, height, 0, 0, color=SOGA))


def great_tumpal(
    count: int, width: float, height: float, x: float, y: float, *, color: str, ground: str
) -> str:
    """Return a frieze of ``count`` large Rimbi triangles, points down, with buds between them.

    From outside in: a wax line, a filled triangle with a row of dots along its base, and in it a
    lozenge around a lozenge, with a dot above and one below. Between two triangles stands a bud of
    three leaves on a stem, as tall as their gap allows.
    """
    lines, filled, dots = [], [], []
    for index in range(count):
        middle = x + (index + 0.5) * width
        lines.append(_triangle(middle, y, width * 0.5, height))
        filled += [
            _triangle(middle, y + height * 0.07, width * 0.4, height * 0.8),
            _lozenge(middle, y + height * 0.37, width * 0.15, height * 0.15),
            _lozenge(middle, y + height * 0.37, width * 0.075, height * 0.075),
        ]
        dots += [
            f"M{_points(middle + width * share, y + height * 0.13)}h.01"
            for share in (-0.24, -0.12, 0, 0.12, 0.24)
        ]
        dots.append(f"M{_points(middle, y + height * 0.62)}h.01")
    for index in range(1, count):
        filled += _bud(x + index * width, y, width, height)
    return (
        f'<path d="{"".join(filled)}" fill="{color}" fill-rule="evenodd"/>'
        f'<path d="{"".join(lines)}" fill="none" stroke="{color}"'
        f' stroke-width="{number(width * 0.022)}"/>'
        f'<path d="{"".join(dots)}" fill="none" stroke="{ground}" stroke-linecap="round"'
        f' stroke-width="{number(width * 0.052)}"/>'
    )


def _bud(x: float, y: float, width: float, height: float) -> list[str]:
    """Return a leaf upright between two triangles, and a smaller one leaning to each side."""
    upright = _leaf(x, y + height * 0.42, width * 0.07, height * 0.46)
    sides = [
        f"M{_points(x, y + height * 0.98)}"
        f"Q{_points(x + side * width * 0.2, y + height * 0.9)}"
        f" {_points(x + side * width * 0.2, y + height * 0.68)}"
        f"Q{_points(x + side * width * 0.06, y + height * 0.8, x, y + height * 0.98)}Z"
        for side in (-1, 1)
    ]
    return [upright, *sides]


def truntum(centers: Sequence[tuple[float, float]], tile: float, *, color: str) -> str:
    """Return star flowers of eight petals with the given centres, and a dot at each tile's corner.

    Two tiles share the dots of the side between them.
    """
    petals = "".join(_star_petal(math.pi / 4 * at, tile * 0.3) for at in range(8))
    flowers = "".join(
        f'<path d="{petals}" transform="translate({_points(*center)})"/>' for center in centers
    )
    half = tile / 2
    corners = {
        (round(x + right * half, 2), round(y + down * half, 2))
        for x, y in centers
        for right, down in DIRECTIONS
    }
    dots = "".join(f"M{_points(*corner)}h.01" for corner in sorted(corners))
    hearts = "".join(f"M{_points(*center)}h.01" for center in centers)
    return (
        f'<g fill="{color}">{flowers}</g>'
        f'<g fill="none" stroke="{color}" stroke-linecap="round">'
        f'<path d="{dots}" stroke-width="{number(tile * 0.1)}"/>'
        f'<path d="{hearts}" stroke-width="{number(tile * 0.07)}"/></g>'
    )


def _star_petal(angle: float, reach: float) -> str:
    """One petal of a star: narrow at the heart, widest at two thirds, pointed."""

    def at(share: float, aside: float) -> tuple[float, float]:
        return reach * share * math.cos(angle + aside), reach * share * math.sin(angle + aside)

    return (
        f"M{_points(*at(0.24, 0))}L{_points(*at(0.7, 0.27))}"
        f"L{_points(*at(1, 0))}L{_points(*at(0.7, -0.27))}Z"
    )
