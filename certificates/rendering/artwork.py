"""The drawn parts of the digital certificate's pages: border, sheet, bands and strip.

The border is 38 by 26 whole tiles of kawung, 7.25 mm each, which leaves 10.75 mm of cloth on all
four sides of an A4 page. The sixteen tiles in the middle of its foot are left out here: they are
the isen seri, drawn for each certificate.
"""

import dataclasses

from certificates.rendering import motifs

PAGE_WIDTH, PAGE_HEIGHT = 297, 210
TILE, MARGIN = 7.25, 10.75
TUMPAL = 9
COLUMNS, ROWS = 38, 26
STRIP_FIRST = (COLUMNS - motifs.STRIP_TILES) // 2
INNER_LEFT = INNER_TOP = MARGIN + TILE
INNER_WIDTH, INNER_HEIGHT = (COLUMNS - 2) * TILE, (ROWS - 2) * TILE

PAPER = "#FFFDF7"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Colors:
    """The two colours that a design chooses: one of the writing, one of the batik."""

    heading: str = motifs.WEDEL
    ornament: str = motifs.SOGA


_OURS = Colors()


def front(colors: Colors = _OURS) -> str:
    """Return the page artwork of the front, without the isen seri."""
    head = motifs.row(COLUMNS, TILE, MARGIN, MARGIN)
    foot = motifs.row(COLUMNS, TILE, MARGIN, MARGIN + (ROWS - 1) * TILE)
    corners = [head[0], head[-1], foot[0], foot[-1]]
    border = [*head[1:-1], *foot[1:STRIP_FIRST], *foot[STRIP_FIRST + motifs.STRIP_TILES : -1]]
    for index in range(1, ROWS - 1):
        y = MARGIN + (index + 0.5) * TILE
        border += [(MARGIN + TILE / 2, y), (PAGE_WIDTH - MARGIN - TILE / 2, y)]
    drawing = (
        rectangle(INNER_LEFT, INNER_TOP, INNER_WIDTH, INNER_HEIGHT, fill=PAPER)
        + motifs.kawung(border, TILE, motifs.plain(), petal=colors.ornament, dot=motifs.MORI)
        + motifs.kawung(corners, TILE, motifs.plain(), petal=colors.heading, dot=motifs.MORI)
        + motifs.tumpal(COLUMNS - 2, TILE, TUMPAL, INNER_LEFT, INNER_TOP, color=colors.ornament)
        + frame(MARGIN - 1.7, 0.12, colors.ornament)
        + frame(MARGIN - 0.7, 0.4, colors.ornament)
        + frame(INNER_LEFT, 0.4, colors.ornament)
    )
    return motifs.svg(PAGE_WIDTH, PAGE_HEIGHT, drawing, unit="mm")


def back(colors: Colors = _OURS) -> str:
    """Return the page artwork of the list of units: one band of kawung and one wax line."""
    ornament = colors.ornament
    drawing = (
        motifs.kawung(
            motifs.row(COLUMNS, TILE, MARGIN, MARGIN),
            TILE,
            motifs.plain(),
            petal=ornament,
            dot=motifs.MORI,
        )
        + rectangle(MARGIN, MARGIN - 0.9, COLUMNS * TILE, 0.4, fill=ornament)
        + rectangle(MARGIN, MARGIN + TILE + 0.5, COLUMNS * TILE, 0.4, fill=ornament)
        + rectangle(MARGIN, PAGE_HEIGHT - MARGIN - 0.12, COLUMNS * TILE, 0.12, fill=ornament)
    )
    return motifs.svg(PAGE_WIDTH, PAGE_HEIGHT, drawing, unit="mm")


def strip(sha256_hex: str | None, *, petal: str = motifs.WEDEL) -> str:
    """Return the isen seri for the foot of the front; without a hash it says nothing."""
    drawing = motifs.kawung(
        motifs.row(motifs.STRIP_TILES, TILE),
        TILE,
        motifs.plain() if sha256_hex is None else iter(motifs.strip_bits(sha256_hex)),
        petal=petal,
        dot=motifs.MORI,
    )
    return motifs.svg(motifs.STRIP_TILES * TILE, TILE, drawing, unit="mm")


def rectangle(x: float, y: float, width: float, height: float, *, fill: str) -> str:
    """Return a filled rectangle."""
    return (
        f'<rect x="{motifs.number(x)}" y="{motifs.number(y)}" width="{motifs.number(width)}"'
        f' height="{motifs.number(height)}" fill="{fill}"/>'
    )


def frame(inset: float, width: float, color: str) -> str:
    """Return a line around the page, ``inset`` from its edge."""
    return (
        f'<rect x="{motifs.number(inset)}" y="{motifs.number(inset)}"'
        f' width="{motifs.number(PAGE_WIDTH - 2 * inset)}"'
        f' height="{motifs.number(PAGE_HEIGHT - 2 * inset)}"'
        f' fill="none" stroke="{color}" stroke-width="{motifs.number(width)}"/>'
    )
