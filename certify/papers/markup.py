"""Text and pictures inside the HTML that becomes a paper."""

import base64
import functools
import html
import io

from PIL import Image

# Decoding is the typesetter's; these bounds keep a small file from becoming a large picture.
LARGEST_SIDE = 4_000
FORMATS = ("JPEG", "PNG")


def text(value: object) -> str:
    """Return ``value`` as text inside HTML: whatever it says, it is never markup."""
    return html.escape(str(value), quote=True)


def is_picture(data: bytes) -> bool:
    """Say whether ``data`` is a JPEG or PNG of a size that a paper can use."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            return max(picture.size) <= LARGEST_SIDE
    except (OSError, ValueError, Image.DecompressionBombError):
        return False


@functools.lru_cache(maxsize=16)
def is_whole_picture(data: bytes) -> bool:
    """Say whether every pixel of a picture can be read, too: half a file has a whole head.

    For logos, which stand on many papers: the answer is kept.
    """
    if not is_picture(data):
        return False
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def picture(data: bytes | None, *, classes: str, called: str) -> str:
    """Return an image element holding ``data``, or nothing when there is no picture."""
    if data is None:
        return ""
    kind = "jpeg" if data.startswith(b"\xff\xd8") else "png"
    return f'<img class="{classes}" alt="{text(called)}" src="{data_address(kind, data)}">'


def drawing(svg: str, *, classes: str, called: str) -> str:
    """Return an image element holding an SVG drawing of ours, with its meaning for readers."""
    source = data_address("svg+xml", svg.encode())
    return f'<img class="{classes}" alt="{text(called)}" src="{source}">'


def data_address(kind: str, data: bytes) -> str:
    """Return ``data`` as a `data:` address, safe inside an attribute and inside `url()`."""
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
