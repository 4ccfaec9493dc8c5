"""A page as readers of QR codes get it: at a resolution, clean or spoiled (reliability.md C3)."""

import io
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image

LEAST_SHARE = 0.95  # of the spoiled pages; of the clean ones, all
PAPER_WHITE = "white"
Spoil = Callable[[Image.Image], Image.Image]


def page(pdf: bytes | Path, *, dpi: int) -> Image.Image:
    """Return the front of a certificate as a picture."""
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return picture


def _jpeg(picture: Image.Image) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=40)
    return Image.open(io.BytesIO(out.getvalue()))


def _noisy(picture: Image.Image) -> Image.Image:
    grey = picture.convert("L")
    grain = random.Random(0).randbytes(grey.width * grey.height)  # the same for every page
    # Thirteen of 255 levels to either side, as in a dim hall; zbar gives up at twice as much.
    return Image.blend(grey, Image.frombytes("L", grey.size, grain), 0.1)


def shrunk(picture: Image.Image, *, percent: int) -> Image.Image:
    """Return a picture at so many percent of its size."""
    size = (picture.width * percent // 100, picture.height * percent // 100)
    return picture.resize(size, Image.LANCZOS)


SPOILED: dict[str, Spoil] = {
    "grey": lambda picture: picture.convert("L"),
    "JPEG 40": _jpeg,
    "noise": _noisy,
    "turned 2°": lambda picture: picture.rotate(2, Image.BICUBIC, fillcolor=PAPER_WHITE),
    "60 %": lambda picture: shrunk(picture, percent=60),
}


def zxing(picture: Image.Image, folder: Path) -> list[str]:
    """Return what ZXing reads."""
    del folder
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def zbar(picture: Image.Image, folder: Path) -> list[str]:
    """Return what ZBar reads; the picture is left in a folder for it."""
    file = folder / "page.png"
    picture.save(file, compress_level=1)
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.split()


READERS: dict[str, Callable[[Image.Image, Path], list[str]]] = {"zxing": zxing, "zbar": zbar}
