"""Letters to glyphs, with the very widths and roundings of WeasyPrint's text layout.

WeasyPrint shapes with HarfBuzz through Pango, which counts in 1/1024 of a CSS pixel, and then
writes widths in whole thousandths of the type size. Both are done here in the same order, so that
a line of a compiled form has the numbers that a full render gives it.
"""

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


class Glyph(NamedTuple):
    """One glyph of a shaped text: its number in the font, and in units how far it moves on.

    ``lead`` is the part of that which lies before it.
    """

    number: int
    advance: int
    lead: int = 0


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


def _shaped(text: str, setting: Setting, features: Features) -> list[Glyph]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction = "ltr"
    buffer.script = "Latn"
    buffer.language = setting.language
    uharfbuzz.shape(_font(setting.file, setting.units), buffer, dict(features))
    shaped = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if position.x_offset or position.y_offset or not info.codepoint:
            raise NeedsFullRenderError(f"{text!r} needs marks to be placed")
        shaped.append(Glyph(info.codepoint, position.x_advance))
    return shaped


def _word_spaced(text: str, setting: Setting) -> list[Glyph]:
    """Return the glyphs of a text whose spaces are widened: words are shaped by themselves.

    Pango puts half of the spacing on either side of a space, and none at either end of a text.
    """
    spaced: list[Glyph] = []
    last = len(text) - 1
    place = 0
    for index, word in enumerate(text.split(" ")):
        if index:
            [space] = _shaped(" ", setting, setting.features)
            spacing = setting.word_spacing * (2 if place in {0, last} else 1)
            before = spacing // 2
            left, right = (before if place else 0), (spacing - before if place < last else 0)
            spaced.append(Glyph(space.number, space.advance + left + right, left))
            place += 1
        if word:
            spaced += _shaped(word, setting, setting.features)
        place += len(word)
    return spaced


def _letter_spaced(shaped: Sequence[Glyph], spacing: int) -> list[Glyph]:
    before = spacing // 2
    last = len(shaped) - 1
    spaced = []
    for index, glyph in enumerate(shaped):
        left, right = (before if index else 0), (spacing - before if index < last else 0)
        spaced.append(Glyph(glyph.number, glyph.advance + left + right, left))
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
    """A text as PDF shows it: the array of the `TJ` operator, and its width in units."""

    array: bytes
    width: int


def show(text: str, setting: Setting, widths: Mapping[int, int]) -> Shown:
    """Return how PDF shows a text with a font that gives its glyphs these widths.

    Raises ``NeedsFullRenderError`` for a glyph that this font does not carry.
    """
    set_glyphs = glyphs(text, setting)
    return Shown(
        _array("".join(_written(set_glyphs, setting, widths))),
        sum([glyph.advance for glyph in set_glyphs]),
    )


def show_repeated(
    phrase: str, times: int, last: str, setting: Setting, widths: Mapping[int, int]
) -> Shown:
    """Return how PDF shows ``phrase`` so many times and then ``last``.

    What follows a phrase must begin as a phrase does: then only the first glyph of all and the
    last text differ from what is repeated, and three of them tell the rest.
    """
    ends = glyphs(phrase * 2 + last, setting)
    count = (len(ends) - len(glyphs(last, setting))) // 2
    written = _written(ends, setting, widths)
    repeated = "".join(written[count : 2 * count])
    array = "".join(written[:count]) + repeated * (times - 1) + "".join(written[2 * count :])
    advance = sum([glyph.advance for glyph in ends[count : 2 * count]])
    return Shown(_array(array), sum([glyph.advance for glyph in ends]) + advance * (times - 2))


def _written(set_glyphs: Sequence[Glyph], setting: Setting, widths: Mapping[int, int]) -> list[str]:
    """Return each glyph inside an open string of `TJ`, with what moves it."""
    size = setting.units / UNITS
    written = []
    for number, advance, lead in set_glyphs:
        width = widths.get(number)
        if width is None:
            raise NeedsFullRenderError(f"the form's font lacks glyph {number}")
        # The same steps and roundings as in WeasyPrint, which cuts off and does not carry over.
        offset = lead / size
        kerning = int(width + offset - advance * 1000 / UNITS / size)
        shown = f"{number:04x}>{kerning}<" if kerning else f"{number:04x}"
        written.append(f">{-offset:.3f}<{shown}" if lead else shown)
    return written


def _array(written: str) -> bytes:
    return f"[<{written}>]".replace("<>", "").encode()
