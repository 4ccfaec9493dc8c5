"""Write the tiles that pages repeat: the certificate's own kawung, and truntum for the sign-in.

Truntum is the star scatter on dark cloth. The stylesheet repeats a tile `round`, so whole figures
only are ever shown.
"""

import math
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from certificates.rendering import kawung_band_svg  # noqa: E402 -- the root must be found first

PICTURES = ROOT / "static" / "img"
SIZE = 40
MORI = "#FBF6EA"
STAR = SIZE * 0.24
# Everything lies inside the tile, so that its edges cut no figure.
CENTER = SIZE * 0.75
DOTS = ((0.75, 0.75, 0.034), (0.25, 0.25, 0.05), (0.75, 0.25, 0.028), (0.25, 0.75, 0.028))


def truntum() -> str:
    """Give the tile: an eight-pointed star with scattered dots."""

    def point(reach: float, turn: float) -> str:
        x, y = CENTER + STAR * reach * math.cos(turn), CENTER + STAR * reach * math.sin(turn)
        return f"{x:.2f} {y:.2f}"

    rays = "".join(
        f"M{point(0.22, at)}L{point(0.72, at + 0.24)}L{point(1, at)}L{point(0.72, at - 0.24)}Z"
        for at in (math.pi * number / 4 for number in range(8))
    )
    dots = "".join(
        f'<circle cx="{x * SIZE:g}" cy="{y * SIZE:g}" r="{radius * SIZE:.2f}"/>'
        for x, y, radius in DOTS
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}"'
        f' height="{SIZE}" fill="{MORI}"><path d="{rays}"/>{dots}</svg>'
    )


if __name__ == "__main__":
    for name, picture in (("kawung", kawung_band_svg()), ("truntum", truntum())):
        (PICTURES / f"{name}.svg").write_text(picture + "\n", encoding="utf-8")
