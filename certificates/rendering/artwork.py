"""The drawn parts of the digital certificate's pages: border, sheet, bands and strip.

The border is 38 by 26 whole tiles of kawung, 7.25 mm each, which leaves 10.75 mm of cloth on all
four sides of an A4 page. The sixteen tiles in the middle of its foot are left out here: they are
the isen seri, drawn for each certificate.
"""

from certificates.rendering import motifs

PAGE_WIDTH, PAGE_HEIGHT = 297, 210
TILE, MARGIN = 7.25, 10.75
COLUMNS, ROWS = 38, 26
STRIP_FIRST = (COLUMNS - motifs.STRIP_TILES) // 2
INNER_LEFT = INNER_TOP = MARGIN + TILE
INNER_WIDTH, INNER_HEIGHT = (COLUMNS - 2) * TILE, (ROWS - 2) * TILE

PAPER = "#FFFDF7"


def front() -> str:
    """Return the page artwork of the front, without the isen seri."""
    foot = motifs.row(COLUMNS, TILE, MARGIN, MARGIN + (ROWS - 1) * TILE)
    tiles = [
        *motifs.row(COLUMNS, TILE, MARGIN, MARGIN),
        *foot[:STRIP_FIRST],
        *foot[STRIP_FIRST + motifs.STRIP_TILES :],
    ]
    for index in range(1, ROWS - 1):
        y = MARGIN + (index + 0.5) * TILE
        tiles += [(MARGIN + TILE / 2, y), (PAGE_WIDTH - MARGIN - TILE / 2, y)]
    drawing = (
        _rectangle(INNER_LEFT, INNER_TOP, INNER_WIDTH, INNER_HEIGHT, fill=PAPER)
        + motifs.kawung(tiles, TILE, motifs.plain(), petal=motifs.SOGA, dot=motifs.MORI)
        + _frame(MARGIN - 1, 0.35)
        + _frame(INNER_LEFT, 0.35)
        + _frame(INNER_LEFT + 1.1, 0.12)
        + motifs.tumpal(
            COLUMNS - 4, TILE, TILE * 1.25, MARGIN + 2 * TILE, INNER_TOP + 2.2, color=motifs.SOGA
        )
    )
    return motifs.svg(PAGE_WIDTH, PAGE_HEIGHT, drawing, unit="mm")


def back() -> str:
    """Return the page artwork of the list of units: one band of kawung and one wax line."""
    drawing = motifs.kawung(
        motifs.row(COLUMNS, TILE, MARGIN, MARGIN),
        TILE,
        motifs.plain(),
        petal=motifs.SOGA,
        dot=motifs.MORI,
    )
    return motifs.svg(PAGE_WIDTH, PAGE_HEIGHT, drawing, unit="mm")


def strip(sha256_hex: str) -> str:
    """Return the isen seri for the foot of the front."""
    drawing = motifs.kawung(
        motifs.row(motifs.STRIP_TILES, TILE),
        TILE,
        iter(motifs.strip_bits(sha256_hex)),
        petal=motifs.WEDEL,
        dot=motifs.MORI,
    )
    return motifs.svg(motifs.STRIP_TILES * TILE, TILE, drawing, unit="mm")


def _rectangle(x: float, y: float, width: float, height: float, *, fill: str) -> str:
    return (
        f'<rect x="{motifs.number(x)}" y="{motifs.number(y)}" width="{motifs.number(width)}"'
        f' height="{motifs.number(height)}" fill="{fill}"/>'
    )


def _frame(inset: float, width: float) -> str:
    """Return a line around the page, ``inset`` from its edge."""
    return (
        f'<rect x="{motifs.number(inset)}" y="{motifs.number(inset)}"'
        f' width="{motifs.number(PAGE_WIDTH - 2 * inset)}"'
        f' height="{motifs.number(PAGE_HEIGHT - 2 * inset)}"'
        f' fill="none" stroke="{motifs.SOGA}" stroke-width="{motifs.number(width)}"/>'
    )
