"""Write the tiles that pages repeat: the certificate's own kawung, and truntum for the sign-in.

Truntum is the star scatter on dark cloth. The stylesheet repeats a tile `round`, so whole figures
only are ever shown. And the small picture that a messenger shows beside a shared address.
"""

import math
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from certificates.rendering import kawung_band_svg, page_picture  # noqa: E402 -- needs the root
from certify.papers.typesetting import FONTS_FOLDER, Typesetter  # noqa: E402 -- needs the root

PICTURES = ROOT / "static" / "img"
SIZE = 40
MORI = "#FBF6EA"
STAR = SIZE * 0.24
# Everything lies inside the tile, so that its edges cut no figure.
CENTER = SIZE * 0.75
SHARE_WIDTH = 600
SHARE = """<style>
@page {{ size: 120mm 63mm; margin: 0; background: #FBF6EA }}
body {{ margin: 0; font-family: "Canting Spectral"; color: #16284A; text-align: center }}
img {{ display: inline-block; width: 10mm; height: 10mm; vertical-align: top }}
p {{ margin: 7mm 0 0; font-size: 30pt; line-height: 1.1 }}
small {{ font-size: 15pt; color: #6B3A1E; font-style: italic }}
div {{ height: 10mm; overflow: hidden; line-height: 0 }}
.foot {{ position: absolute; bottom: 0 }}
</style><div>{band}</div>
<p>Periksa keaslian<br>sertifikat<br><small>Check this certificate</small></p>
<div class="foot">{band}</div>"""
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


def share_picture() -> bytes:
    """Give the picture of a shared address: it says what the link does, never how it answers."""
    typesetter = Typesetter(
        folder=FONTS_FOLDER, style_sheets=(), drawings={"kawung.svg": kawung_band_svg()}
    )
    band = '<img src="kawung.svg">' * 12
    return page_picture(typesetter.pdf(SHARE.format(band=band)), width=SHARE_WIDTH)


if __name__ == "__main__":
    (PICTURES / "share.jpg").write_bytes(share_picture())
    for name, picture in (("kawung", kawung_band_svg()), ("truntum", truntum())):
        (PICTURES / f"{name}.svg").write_text(picture + "\n", encoding="utf-8")
