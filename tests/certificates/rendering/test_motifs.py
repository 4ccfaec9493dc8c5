"""The batik: whole tiles, and a strip that tells one certificate from another."""

import re
from pathlib import Path

import pytest

from certificates.rendering import artwork, motifs, strip

ROOT = Path(__file__).parents[3]
HASH = "8f00000000000001" + "0" * 48


def _dots_of_petals(svg):
    """Count the dots in each petal: those of a tile come petal by petal, all in one path."""
    counts = []
    for tile in re.findall(r'<path d="((?:M[-\d. ]+h\.01)+)"', svg):
        points = [tuple(map(float, point.split())) for point in re.findall(r"M([-\d. ]+)h", tile)]
        for right, down in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            counts.append(sum(x * right > 0 and y * down > 0 for x, y in points))
    return counts


def test_the_dots_of_the_strip_spell_the_first_64_bits_of_the_hash():
    bits = f"{0x8F00000000000001:064b}"
    expected = [3 if bit == "1" else 2 for bit in bits]
    assert _dots_of_petals(artwork.strip(HASH)) == expected


def test_without_a_hash_the_strip_says_nothing():
    assert _dots_of_petals(artwork.strip(None)) == [2] * 64


def test_a_page_may_carry_the_drawings_under_a_strict_policy():
    for drawing in (
        strip.render_svg_strip(HASH),
        motifs.kawung_band_svg(),
        motifs.tumpal_svg(),
    ):
        assert not re.search(r"style|script|\bon\w+=|href", drawing)


def test_the_tile_of_the_header_band_comes_from_here():
    tile = (ROOT / "static" / "img" / "kawung.svg").read_text(encoding="utf-8")
    assert tile == motifs.kawung_band_svg() + "\n", "run bin/build_motifs.py"


def _centers(drawing):
    return {tuple(map(float, at.split())) for at in re.findall(r"translate\(([-\d. ]+)\)", drawing)}


def test_the_border_is_38_by_26_whole_tiles_with_equal_margins_and_room_for_the_strip():
    centers = _centers(artwork.front())
    xs, ys = {x for x, _ in centers}, {y for _, y in centers}
    assert (len(xs), len(ys)) == (38, 26)
    half = artwork.TILE / 2
    margins = (min(xs) - half, 297 - max(xs) - half, min(ys) - half, 210 - max(ys) - half)
    assert margins == pytest.approx((10.75,) * 4, abs=0.01)
    assert len(centers) == 2 * 38 + 2 * 24 - 16
    assert sorted(x for x, y in centers if y == max(ys))[10:12] == [86.88, 210.12]


def test_a_number_is_written_as_short_as_it_can_be():
    assert [motifs.number(value) for value in (1.0, 0.5, -0.001, 7.254, 10)] == [
        "1",
        "0.5",
        "0",
        "7.25",
        "10",
    ]
