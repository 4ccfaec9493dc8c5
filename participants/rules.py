"""Judgements on plain values: a photograph made safe to keep."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from certify.lib.errors import InvalidInputError

# Twice what a certificate prints, 3 by 4 cm at 600 dots an inch: sharp, and no more than needed.
LARGEST_SIDE = 944
MOST_PIXELS = 25_000_000
FORMATS = ("JPEG", "PNG")
QUALITY = 85


def portrait(raw: bytes) -> bytes:
    """Re-encode a photograph as a JPEG of at most 944 pixels a side, without its metadata.

    The size is read from the header and checked before a single pixel is decoded
    (reliability E3); position, camera and thumbnails in EXIF are left behind.

    Raises:
        InvalidInputError: it is neither JPEG nor PNG, damaged, or too large.
    """
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise InvalidInputError(_too_large(width, height))
            upright = ImageOps.exif_transpose(image)
            return _jpeg(upright)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        sentence = "Foto ini tidak terbaca. Pakai foto JPEG atau PNG langsung dari HP atau kamera."
        raise InvalidInputError(sentence) from error


def _too_large(width: int, height: int) -> str:
    millions = width * height // 1_000_000
    return (
        f"Foto ini {millions} juta titik; paling besar 25 juta. "
        "Perkecil dulu, atau ambil dengan ukuran sedang."
    )


def _jpeg(image: Image.Image) -> bytes:
    plain = Image.new("RGB", image.size, "white")
    # A transparent PNG is laid on white; everything else simply loses its color profile.
    colored = image.convert("RGBA")
    plain.paste(colored, mask=colored.getchannel("A"))
    plain.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
