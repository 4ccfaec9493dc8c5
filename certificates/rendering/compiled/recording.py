"""WeasyPrint watched while it draws a page: the one module that knows its inner parts.

`record` has WeasyPrint lay a page out and draw it, but keeps apart the lines that the caller wants
set for each holder: instead of being drawn they leave a mark in the page's operators, and all that
WeasyPrint says about them (font, size, color, place) is told to the caller in plain values.

What is used here is not part of WeasyPrint's public interface: `weasyprint.draw.draw_text`, boxes
and their styles, streams and groups. So this works with one version only, and says so.
"""

import contextlib
import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pydyf
import weasyprint
import weasyprint.draw
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import font_features

from certificates.rendering.compiled.recipe import WEASYPRINT
from certificates.rendering.compiled.recorded import (
    RecordedLine,
    RecordedName,
    RecordedRule,
    RecordedText,
)
from certificates.rendering.compiled.refusals import NotCompilableError
from certificates.rendering.compiled.shaping import Setting, units_of
from certify.papers import typesetting

_ALIGNMENTS = {"left": 0.0, "start": 0.0, "center": 0.5, "right": 1.0, "end": 1.0}
_STATE_OPERATORS = (b"gs", b"rg", b"g", b"cs", b"scn")
# Where nothing else says so: a line in the margin of a page may be this wide.
_MARGIN_LINE_PIXELS = 800.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecordedPicture:
    """A picture drawn into an object of its own, and the operators that draw it."""

    stream: Any
    start: int

    @property
    def operators(self) -> list[bytes]:
        """The operators after those that WeasyPrint put before the picture."""
        return written(self.stream.stream[self.start :])

    @property
    def before(self) -> list[bytes]:
        """The operators before the picture."""
        return written(self.stream.stream[: self.start])


@dataclasses.dataclass(frozen=True, kw_only=True)
class Recording:
    """A document about to be written, and what was kept apart of it."""

    pdf: Any
    page_operators: tuple[list[bytes], ...]
    lines: tuple[RecordedLine, ...]
    name: RecordedName
    rule: RecordedRule
    fonts: Mapping[str, Any]


def written(operators: Sequence[Any]) -> list[bytes]:
    """Return operators as bytes, each by itself."""
    return [pydyf._to_bytes(operator) for operator in operators]


def entries(dictionary: Mapping[str, Any]) -> bytes:
    """Return a dictionary without its brackets."""
    data: bytes = pydyf.Dictionary(dictionary).data
    return data.removeprefix(b"<<").removesuffix(b">>").strip()


class SlotPicture:
    """Stands for a picture that differs for each holder, and draws it into its own object."""

    def __init__(self, picture: typesetting.Picture, *, has_own_object: bool) -> None:
        self.get_intrinsic_size = picture.get_intrinsic_size
        self.recorded: RecordedPicture | None = None
        self.size = (0.0, 0.0)
        self._picture = picture
        self._has_own_object = has_own_object

    def draw(self, stream: Any, width: float, height: float, style: object) -> None:
        """Draw once; raises ``NotCompilableError`` where the page has the picture twice."""
        if self.recorded is not None:
            raise NotCompilableError("a picture of the holder stands on the page twice")
        target = stream if self._has_own_object else _plain_group(stream, width, height)
        self.recorded = RecordedPicture(stream=target, start=len(target.stream))
        self.size = (width, height)
        self._picture.draw(target, width, height, style)
        if target is not stream:
            stream.draw_x_object(target.id)

    def redrawn(self, picture: typesetting.Picture) -> list[bytes]:
        """Return the operators of another picture drawn in this one's place."""
        if self.recorded is None:
            raise NotCompilableError("a picture of the holder is missing on the page")
        scratch = self.recorded.stream.clone()
        picture.draw(scratch, *self.size, None)
        return written(scratch.stream)


def _plain_group(stream: Any, width: float, height: float) -> Any:
    """Return an object to draw in that changes nothing about how its contents are blended."""
    group = stream.add_group(0, 0, width, height)
    del group.extra["Group"]
    return group


def check_version() -> None:
    """Raise ``NotCompilableError`` with any WeasyPrint but the one this module was written for."""
    if weasyprint.__version__ != WEASYPRINT:
        raise NotCompilableError(
            f"forms are compiled with WeasyPrint {WEASYPRINT}, this is {weasyprint.__version__}"
        )


class _Recorder:
    """Keeps the chosen texts apart while a document is drawn."""

    def __init__(
        self,
        document: Any,
        is_set: Callable[[str], bool],
        on_text: Callable[[RecordedText, Any], None],
    ) -> None:
        self._document = document
        self._on_text = on_text
        self._draw_text = weasyprint.draw.draw_text
        self._parents: dict[Any, Any] = {}
        self._lines: dict[Any, list[Any]] = {}
        self._recorded: dict[Any, RecordedText] = {}
        self._over: set[Any] = set()
        self.rules: list[RecordedRule] = []
        self.names: list[RecordedName] = []
        for index, page in enumerate(document.pages):
            for box in list(self._walk(page._page_box, None)):
                self._look_at(box, index, is_set)

    def _walk(self, box: Any, parent: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)  # what was placed absolutely is wrapped
        self._parents[box] = parent
        yield box
        for child in getattr(box, "children", ()):
            yield from self._walk(child, box)

    def _look_at(self, box: Any, page: int, is_set: Callable[[str], bool]) -> None:
        if isinstance(box, boxes.LineBox):
            texts = [b for b in self._walk(box, self._parents[box]) if _is_text(b)]
            if any(is_set(b.text) or self._is_above_name(b) for b in texts):
                self._lines[box] = texts
        elif isinstance(box, boxes.BlockBox) and box.element is not None:
            if box.element.get("data-rule") is not None and box.border_top_width:
                self.rules.append(self._rule(box, page))
            if box.element.get("data-name") is not None:
                self.names.append(_name(box))

    def _rule(self, box: Any, page: int) -> RecordedRule:
        rule = RecordedRule(
            page=page,
            left=box.border_box_x(),
            width=box.border_width(),
            y=box.border_box_y(),
            thickness=box.border_top_width,
            inner=box.padding_height(),
            state=self._state(get_color(box.style, "border_top_color")),
        )
        box.border_top_width = 0  # not drawn; the page is laid out already
        return rule

    def _state(self, color: Any) -> tuple[bytes, ...]:
        red, green, blue = color.to("srgb").coordinates
        if color.alpha != 1:
            raise NotCompilableError("the line under the name is transparent")
        return (b"%.6g %.6g %.6g rg" % (red, green, blue),)

    def _has(self, box: Any, attribute: str) -> bool:
        while box is not None:
            if box.element is not None and box.element.get(attribute) is not None:
                return True
            box = self._parents.get(box)
        return False

    def _is_above_name(self, box: Any) -> bool:
        return self._has(box, "data-above-name")

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Draw through this recorder for a while."""
        kept = {box for texts in self._lines.values() for box in texts}

        def draw_text(stream: Any, box: Any, *arguments: Any) -> None:
            if box not in kept:
                if self._has(box, "data-over"):
                    stream.stream.append(OVER)
                self._draw_text(stream, box, *arguments)
                return
            mark = b"%%text %d" % len(self._recorded)
            scratch = stream.clone()
            self._draw_text(scratch, box, *arguments)
            self._recorded[box] = self._text(box, mark, written(scratch.stream))
            font = next(
                font
                for font in self._document.fonts.values()
                if font.hash == self._recorded[box].resource
            )
            self._on_text(self._recorded[box], font)
            stream.stream.append(mark)

        weasyprint.draw.draw_text = draw_text
        try:
            yield
        finally:
            weasyprint.draw.draw_text = self._draw_text

    def _text(self, box: Any, mark: bytes, operators: list[bytes]) -> RecordedText:
        if box.style["text_decoration_line"] != "none" or box.style["direction"] != "ltr":
            raise NotCompilableError(f"the line {box.text!r} is decorated or runs to the left")
        by_name = {operator.rsplit(b" ", 1)[-1]: operator for operator in operators}
        resource, size, _ = by_name[b"Tf"].decode().removeprefix("/").split()
        x, y = by_name[b"Tm"].split()[4:6]
        return RecordedText(
            mark=mark,
            text=box.text,
            setting=_setting(box, float(size), self._document, resource),
            resource=resource,
            state=tuple(op for op in operators if op.rsplit(b" ", 1)[-1] in _STATE_OPERATORS),
            x=float(x),
            y=float(y),
            array=by_name[b"TJ"],
            is_name=self._has(box, "data-name"),
            is_above_name=self._is_above_name(box),
        )

    def lines(self) -> Iterator[RecordedLine]:
        """Return the lines that were kept apart.

        Raises ``NotCompilableError`` for a line whose place depends on more than its own text.
        """
        for box, texts in self._lines.items():
            block = self._parents[box]
            while not hasattr(block, "width") or isinstance(block, boxes.InlineBox):
                block = self._parents[block]
            shown = " ".join(b.text for b in texts)
            alignment = box.style["text_align_all"]
            if alignment not in _ALIGNMENTS or _number(box.style["text_indent"]):
                raise NotCompilableError(f"the line {shown!r} is justified or indented")
            if not _is_unwrapped(block):
                raise NotCompilableError(f"the line {shown!r} belongs to a text that wraps")
            is_margin = isinstance(block, boxes.MarginBox)
            yield RecordedLine(
                left=block.content_box_x(),
                width=_MARGIN_LINE_PIXELS if is_margin and alignment == "left" else block.width,
                share=_ALIGNMENTS[alignment],
                is_unbroken=box.style["white_space"] in {"nowrap", "pre"},
                texts=tuple(self._recorded[b] for b in texts),
            )


OVER = b"%over"


def record(
    typesetter: typesetting.Typesetter,
    html: str,
    *,
    pictures: Mapping[str, SlotPicture],
    is_set: Callable[[str], bool],
    on_text: Callable[[RecordedText, Any], None],
    then: Callable[[Recording], None],
) -> None:
    """Lay out and draw ``html``, and call ``then`` with the recording before it is written.

    ``is_set`` chooses the texts that are kept apart; ``on_text`` is called with each of them and
    its font, which may still be told to carry more letters.
    """
    check_version()
    document = typesetter.laid_out(html, pictures=pictures)
    recorder = _Recorder(document, is_set, on_text)

    def finish(_: Any, pdf: Any) -> None:
        pages = [pdf.objects[int(own)] for own in pdf.pages["Kids"][::3]]
        streams = [pdf.objects[int(page["Contents"].split()[0])] for page in pages]
        if len(recorder.names) != 1 or len(recorder.rules) != 1:
            raise NotCompilableError("the page needs one name and one line under it")
        then(
            Recording(
                pdf=pdf,
                page_operators=tuple(written(stream.stream) for stream in streams),
                lines=tuple(recorder.lines()),
                name=recorder.names[0],
                rule=recorder.rules[0],
                fonts={font.hash: font for font in document.fonts.values()},
            )
        )

    with recorder.watching():
        document.write_pdf(pdf_variant=typesetting.VARIANT, finisher=finish)
    typesetting.refuse_foreign_letters(document.fonts.values())


def _is_text(box: Any) -> bool:
    return isinstance(box, boxes.TextBox) and bool(box.text)


def _number(value: Any) -> float:
    return float(getattr(value, "value", value))


def _name(box: Any) -> RecordedName:
    return RecordedName(
        foot=box.content_box_y() + box.height, height=box.height, size=box.style["font_size"]
    )


def _is_unwrapped(block: Any) -> bool:
    """Say whether each line of a block ends where its text says so."""
    lines = [child for child in block.children if isinstance(child, boxes.LineBox)]
    if block.element is None or len(lines) < 2:
        return len(lines) == 1
    return len(lines) == 1 + sum(1 for _ in block.element.iter("br"))


def _setting(box: Any, size: float, document: Any, resource: str) -> Setting:
    style = box.style
    font = next(font for font in document.fonts.values() if font.hash == resource)
    features = font_features(
        style["font_kerning"],
        style["font_variant_ligatures"],
        style["font_variant_position"],
        style["font_variant_caps"],
        style["font_variant_numeric"],
        style["font_variant_alternates"],
        style["font_variant_east_asian"],
        style["font_feature_settings"],
    )
    letter_spacing = style["letter_spacing"]
    return Setting(
        file=_file_of(font),
        units=round(size * 1024),
        features=tuple(sorted((name, int(value)) for name, value in features.items())),
        language=style["lang"] or "",
        word_spacing=units_of(style["word_spacing"]),
        letter_spacing=0 if letter_spacing == "normal" else units_of(letter_spacing),
    )


def _file_of(font: Any) -> str:
    """Return the file of ours that a font of the document is."""
    for path in typesetting.FONTS_FOLDER.glob("*.ttf"):
        if hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(font.file_content).digest():
            return path.name
    raise NotCompilableError(f"the font {font.family} is none of our files")
