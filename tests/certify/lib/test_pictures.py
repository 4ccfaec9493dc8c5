"""Photographs made light; what makes them safe is told in tests/participants/test_rules.py."""

import io
import random

from PIL import Image

from certify.lib import pictures


def noisy(width: int, height: int) -> bytes:
    """A picture that no encoder makes small."""
    image = Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


def test_grain_and_size_are_taken_back_until_it_fits():
    raw = noisy(1600, 1200)

    light = pictures.photograph(raw, largest_side=1600, most_bytes=150_000)

    assert len(raw) > 1_000_000
    assert len(light) <= 150_000
    assert Image.open(io.BytesIO(light)).size == (800, 600)


def test_a_light_picture_keeps_its_size():
    plain = io.BytesIO()
    Image.new("RGB", (1600, 1200), "red").save(plain, "JPEG")

    kept = pictures.photograph(plain.getvalue(), largest_side=1600, most_bytes=150_000)

    assert Image.open(io.BytesIO(kept)).size == (1600, 1200)


def test_what_hangs_on_behind_is_gone():
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "JPEG")
    polyglot = out.getvalue() + b"<script>alert(1)</script>PK\x03\x04"

    assert b"script" not in pictures.photograph(polyglot, largest_side=1600)


def test_a_scan_with_65536_greys_keeps_its_greys():
    scan = Image.new("I;16", (256, 40))
    for x in range(256):
        scan.paste(x * 257, (x, 0, x + 1, 40))
    raw = io.BytesIO()
    scan.save(raw, "PNG")

    kept = Image.open(io.BytesIO(pictures.photograph(raw.getvalue(), largest_side=1000)))

    greys = [kept.getpixel((x, 20))[0] for x in range(256)]
    assert max(abs(grey - x) for x, grey in enumerate(greys)) <= 4
