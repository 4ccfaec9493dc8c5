"""What WeasyPrint said about the parts of a page that are a holder's, in plain values."""

import dataclasses

from certificates.rendering.compiled.shaping import Setting


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecordedText:
    """A text that was kept apart, with what WeasyPrint would have written for it."""

    mark: bytes
    text: str
    setting: Setting
    resource: str
    state: tuple[bytes, ...]
    x: float
    y: float
    array: bytes
    is_name: bool
    is_above_name: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecordedLine:
    """A line of such texts: the room it has, and how it lies in it."""

    left: float
    width: float
    share: float
    is_unbroken: bool
    texts: tuple[RecordedText, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecordedName:
    """The block of the holder's name: its foot, its height and its type size, in pixels."""

    foot: float
    height: float
    size: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecordedRule:
    """The line under the name, as a rectangle; ``state`` are the operators that color it."""

    page: int
    left: float
    width: float
    y: float
    thickness: float
    inner: float
    state: tuple[bytes, ...]
