"""A compiled form: one certificate without its holder, as values that are safe to store.

A form holds everything of a certificate that is the same for its next holder, as PDF objects with
fixed numbers, and says what is set for each holder, where and how. It is data alone: reading one
runs nothing, whoever wrote it.
"""

import dataclasses
from collections.abc import Mapping

from certificates.rendering.compiled.qr_table import QrTable
from certificates.rendering.compiled.shaping import Features

# Literal, name of a holder's text, literal, name, …, literal.
Words = tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class FormFont:
    """A font of the PDF: which file of ours it was cut from, and what it still carries."""

    resource: str
    file: str
    sha256: str
    letters: str
    widths: Mapping[int, int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Piece:
    """A text of one style on a line.

    ``units`` is the type size, None where it is the name's. ``before`` are the operators that mark
    the text for readers and color it, ``after`` ends the marking.
    """

    words: Words
    font: int
    units: int | None
    features: Features
    language: str
    word_spacing: int
    is_micro: bool
    before: bytes
    after: bytes


@dataclasses.dataclass(frozen=True, kw_only=True)
class Line:
    """A line that is set for each holder, in CSS pixels from the upper left corner of its page.

    Its base line is at ``y`` plus ``y_per_size`` for every pixel of the name's type size: a larger
    name lifts what stands above it. ``share`` of the room beside it lies on its left; a line that
    is not ``is_unbroken`` would take a second line for want of room.
    """

    page: int
    left: float
    width: float
    share: float
    is_unbroken: bool
    y: float
    y_per_size: float
    pieces: tuple[Piece, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Rule:
    """The line under the name, the upper border of a box: as long as the name wants it.

    ``middle`` is where its middle is, ``inner`` the height of the box below it.
    """

    page: int
    middle: float
    y: float
    thickness: float
    inner: float
    before: bytes
    after: bytes


@dataclasses.dataclass(frozen=True, kw_only=True)
class FixedStream:
    """A stream that is the same for every holder; ``entries`` are those of its dictionary."""

    number: int
    entries: bytes
    data: bytes


@dataclasses.dataclass(frozen=True, kw_only=True)
class PageForm:
    """A page: the entries of its dictionary, and the streams before and after what is set on it.

    ``matrix`` is the operator that makes a CSS pixel the unit of what is set; a page without it
    is the same for every holder. ``after`` is None where nothing lies over it.
    """

    number: int
    entries: bytes
    before: int
    matrix: bytes
    after: int | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture drawn for each holder: its object, and the operators around what varies."""

    number: int
    entries: bytes
    before: bytes
    after: bytes


@dataclasses.dataclass(frozen=True, kw_only=True)
class Strip:
    """The dots of the isen seri: their object, and for each petal those of a 0 and of a 1.

    ``before`` are the operators that say how dots look.
    """

    number: int
    entries: bytes
    before: bytes
    zeros: tuple[bytes, ...]
    ones: tuple[bytes, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Photo:
    """The place of the photograph: its object and the shape it has to have."""

    number: int
    ratio: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Form:
    """One compiled form."""

    key: str
    size: int
    streams: tuple[FixedStream, ...]
    packed: tuple[tuple[int, bytes], ...]
    structure: tuple[int, ...]
    pages: tuple[PageForm, ...]
    page_tree: int
    resources: int
    catalog: int
    catalog_entries: bytes
    fonts: tuple[FormFont, ...]
    lines: tuple[Line, ...]
    rule: Rule
    qr: QrTable
    qr_drawing: Drawing
    qr_figure: int
    qr_figure_entries: bytes
    qr_alternative: Words
    strip: Strip
    photo: Photo | None
    metadata: int
    metadata_words: Words
    info: int
    info_words: Mapping[str, Words]
