"""What a PDF must say about a photograph, out of the head of its JPEG file (ITU-T T.81)."""

import dataclasses

from certificates.rendering.compiled.refusals import NeedsFullRenderError

_START = b"\xff\xd8"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
_EXIF = b"Exif\x00"
_SPACES = {1: b"/DeviceGray", 3: b"/DeviceRGB"}
_BITS = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Jpeg:
    """The size of a photograph and its color space as PDF names it."""

    width: int
    height: int
    space: bytes


def read(data: bytes) -> Jpeg:
    """Return what the head of a JPEG says.

    Raises ``NeedsFullRenderError`` for what is not copied into a file as it is: another format,
    a damaged head, a picture that its camera wants turned, inverted print colors.
    """
    if not data.startswith(_START):
        raise NeedsFullRenderError("the photograph is no JPEG")
    place = len(_START)
    while place + 10 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF or marker in _WITHOUT_LENGTH:
            place += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            return _frame(data, place + 4)
        if marker == 0xE1 and data.startswith(_EXIF, place + 4):
            raise NeedsFullRenderError("the photograph carries its camera's notes")
        place += 2 + int.from_bytes(data[place + 2 : place + 4])
    raise NeedsFullRenderError("the head of the photograph cannot be read")


def _frame(data: bytes, place: int) -> Jpeg:
    bits, components = data[place], data[place + 5]
    height = int.from_bytes(data[place + 1 : place + 3])
    width = int.from_bytes(data[place + 3 : place + 5])
    space = _SPACES.get(components)
    if bits != _BITS or space is None or not (width and height):
        raise NeedsFullRenderError("the photograph is not in plain color or gray")
    return Jpeg(width=width, height=height, space=space)
