"""The little of PDF's syntax (ISO 32000-1) that writing a certificate takes."""

import struct
import zlib
from collections.abc import Iterable
from xml.sax.saxutils import escape

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
ROW_BYTES = 7
# A row of the cross-reference stream: kind, place, index (/W [1 4 2]).
ROW_WIDTHS = b"/W[1 4 2]"
_PLAIN, _PACKED = 1, 2


def number(value: float) -> bytes:
    """Return a number with at most four decimals and no idle zeros."""
    return (b"%.4f" % value).rstrip(b"0").rstrip(b".")


def reference(to: int) -> bytes:
    """Return a reference to an object."""
    return b"%d 0 R" % to


def plain_object(own: int, value: bytes) -> bytes:
    """Return an object that is no stream."""
    return b"%d 0 obj\n%s\nendobj\n" % (own, value)


def stream_object(own: int, entries: bytes, data: bytes) -> bytes:
    """Return a stream; ``entries`` are those of its dictionary but its length."""
    return b"%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        own,
        entries,
        len(data),
        data,
    )


def plain_row(place: int) -> bytes:
    """Return the cross-reference of an object that begins at ``place`` in the file."""
    return struct.pack(">BIH", _PLAIN, place, 0)


def packed_row(container: int, index: int) -> bytes:
    """Return the cross-reference of the object ``index`` inside an object stream."""
    return struct.pack(">BIH", _PACKED, container, index)


def free_row() -> bytes:
    """Return the cross-reference of an object that is not there."""
    return struct.pack(">BIH", 0, 0, 0xFFFF)


def text_string(text: str) -> bytes:
    """Return a text as a string object: ASCII as it is, everything else in UTF-16."""
    if text.isascii():
        plain = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(%s)" % plain.encode()
    return b"<feff%s>" % text.encode("utf-16-be").hex().encode()


def xml_text(text: str) -> bytes:
    """Return a text inside XML."""
    return escape(text).encode()


def object_stream(own: int, objects: Iterable[tuple[int, bytes]], level: int) -> bytes:
    """Return the stream that holds other objects (not streams), compressed together."""
    heads, bodies, place, count = [], [], 0, 0
    for held, value in objects:
        heads.append(b"%d %d" % (held, place))
        bodies.append(value)
        place += len(value) + 1
        count += 1
    head = b" ".join(heads) + b"\n"
    data = zlib.compress(head + b"\n".join(bodies), level)
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, len(head))
    return stream_object(own, entries, data)
