"""The strip of a page is the strip of the paper, in fewer bytes."""

import math
import re

import pytest

from certificates.rendering import artwork, motifs, strip
from tests.certificates.samples import SAMPLE

Dot = tuple[float, float]
HASH = SAMPLE.sha256()
# Of a tile of 200: the paper writes hundredths of a millimeter, the page rounds its gaps.
NEAR = 0.5


def _dots_of_paper(svg: str) -> list[Dot]:
    """Give where each dot lies, in petals of 100 from a tile's centre to its corner."""
    dots = []
    pattern = r'<path d="((?:M[-\d. ]+h\.01)+)" transform="translate\(([-\d.]+) ([-\d.]+)\)"'
    for path, x, y in re.findall(pattern, svg):
        for point in re.findall(r"M([-\d. ]+)h", path):
            right, down = map(float, point.split())
            dots.append((_units(float(x) + right), _units(float(y) + down)))
    return sorted(dots)


def _units(millimeters: float) -> float:
    return millimeters / artwork.TILE * strip.TILE


def _dots_of_page(svg: str) -> list[Dot]:
    """Give where a browser puts the dots of the dotted lines; the halves side by side."""
    dots = []
    for side, half in enumerate(re.findall(r"<svg.*?</svg>", svg)):
        for gap, path in re.findall(r'stroke-dasharray="0 ([\d.]+)" d="([^"]*)"', half):
            for line in re.findall(r"M(-?\d+) (-?\d+)l(-?\d+) (-?\d+)", path):
                x, y, right, down = map(int, line)
                length = math.hypot(right, down)
                for step in range(int(length / float(gap)) + 1):
                    share = step * float(gap) / length
                    across = side * strip.HALF * strip.TILE
                    dots.append((across + x + share * right, y + share * down))
    return sorted(dots)


@pytest.mark.parametrize("sha256", [HASH, "0" * 64, "f" * 64, "8f00000000000001" + "0" * 48])
def test_every_dot_lies_where_the_paper_has_it(sha256):
    paper, page = (
        _dots_of_paper(artwork.strip(sha256)),
        _dots_of_page(strip.render_svg_strip(sha256)),
    )

    assert len(page) == len(paper) == 128 + sum(motifs.strip_bits(sha256))
    assert [dot for dot in page if min(math.dist(dot, at) for at in paper) > NEAR] == []


def test_petals_and_ground_have_the_colors_of_the_paper():
    drawing = strip.render_svg_strip(HASH)

    assert set(re.findall(r"#[0-9A-F]{6}", drawing)) == {motifs.WEDEL, motifs.MORI}
    assert motifs.tile_petals(strip.TILE) in drawing


def test_it_is_small_enough_for_one_round_trip():
    assert len(strip.render_svg_strip(HASH)) < 2800
