"""Letters to glyphs, with the very widths and roundings of WeasyPrint's text layout.

WeasyPrint shapes with HarfBuzz through Pango, which counts in 1/1024 of a CSS pixel, and then
writes widths in whole thousandths of the type size. Both are done here in the same order, so that
a line of a compiled form has the numbers that a full render gives it.
"""

import bisect
import dataclasses
import functools
import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import uharfbuzz

from certificates.rendering.compiled.refusals import NeedsFullRenderError
from certify.papers.measuring import FONTS_FOLDER

# Pango's units in a CSS pixel; CSS pixels in a point and in a millimeter.
UNITS = 1024
PIXELS_PER_POINT = 96 / 72
PIXELS_PER_MM = 96 / 25.4

Features = tuple[tuple[str, int], ...]
# Letters that are spaced are not joined (Pango switches these off).
WITHOUT_LIGATURES: Features = (("liga", 0), ("clig", 0), ("dlig", 0), ("hlig", 0))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a text is set: a font file of ours at a size in units, and what the style asks for.

    ``word_spacing`` is added to every space and ``letter_spacing`` between letters, in units.
    """

    file: str
    units: int
    features: Features = ()
    language: str = "id"
    word_spacing: int = 0
    letter_spacing: int = 0


# One glyph of a shaped text: its number in the font, how far it moves on in units, and the part of
# that which lies before it. A plain tuple, for there are hundreds on a certificate.
Glyph = tuple[int, int, int]


@functools.cache
def _face(file: str) -> Any:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONTS_FOLDER / file)))


@functools.lru_cache(maxsize=512)
def _font(file: str, units: int) -> Any:
    font = uharfbuzz.Font(_face(file))
    font.scale = (units, units)
    return font


@functools.cache
def file_sha256(file: str) -> str:
    """Return the SHA-256 of one of our font files, read once in a process."""
    return hashlib.sha256((FONTS_FOLDER / file).read_bytes()).hexdigest()


def units_of(pixels: float) -> int:
    """Return a length in Pango's units, cut off as WeasyPrint does."""
    return int(pixels * UNITS)


def glyphs(text: str, setting: Setting) -> list[Glyph]:
    """Return the glyphs of a text, spaced as the setting asks.

    Raises ``NeedsFullRenderError`` where a glyph is not simply put after the one before.
    """
    if setting.word_spacing:
        return _word_spaced(text, setting)
    if setting.letter_spacing:
        without = setting.features + WITHOUT_LIGATURES
        return _letter_spaced(_shaped(text, setting, without), setting.letter_spacing)
    return _shaped(text, setting, setting.features)


def _buffer(text: str, setting: Setting, features: Features) -> Any:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction = "ltr"
    buffer.script = "Latn"
    buffer.language = setting.language
    uharfbuzz.shape(_font(setting.file, setting.units), buffer, dict(features))
    return buffer


def _shaped(text: str, setting: Setting, features: Features) -> list[Glyph]:
    buffer = _buffer(text, setting, features)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    _check_plain(text, infos, positions)
    return [
        (info.codepoint, position.x_advance, 0)
        for info, position in zip(infos, positions, strict=True)
    ]


def _check_plain(text: str, infos: Sequence[Any], positions: Sequence[Any]) -> None:
    missing = [info for info in infos if not info.codepoint]
    if missing or [x for x in positions if x.x_offset or x.y_offset]:
        raise NeedsFullRenderError(f"{text!r} needs marks to be placed")


@functools.lru_cache(maxsize=512)
def _alone(letter: str, file: str, units: int, features: Features, language: str) -> list[Glyph]:
    return _shaped(letter, Setting(file=file, units=units, language=language), features)


def _word_spaced(text: str, setting: Setting) -> list[Glyph]:
    """Return the glyphs of a text whose spaces are widened: words are shaped by themselves.

    Pango puts half of the spacing on either side of a space, and none at either end of a text.
    """
    spaced: list[Glyph] = []
    last = len(text) - 1
    place = 0
    for index, word in enumerate(text.split(" ")):
        if index:
            [(number, advance, _)] = _shaped(" ", setting, setting.features)
            spacing = setting.word_spacing * (2 if place in {0, last} else 1)
            before = spacing // 2
            left, right = (before if place else 0), (spacing - before if place < last else 0)
            spaced.append((number, advance + left + right, left))
            place += 1
        if word:
            spaced += _shaped(word, setting, setting.features)
        place += len(word)
    return spaced


def _letter_spaced(shaped: Sequence[Glyph], spacing: int) -> list[Glyph]:
    """Return glyphs with half of the spacing on either side, and none at either end of the text."""
    before = spacing // 2
    spaced = [(number, advance + spacing, before) for number, advance, _ in shaped]
    number, advance, _ = spaced[0]
    spaced[0] = (number, advance - before, 0)
    number, advance, lead = spaced[-1]
    spaced[-1] = (number, advance - (spacing - before), lead)
    return spaced


def natural_width(glyph: int, *, file: str) -> int:
    """Return how wide a glyph is, in whole thousandths of the type size."""
    face = _face(file)
    em: int = face.upem
    advance: int = _font(file, em).get_glyph_h_advance(glyph)
    return round(advance * 1000 / em)


def covered(file: str, letters: Iterable[str]) -> list[str]:
    """Return those of ``letters`` that a font has and that print something of their own."""
    codes = _face(file).unicodes
    return [x for x in letters if ord(x) in codes and unicodedata.category(x)[0] not in "CM"]


class Shown(NamedTuple):
    """A text as PDF shows it: the array of the `TJ` operator, and its width in units.

    ``spacing`` is what PDF adds after every glyph, in thousandths of the type size.
    """

    array: bytes
    width: int
    spacing: float = 0.0


def show(text: str, setting: Setting, widths: Mapping[int, int]) -> Shown:
    """Return how PDF shows a text with a font that gives its glyphs these widths.

    Raises ``NeedsFullRenderError`` for a glyph that this font does not carry.
    """
    placed = glyphs(text, setting)
    leads = [lead for _, _, lead in placed[1:]] + [0]
    written = []
    for (number, advance, lead), next_lead in zip(placed, leads, strict=True):
        width = _width(number, widths)
        written.append(_written(number, width, advance, lead, next_lead, setting.units))
    return Shown(_array("".join(written)), sum([glyph[1] for glyph in placed]))


def show_repeated(
    phrase: str, times: int, last: str, setting: Setting, widths: Mapping[int, int]
) -> Shown:
    """Return how PDF shows ``phrase`` so many times and then ``last``, letters spaced.

    ``last`` is how a phrase begins, so one phrase and the letter after it tell them all.
    """
    if not times or not setting.letter_spacing:
        return show(phrase * times + last, setting, widths)
    features = setting.features + WITHOUT_LIGATURES
    buffer = _buffer(phrase + phrase[0], setting, features)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    _check_plain(phrase, infos, positions)
    clusters = [info.cluster for info in infos]
    count = bisect.bisect_left(clusters, len(phrase))
    last_count = bisect.bisect_left(clusters, len(last))
    # Half of the spacing lies on either side of a letter, but not at the ends of the line.
    spacing, before = setting.letter_spacing, setting.letter_spacing // 2
    shaped = [
        (info.codepoint, position.x_advance + spacing, before)
        for info, position in zip(infos[:count], positions, strict=False)
    ]
    number, advance, _ = shaped[0]
    first = (number, advance - before, 0)
    # The last letter of all has nothing to be kerned with.
    how = (setting.file, setting.units, features, setting.language)
    [(end, end_advance, _)] = _alone(last[-1], *how)
    moves = _moves({first, *shaped}, before, setting, widths)
    # What moves most of them is said once, for all of them.
    moved = [moves[glyph] for glyph in shaped]
    common = max(dict.fromkeys(moved), key=moved.count)
    written = {
        glyph: f"{glyph[0]:04x}>{move - common:.4g}<" if move != common else f"{glyph[0]:04x}"
        for glyph, move in moves.items()
    }
    letters = [written[glyph] for glyph in shaped]
    unit = "".join(letters)
    array = "".join(
        (
            written[first],
            unit[len(letters[0]) :],
            unit * (times - 1),
            "".join(letters[: last_count - 1]),
            f"{end:04x}",
        )
    )
    advances = [glyph[1] for glyph in shaped]
    width = sum(advances) * times + sum(advances[: last_count - 1]) + end_advance + before
    # Less what lies before the first letter; the last has its half on the left alone.
    return Shown(_array(array), width - before, -common)


def _width(number: int, widths: Mapping[int, int]) -> int:
    width = widths.get(number)
    if width is None:
        raise NeedsFullRenderError(f"the form's font lacks glyph {number}")
    return width


# How far a glyph moves the next one back, in thousandths of the type size: the same steps and
# roundings as in WeasyPrint, which cuts off and does not carry over.


def _moves(
    shaped: Iterable[Glyph], next_lead: int, setting: Setting, widths: Mapping[int, int]
) -> dict[Glyph, float]:
    """Return the moves of many glyphs: a call for each would take longer than the sums."""
    size = setting.units / UNITS
    after = next_lead / size
    try:
        return {
            glyph: int(widths[glyph[0]] + glyph[2] / size - glyph[1] * 1000 / UNITS / size) - after
            for glyph in shaped
        }
    except KeyError as missing:
        raise NeedsFullRenderError(f"the form's font lacks glyph {missing}") from missing


@functools.lru_cache(maxsize=16384)  # letters of our names in a few sizes: they come again
def _written(number: int, width: int, advance: int, lead: int, next_lead: int, units: int) -> str:
    """Return how a glyph and its move stand in the array of the `TJ` operator."""
    size = units / UNITS
    move = int(width + lead / size - advance * 1000 / UNITS / size) - next_lead / size
    return f"{number:04x}>{move:.4g}<" if move else f"{number:04x}"


def _array(written: str) -> bytes:
    return f"[<{written}>]".replace("<>", "").encode()
