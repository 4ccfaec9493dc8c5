"""Write the kawung tile of the header band: drawn by geometry, nothing is traced.

A kawung figure is four almonds on the diagonals of a square, their points meeting in the middle.
The stylesheet repeats the tile `round`, so whole figures only are ever shown.
"""

import argparse
import math
import sys
from pathlib import Path

TILE = Path(__file__).resolve().parent.parent / "static" / "img" / "kawung.svg"
SIZE = 40.0
SOGA = "#6B3A1E"
MORI = "#FBF6EA"


def number(value: float) -> str:
    """Two decimals at most and no trailing zeros: the tile travels with every first page."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def almond(angle: int) -> str:
    """One petal of the figure, from near the center outwards, with its two isen dots."""
    turn = math.radians(angle)
    cosine, sine = math.cos(turn), math.sin(turn)
    length, middle, width = SIZE / math.sqrt(2), SIZE / 2, SIZE * 0.25
    gap, pull = length * 0.065, length * 0.085
    x0, y0 = middle + gap * cosine, middle + gap * sine
    x1, y1 = middle + (length - gap) * cosine, middle + (length - gap) * sine
    bend_x, bend_y = -sine * width, cosine * width

    def curve(side: int, start: tuple[float, float], end: tuple[float, float], way: int) -> str:
        controls = (
            start[0] + side * bend_x + way * pull * cosine,
            start[1] + side * bend_y + way * pull * sine,
            end[0] + side * bend_x - way * pull * cosine,
            end[1] + side * bend_y - way * pull * sine,
            *end,
        )
        return "C" + " ".join(number(value) for value in controls)

    path = (
        f"M{number(x0)} {number(y0)}"
        + curve(1, (x0, y0), (x1, y1), 1)
        + curve(-1, (x1, y1), (x0, y0), -1)
        + "Z"
    )
    dots = "".join(
        f'<circle cx="{number(middle + length * at * cosine)}"'
        f' cy="{number(middle + length * at * sine)}" r="1.1" fill="{MORI}"/>'
        for at in (0.36, 0.64)
    )
    return f'<path d="{path}" fill="{SOGA}"/>{dots}'


def kawung() -> str:
    """The whole tile as a standalone SVG document."""
    petals = "".join(almond(angle) for angle in (45, 135, 225, 315))
    size = number(SIZE)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        f' width="{size}" height="{size}">{petals}</svg>\n'
    )


def main() -> int:
    """Write the tile, or say with ``--check`` that the committed one is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="fail when the committed file is stale"
    )
    if parser.parse_args().check:
        if TILE.read_text(encoding="utf-8") != kawung():
            print("static/img/kawung.svg is stale: run bin/build_motifs.py")
            return 1
        return 0
    TILE.write_text(kawung(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
