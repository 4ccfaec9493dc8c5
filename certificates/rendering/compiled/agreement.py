"""Whether a form sets its lines as WeasyPrint did: asked of every form when it is compiled."""

import re
from collections.abc import Mapping, Sequence

from certificates.rendering.compiled.form import Form
from certificates.rendering.compiled.overlay import Overlay
from certificates.rendering.compiled.recorded import RecordedText
from certificates.rendering.compiled.refusals import NotCompilableError
from certificates.rendering.holder import HolderTexts

# In CSS pixels, 0.26 mm; and in thousandths of the type size.
PIXELS, THOUSANDTHS = 0.01, 0.01

_STRINGS = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+)")
_SHOWN = re.compile(rb"1 0 0 -1 (\S+) (\S+) Tm /(\S+) (\S+) Tf (?:(\S+) Tc )?(\[.*?\]) TJ")


def check(form: Form, holds: HolderTexts, seen: Sequence[RecordedText]) -> None:
    """Raise ``NotCompilableError`` for a line that the form would set in another way.

    ``holds`` are the texts that the page was typeset with, ``seen`` what WeasyPrint wrote for them.
    """
    overlay = Overlay(form)
    operators = b"\n".join(overlay.operators(page, holds) for page in _pages(form))
    widths = {font.resource: font.widths for font in form.fonts}
    shown = [
        (
            float(x),
            float(y),
            float(size),
            resource.decode(),
            _places(array, widths[resource.decode()], float(spacing or 0) / float(size) * 1000),
        )
        for x, y, resource, size, spacing, array in _SHOWN.findall(operators)
    ]
    if len(shown) != len(seen):
        raise NotCompilableError("some lines of the holder are missing")
    for text in seen:
        expected = _places(text.array, widths[text.resource])
        size = text.setting.units / 1024
        if not any(
            resource == text.resource
            and abs(x - text.x) < PIXELS
            and abs(y - text.y) < PIXELS
            and abs(own_size - size) < PIXELS
            and _same(places, expected)
            for x, y, own_size, resource, places in shown
        ):
            raise NotCompilableError(f"the line {text.text!r} cannot be set exactly")


def _pages(form: Form) -> list[int]:
    return sorted({line.page for line in form.lines} | {form.rule.page})


def _places(
    array: bytes, widths: Mapping[int, int], spacing: float = 0.0
) -> list[tuple[int, float]]:
    """Return the glyphs that an array shows and where each stands, in thousandths."""
    at, places = 0.0, []
    for string, move in _STRINGS.findall(array):
        if move:
            at -= float(move)
        for index in range(0, len(string), 4):
            glyph = int(string[index : index + 4], 16)
            places.append((glyph, at))
            at += widths[glyph] + spacing
    return places


def _same(first: list[tuple[int, float]], second: list[tuple[int, float]]) -> bool:
    return len(first) == len(second) and all(
        one == other and abs(x - y) < THOUSANDTHS * len(first)
        for (one, x), (other, y) in zip(first, second, strict=True)
    )
