"""Tumpal Rimbi: one great frieze of Jombang's own triangles at the head, wax lines around.

Twenty triangles of 13.6 mm, points down as on the temple, leave the sides and the foot to paper.
The isen seri stands alone in the foot line.
"""

from certificates.rendering import artwork, motifs
from certificates.rendering.artwork import Colors, frame, rectangle

COUNT, WIDTH, HEIGHT = 20, 13.6, 17.4
LEFT = (artwork.PAGE_WIDTH - COUNT * WIDTH) / 2
TOP = 11.7
FRAME = 8.5
STRIP_TOP, STRIP_LEFT = 191.0, 90.5
STRIP_WIDTH = motifs.STRIP_TILES * artwork.TILE


def front(colors: Colors) -> str:
    """Return the page artwork of the front, without the isen seri."""
    ornament, inside = colors.ornament, FRAME + 1.3
    page_width, page_height = artwork.PAGE_WIDTH, artwork.PAGE_HEIGHT
    drawing = (
        rectangle(
            inside, inside, page_width - 2 * inside, page_height - 2 * inside, fill=artwork.PAPER
        )
        + frame(FRAME, 0.4, ornament)
        + frame(inside, 0.12, ornament)
        + rectangle(LEFT, TOP - 0.5, COUNT * WIDTH, 0.5, fill=ornament)
        + motifs.great_tumpal(COUNT, WIDTH, HEIGHT, LEFT, TOP, color=ornament, ground=artwork.PAPER)
        + _foot(ornament)
    )
    return motifs.svg(page_width, page_height, drawing, unit="mm")


def _foot(color: str) -> str:
    """Return the line of wax dots that leads from both sides to the isen seri."""
    middle = STRIP_TOP + artwork.TILE / 2
    right = STRIP_LEFT + STRIP_WIDTH
    step = 3.4
    dots = "".join(
        f"M{motifs.number(x)} {motifs.number(middle)}h.01"
        for index in range(22)
        for x in (STRIP_LEFT - 4 - index * step, right + 4 + index * step)
    )
    return (
        f'<path d="{dots}" fill="none" stroke="{color}" stroke-linecap="round" stroke-width="0.8"/>'
    )


def back(colors: Colors) -> str:
    """Return the page artwork of the list of units: a low frieze and the wax lines."""
    color = colors.ornament
    width = COUNT * WIDTH
    drawing = (
        rectangle(LEFT, 10.2, width, 0.5, fill=color)
        + motifs.great_tumpal(
            2 * COUNT, WIDTH / 2, HEIGHT / 2, LEFT, 10.7, color=color, ground=motifs.MORI
        )
        + rectangle(LEFT, artwork.PAGE_HEIGHT - 10.87, width, 0.12, fill=color)
    )
    return motifs.svg(artwork.PAGE_WIDTH, artwork.PAGE_HEIGHT, drawing, unit="mm")
