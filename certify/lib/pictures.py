"""Photographs made safe to keep: re-encoded, without metadata, no larger than asked."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from certify.lib.errors import InvalidInputError

MOST_PIXELS = 25_000_000
FORMATS = ("JPEG", "PNG")
QUALITY = 85
# Tried in this order until a picture is light enough: finer grain goes first, then size.
LIGHTER = ((1, 70), (1, 55), (0.8, 60), (0.64, 60), (0.5, 55), (0.4, 50))


def photograph(raw: bytes, *, largest_side: int, most_bytes: int | None = None) -> bytes:
    """Re-encode a photograph as a JPEG of at most so many pixels a side, without its metadata.

    The size is read from the header and checked before a single pixel is decoded
    (reliability E3, E12); position, camera, thumbnails in EXIF and whatever was hung on behind
    are left behind. With ``most_bytes`` grain and size are taken back until it fits.

    Raises:
        InvalidInputError: it is neither JPEG nor PNG, damaged, or too large.
    """
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise InvalidInputError(_too_large(width, height))
            plain = _plain(ImageOps.exif_transpose(image))
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        sentence = "Foto ini tidak terbaca. Pakai foto JPEG atau PNG langsung dari HP atau kamera."
        raise InvalidInputError(sentence) from error
    made = _jpeg(plain, largest_side, QUALITY)
    for part, quality in LIGHTER:
        if most_bytes is None or len(made) <= most_bytes:
            break
        made = _jpeg(plain, int(largest_side * part), quality)
    return made


def _too_large(width: int, height: int) -> str:
    millions = width * height // 1_000_000
    return (
        f"Foto ini {millions} juta titik; paling besar 25 juta. "
        "Perkecil dulu, atau ambil dengan ukuran sedang."
    )


def in_eight_bits(image: Image.Image) -> Image.Image:
    """Give a scan with 65,536 greys in 256, as it looks: Pillow's own conversion cuts to white."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")


def _plain(image: Image.Image) -> Image.Image:
    plain = Image.new("RGB", image.size, "white")
    # A transparent PNG is laid on white; everything else simply loses its color profile.
    colored = in_eight_bits(image).convert("RGBA")
    plain.paste(colored, mask=colored.getchannel("A"))
    return plain


def _jpeg(plain: Image.Image, side: int, quality: int) -> bytes:
    small = plain.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
