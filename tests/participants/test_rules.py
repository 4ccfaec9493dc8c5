import io
import struct
import zlib

import pytest
from PIL import Image

from certify.lib.errors import InvalidInputError
from participants import rules


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(raw))


def test_large_photo_is_made_small_in_its_proportions():
    made = opened(rules.portrait(encoded(Image.new("RGB", (3000, 4000), "red"), "JPEG")))

    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (708, 944))


def test_small_photo_keeps_its_size():
    made = opened(rules.portrait(encoded(Image.new("RGB", (300, 400), "red"), "PNG")))

    assert made.size == (300, 400)


def test_position_and_camera_are_left_behind():
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    exif.get_ifd(0x8825)[1] = "S"
    raw = encoded(Image.new("RGB", (30, 40), "red"), "JPEG", exif=exif)
    assert b"Kamera" in raw

    made = rules.portrait(raw)

    assert (dict(opened(made).getexif()), b"Exif" in made) == ({}, False)


def test_photo_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    raw = encoded(Image.new("RGB", (40, 30), "red"), "JPEG", exif=exif)

    assert opened(rules.portrait(raw)).size == (30, 40)


def test_transparent_becomes_white():
    made = opened(rules.portrait(encoded(Image.new("RGBA", (20, 20), (255, 0, 0, 0)), "PNG")))

    assert all(value > 250 for value in made.getpixel((10, 10)))


def pixel_bomb() -> bytes:
    """A PNG of a few bytes that claims 30,000 × 30,000 points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "tidak terbaca"),
        (b"bukan foto", "tidak terbaca"),
        (encoded(Image.new("RGB", (5, 5)), "GIF"), "tidak terbaca"),
        (encoded(Image.new("RGB", (300, 300), "red"), "JPEG")[:200], "tidak terbaca"),
        (b"%PDF-1.7", "tidak terbaca"),
        (pixel_bomb(), "tidak terbaca|juta titik"),
        (encoded(Image.new("L", (5001, 5000)), "PNG"), "25 juta titik"),
    ],
    ids=["empty", "text", "gif", "cut off", "pdf", "pixel bomb", "too large"],
)
def test_anything_else_is_refused(raw, said):
    with pytest.raises(InvalidInputError, match=said):
        rules.portrait(raw)
