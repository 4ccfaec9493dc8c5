"""Fonts of a document told to carry more letters than the document has.

WeasyPrint cuts a font down to the glyphs that were drawn. A form needs those of every holder to
come, so before the cut each letter that a line may have is shaped as that line will be, and its
glyph is added. A glyph that two letters share would be read back as one of them: the second
letter is left out, and a name with it goes the full way.
"""

import functools
import itertools
import string
from typing import Protocol

from certificates.rendering.compiled import shaping
from certificates.rendering.compiled.refusals import NeedsFullRenderError
from certificates.rendering.compiled.shaping import Setting


class WideningFont(Protocol):
    """A font as WeasyPrint keeps it until it is cut."""

    widths: dict[int, int]
    to_unicode: dict[int, str]


def widen(font: WideningFont, letters: str, setting: Setting) -> str:
    """Add the glyphs of ``letters`` to a font; returns those letters it can now print."""
    printable = []
    for letter in shaping.covered(setting.file, letters):
        glyph = _single_glyph(letter, setting)
        if glyph is not None and _add(font, glyph, letter, setting):
            printable.append(letter)
    if set(string.ascii_lowercase) <= set(letters) and not setting.letter_spacing:
        for text, glyph in _joined(setting.file, setting.features, setting.language):
            _add(font, glyph, text, setting)
    return "".join(printable)


def _add(font: WideningFont, glyph: int, text: str, setting: Setting) -> bool:
    font.widths.setdefault(glyph, shaping.natural_width(glyph, file=setting.file))
    return font.to_unicode.setdefault(glyph, text) == text


def _single_glyph(text: str, setting: Setting) -> int | None:
    try:
        shaped = shaping.glyphs(text, setting)
    except NeedsFullRenderError:
        return None
    return shaped[0][0] if len(shaped) == 1 else None


@functools.cache
def _joined(file: str, features: shaping.Features, language: str) -> list[tuple[str, int]]:
    """Return the ligatures of two and three plain letters, each with its glyph."""
    setting = Setting(file=file, units=1000, features=features, language=language)
    pairs = [
        (text, glyph)
        for text in map("".join, itertools.product(string.ascii_letters, repeat=2))
        if (glyph := _single_glyph(text, setting)) is not None
    ]
    return pairs + [
        (text + letter, glyph)
        for text, _ in pairs
        for letter in string.ascii_lowercase
        if (glyph := _single_glyph(text + letter, setting)) is not None
    ]
