"""The base layouts a design may choose: each a cloth, drawn and styled on the same page.

They print the same words in the same order; ornament, and with it where things may stand, is what
differs. What a cloth draws is part of every version that uses it, so a released one is not
changed: a new look is a new cloth (`tests/certificates/rendering/test_cloths.py` holds this).
"""

import dataclasses
from collections.abc import Callable, Mapping

from certificates.rendering import artwork
from certificates.rendering.artwork import Colors
from certificates.rendering.cloths import rimbi, truntum
from certificates.rendering.design import Base


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cloth:
    """What makes one base layout: its two page drawings and its style sheets."""

    front: Callable[[Colors], str]
    back: Callable[[Colors], str]
    style_sheets: tuple[str, ...]


CLOTHS: Mapping[Base, Cloth] = {
    Base.KAWUNG: Cloth(front=artwork.front, back=artwork.back, style_sheets=("digital.css",)),
    Base.RIMBI: Cloth(
        front=rimbi.front, back=rimbi.back, style_sheets=("digital.css", "rimbi.css")
    ),
    Base.TRUNTUM: Cloth(
        front=truntum.front, back=truntum.back, style_sheets=("digital.css", "truntum.css")
    ),
}
