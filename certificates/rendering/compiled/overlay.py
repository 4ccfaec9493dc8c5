"""The lines of a holder on a page, as PDF operators: what is made for each certificate anew."""

import functools

from certificates.rendering.compiled import sentinels, shaping
from certificates.rendering.compiled.form import Form, FormFont, Line, Piece
from certificates.rendering.compiled.refusals import NeedsFullRenderError
from certificates.rendering.compiled.shaping import PIXELS_PER_MM, PIXELS_PER_POINT, Setting, Shown
from certificates.rendering.holder import HolderTexts, Micro

_KEPT_TEXTS = 4096


class Overlay:
    """Sets the holder's lines of one form; keeps what it has shaped, for lines that repeat."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._letters = [frozenset(font.letters) for font in form.fonts]
        self._resources = [font.resource.encode() for font in form.fonts]
        self._lines = [
            [line for line in form.lines if line.page == page] for page in range(len(form.pages))
        ]
        self._show = functools.lru_cache(maxsize=_KEPT_TEXTS)(self._shown)

    def operators(self, page: int, holds: HolderTexts) -> bytes:
        """Return what is set on a page for a holder, under the matrix of the page.

        Raises ``NeedsFullRenderError`` when a line cannot be set exactly.
        """
        parts = [b"q", self._form.pages[page].matrix]
        if self._form.rule.page == page:
            parts.append(self._rule(holds.rule_mm))
        for line in self._lines[page]:
            parts += self._line(line, holds)
        parts.append(b"Q\n")
        return b"\n".join(parts)

    def _line(self, line: Line, holds: HolderTexts) -> list[bytes]:
        name_pixels = holds.name.size * PIXELS_PER_POINT
        shown = [self._piece(piece, holds, name_pixels) for piece in line.pieces]
        total = sum([width for _, width, _ in shown])
        left, width = line.left, line.width
        if line.pieces[0].is_micro:
            # It stands in the box of the rule.
            width = holds.rule_mm * PIXELS_PER_MM
            left = self._form.rule.middle - width / 2
        if total > width and not line.is_unbroken:
            raise NeedsFullRenderError("a line is longer than its place")
        # What does not fit its place begins at its left.
        x = left + max(0.0, width - total) * line.share
        y = line.y + line.y_per_size * name_pixels
        parts = []
        for piece, (operators, width, size) in zip(line.pieces, shown, strict=True):
            parts.append(
                b"%s\nBT 1 0 0 -1 %.6f %.6f Tm /%s %.6f Tf %s ET\n%s"
                % (
                    piece.before,
                    x,
                    y,
                    self._resources[piece.font],
                    size,
                    operators,
                    piece.after,
                )
            )
            x += width
        return parts

    def _piece(
        self, piece: Piece, holds: HolderTexts, name_pixels: float
    ) -> tuple[bytes, float, float]:
        """Return the operators that show a piece, its width and its type size in pixels."""
        units = piece.units or shaping.units_of(name_pixels)
        size = units / shaping.UNITS
        if piece.is_micro:
            spacing = holds.micro.spacing_mm * PIXELS_PER_MM
            shown = self._micro(piece, holds.micro, units, spacing)
            operators = b"%.6f Tc %s TJ 0 Tc" % (shown.spacing * size / 1000, shown.array)
            return operators, shown.width / shaping.UNITS + spacing, size
        shown = self._show(piece, sentinels.join(piece.words, holds.texts), units)
        return shown.array + b" TJ", shown.width / shaping.UNITS, size

    def _shown(self, piece: Piece, text: str, units: int) -> Shown:
        font = self._font(piece, text)
        return shaping.show(text, setting_of(piece, font, units), font.widths)

    def _micro(self, piece: Piece, micro: Micro, units: int, spacing: float) -> Shown:
        font = self._font(piece, micro.phrase)
        setting = setting_of(piece, font, units, letter_spacing=shaping.units_of(spacing))
        return shaping.show_repeated(
            micro.phrase, micro.times - 1, micro.last, setting, font.widths
        )

    def _font(self, piece: Piece, text: str) -> FormFont:
        if not self._letters[piece.font].issuperset(text):
            raise NeedsFullRenderError(f"the form's font lacks letters of {text!r}")
        return self._form.fonts[piece.font]

    def _rule(self, width_mm: float) -> bytes:
        """Return the border as WeasyPrint draws one: the box's frame, clipped to its top."""
        rule = self._form.rule
        width = width_mm * PIXELS_PER_MM
        left, top = rule.middle - width / 2, rule.y
        right, bottom = left + width, top + rule.thickness
        clip = (right, top, left, top, left, bottom, right, bottom)
        frame = (left, bottom, width, rule.inner, left, top, width, rule.inner + rule.thickness)
        return b"%s\nq %.4f %.4f m %.4f %.4f l %.4f %.4f l %.4f %.4f l W* n\n%s\nQ\n%s" % (
            rule.before,
            *clip,
            b"%.4f %.4f %.4f %.4f re %.4f %.4f %.4f %.4f re f*" % frame,
            rule.after,
        )


def setting_of(piece: Piece, font: FormFont, units: int, *, letter_spacing: int = 0) -> Setting:
    """Return how a piece is set at a size."""
    return Setting(
        file=font.file,
        units=units,
        features=piece.features,
        language=piece.language,
        word_spacing=piece.word_spacing,
        letter_spacing=letter_spacing,
    )
