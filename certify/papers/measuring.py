"""How wide a text is in our fonts, and which of its letters they have, before it is typeset.

The typesetter would break or cut a name that is too long and borrow a letter it lacks from the
machine. Both must be known earlier: a number is taken before the paper is made.
"""

import dataclasses
import functools
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS_FOLDER = Path(__file__).parent / "fonts"
MM_PER_POINT = 25.4 / 72
# Kerning is left out of the sum. It nearly always narrows; this covers the pairs that widen.
KERNING_ALLOWANCE = 1.02


@dataclasses.dataclass(frozen=True)
class Font:
    """The letters of one font file and their widths, in thousandths of the type size."""

    file: str
    widths: dict[int, float]

    def width_mm(self, text: str, size: float) -> float:
        """Return how wide ``text`` is at ``size`` points; letters we lack count as nothing."""
        thousandths = sum(self.widths.get(ord(letter), 0.0) for letter in text)
        return thousandths / 1000 * size * MM_PER_POINT * KERNING_ALLOWANCE

    def missing(self, text: str) -> str:
        """Return the letters of ``text`` that cannot be printed, each once, in their order.

        Also those that print nothing and only steer the text (a change of direction, a joiner):
        two names that look alike must be alike.
        """
        return "".join(dict.fromkeys(letter for letter in text if not self._has(letter)))

    def _has(self, letter: str) -> bool:
        return unicodedata.category(letter)[0] != "C" and ord(letter) in self.widths


@functools.cache
def font(file: str) -> Font:
    """Return the metrics of a font file of ours, read once in a process."""
    with TTFont(FONTS_FOLDER / file, lazy=True) as opened:
        per_unit = 1000 / opened["head"].unitsPerEm
        advances = opened["hmtx"].metrics
        widths = {code: advances[name][0] * per_unit for code, name in opened.getBestCmap().items()}
    return Font(file=file, widths=widths)


@dataclasses.dataclass(frozen=True)
class Fitted:
    """A text cut into lines that fit at one size."""

    lines: tuple[str, ...]
    size: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Slot:
    """A place on a paper: one line as large as it may be, smaller if need be, then two lines."""

    file: str
    width_mm: float
    largest: float
    smallest: float
    largest_in_two: float

    def fit(self, text: str) -> Fitted | None:
        """Return ``text`` as it fits this place, or None when it is too long for it."""
        measured = font(self.file)
        text = " ".join(text.split())
        for size in _sizes(self.largest, self.smallest):
            if measured.width_mm(text, size) <= self.width_mm:
                return Fitted((text,), size)
        halves = min(
            _halves(text),
            key=lambda two: max(measured.width_mm(half, 1) for half in two),
            default=None,
        )
        if halves is None:
            return None
        for size in _sizes(self.largest_in_two, self.smallest):
            if all(measured.width_mm(half, size) <= self.width_mm for half in halves):
                return Fitted(halves, size)
        return None


def _sizes(largest: float, smallest: float) -> Iterator[float]:
    steps = int((largest - smallest) * 2)
    return (largest - step / 2 for step in range(steps + 1))


def _halves(text: str) -> Iterable[tuple[str, str]]:
    words = text.split(" ")
    return ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
