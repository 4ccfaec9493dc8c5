"""How wide a text is in our fonts, and which of its letters they have, before it is typeset.

The typesetter would break or cut a name that is too long and borrow a letter it lacks from the
machine. Both must be known earlier: a number is taken before the paper is made.
"""

import dataclasses
import functools
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import uharfbuzz

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
        return _millimeters(self.thousandths(text), size)

    def thousandths(self, text: str) -> float:
        """Return the sum of the widths of ``text``, in thousandths of the type size."""
        widths = self.widths
        return sum([widths.get(ord(letter), 0.0) for letter in text])

    def missing(self, text: str) -> str:
        """Return the letters of ``text`` that cannot be printed, each once, in their order.

        Also those that print nothing and only steer the text (a change of direction, a joiner):
        two names that look alike must be alike.
        """
        return "".join(dict.fromkeys(letter for letter in text if not self._has(letter)))

    def letters(self) -> frozenset[str]:
        """Return the letters that can be printed."""
        return frozenset(letter for letter in map(chr, self.widths) if self._has(letter))

    def _has(self, letter: str) -> bool:
        return unicodedata.category(letter)[0] != "C" and ord(letter) in self.widths


@functools.cache
def font(file: str) -> Font:
    """Return the metrics of a font file of ours, read once in a process."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONTS_FOLDER / file)))
    opened = uharfbuzz.Font(face)
    per_unit = 1000 / face.upem
    widths = {
        code: opened.get_glyph_h_advance(opened.get_nominal_glyph(code)) * per_unit
        for code in face.unicodes
    }
    return Font(file=file, widths=widths)


def _millimeters(thousandths: float, size: float) -> float:
    return thousandths / 1000 * size * MM_PER_POINT * KERNING_ALLOWANCE


def wrapped(text: str, *, file: str, width_mm: float, size: float) -> tuple[str, ...]:
    """Return ``text`` in lines of at most ``width_mm``, broken at its spaces only.

    A word that is wider stands on a line of its own.
    """
    measured = font(file)
    text = " ".join(text.split())
    if measured.width_mm(text, size) <= width_mm:
        return (text,)
    lines: list[str] = []
    for word in text.split():
        if lines and measured.width_mm(f"{lines[-1]} {word}", size) <= width_mm:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


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

    # Of a batch only the name differs, and that is asked about several times.
    @functools.lru_cache(maxsize=1024)  # noqa: B019 -- places are made once and stay
    def fit(self, text: str) -> Fitted | None:
        """Return ``text`` as it fits this place, or None when it is too long for it."""
        measured = font(self.file)
        text = " ".join(text.split())
        if size := self._size(measured.thousandths(text), self.largest):
            return Fitted((text,), size)
        halves = min(
            _halves(text),
            key=lambda two: max(measured.width_mm(half, 1) for half in two),
            default=None,
        )
        if halves is None:
            return None
        longer = max(measured.thousandths(half) for half in halves)
        size = self._size(longer, self.largest_in_two)
        return Fitted(halves, size) if size else None

    def _size(self, thousandths: float, largest: float) -> float | None:
        """Return the largest size at which so wide a line fits, or None."""
        for size in _sizes(largest, self.smallest):
            if _millimeters(thousandths, size) <= self.width_mm:
                return size
        return None


def _sizes(largest: float, smallest: float) -> Iterator[float]:
    steps = int((largest - smallest) * 2)
    return (largest - step / 2 for step in range(steps + 1))


def _halves(text: str) -> Iterable[tuple[str, str]]:
    words = text.split(" ")
    return ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
