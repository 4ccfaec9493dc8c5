"""Two QR readers that are not ours, on the clean page and on bad prints of it."""

from __future__ import annotations

import io
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp
from judge_verdicts import Disagreement
from PIL import Image

if TYPE_CHECKING:
    from judge_batch import Batch, Paper

DPI = 150
LEAST_SHARE = 0.95  # of the bad prints (reliability.md C3); of clean ones, all
PAPER_WHITE = "white"


def _jpeg(picture: Image.Image) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=40)
    return Image.open(io.BytesIO(out.getvalue()))


def _small(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width * 6 // 10, picture.height * 6 // 10), Image.LANCZOS)


PRINTS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "grey": lambda picture: picture.convert("L"),
    "JPEG 40": _jpeg,
    "turned 2°": lambda picture: picture.rotate(2, Image.BICUBIC, fillcolor=PAPER_WHITE),
    "60 %": _small,
}


def _page(paper: Paper) -> Image.Image:
    document = pypdfium2.PdfDocument(paper.path)
    picture: Image.Image = document[0].render(scale=DPI / 72).to_pil().convert("RGB")
    document.close()
    return picture


def _zxing(picture: Image.Image, folder: Path) -> list[str]:
    del folder
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def _zbar(picture: Image.Image, folder: Path) -> list[str]:
    file = folder / "page.png"
    picture.save(file, compress_level=1)
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.split()


READERS: dict[str, Callable[[Image.Image, Path], list[str]]] = {"zxing": _zxing, "zbar": _zbar}


def _readings(paper: Paper, folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    clean = _page(paper)
    for reader, read in READERS.items():
        yield reader, "clean", read(clean, folder)
        for name, spoil in PRINTS.items():
            yield reader, name, read(spoil(clean), folder)


def codes(batch: Batch) -> str:
    """Read the code of every ordinary paper and every tenth hostile one, clean and spoiled.

    The clean page must be read by both readers, and nothing may ever be read wrongly.
    """
    papers = batch.papers[:40] + batch.papers[40::10]
    tried: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for paper in papers:
        for reader, print_, found in _readings(paper, batch.folder):
            tried[reader, print_] += 1
            seen[reader, print_] += found == [paper.content.verify_url]
            if found not in ([], [paper.content.verify_url]) or (print_ == "clean" and not found):
                raise Disagreement(paper.name, f"{reader} reads {found} from the {print_} page")
    for key, count in tried.items():
        if seen[key] < LEAST_SHARE * count:
            raise Disagreement("QR", f"{' on '.join(key)}: {seen[key]} of {count} are read")
    spoiled = {name: min(seen[reader, name] for reader in READERS) for name in PRINTS}
    words = ", ".join(f"{name} {count}" for name, count in spoiled.items())
    return f"zxing and zbar read all {len(papers)} at {DPI} dpi; of bad prints at least: {words}"
