"""Truntum malam: stars on the colour of the writing, two tiles deep around the sheet.

The frame is 51 by 35 whole tiles of 5.45 mm. A window in its foot keeps the isen seri on cloth.
"""

from certificates.rendering import artwork, motifs
from certificates.rendering.artwork import Colors, frame, rectangle

TILE, COLUMNS, ROWS, DEPTH = 5.45, 51, 35, 2
LEFT = (artwork.PAGE_WIDTH - COLUMNS * TILE) / 2
TOP = (artwork.PAGE_HEIGHT - ROWS * TILE) / 2
# The window is fifteen tiles more than two of the frame's, so that no star is cut.
WINDOW_TILES = 23
WINDOW_LEFT = LEFT + (COLUMNS - WINDOW_TILES) / 2 * TILE


def _is_night(column: int, row: int) -> bool:
    """Say whether a tile of the grid belongs to the frame, outside the window of the isen seri."""
    is_frame = column < DEPTH or column >= COLUMNS - DEPTH or row < DEPTH or row >= ROWS - DEPTH
    first = (COLUMNS - WINDOW_TILES) // 2
    return is_frame and not (row >= ROWS - DEPTH and first <= column < first + WINDOW_TILES)


def front(colors: Colors) -> str:
    """Return the page artwork of the front, without the isen seri."""
    night, inner = colors.heading, DEPTH * TILE
    centers = [
        (LEFT + (column + 0.5) * TILE, TOP + (row + 0.5) * TILE)
        for row in range(ROWS)
        for column in range(COLUMNS)
        if _is_night(column, row)
    ]
    width, height = COLUMNS * TILE, ROWS * TILE
    drawing = (
        rectangle(LEFT - 0.9, TOP - 0.9, width + 1.8, height + 1.8, fill=night)
        + rectangle(
            LEFT + inner - 0.9,
            TOP + inner - 0.9,
            width - 2 * inner + 1.8,
            height - 2 * inner + 1.8,
            fill=artwork.PAPER,
        )
        + rectangle(
            WINDOW_LEFT + 0.9,
            TOP + height - inner - 0.91,
            WINDOW_TILES * TILE - 1.8,
            inner + 1.82,
            fill=artwork.PAPER,
        )
        + motifs.truntum(centers, TILE, color=motifs.MORI)
        + frame(LEFT - 2, 0.12, night)
        + _rule(LEFT + inner + 1, TOP + inner + 1, colors.ornament)
    )
    return motifs.svg(artwork.PAGE_WIDTH, artwork.PAGE_HEIGHT, drawing, unit="mm")


def _rule(left: float, top: float, color: str) -> str:
    """Return the wax line inside the frame, led around the isen seri in its window."""
    right, bottom = artwork.PAGE_WIDTH - left, artwork.PAGE_HEIGHT - top
    start, foot = WINDOW_LEFT + 1.9, artwork.PAGE_HEIGHT - TOP - 0.1
    end = artwork.PAGE_WIDTH - start
    points = (
        *((left, top), (right, top), (right, bottom), (end, bottom), (end, foot)),
        *((start, foot), (start, bottom), (left, bottom)),
    )
    path = "L".join(f"{motifs.number(x)} {motifs.number(y)}" for x, y in points)
    return f'<path d="M{path}Z" fill="none" stroke="{color}" stroke-width="0.25"/>'


def back(colors: Colors) -> str:
    """Return the page artwork of the list of units: one night band and one wax line."""
    width = COLUMNS * TILE
    centers = [
        (LEFT + (column + 0.5) * TILE, TOP + (row + 0.5) * TILE)
        for row in range(DEPTH)
        for column in range(COLUMNS)
    ]
    drawing = (
        rectangle(LEFT - 0.9, TOP - 0.9, width + 1.8, DEPTH * TILE + 1.8, fill=colors.heading)
        + motifs.truntum(centers, TILE, color=motifs.MORI)
        + rectangle(LEFT, artwork.PAGE_HEIGHT - 10.87, width, 0.12, fill=colors.ornament)
    )
    return motifs.svg(artwork.PAGE_WIDTH, artwork.PAGE_HEIGHT, drawing, unit="mm")
