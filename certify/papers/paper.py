"""One function makes every letter, list and minute a PDF."""

import datetime as dt
import enum
import functools
import string
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from certify.papers.blocks import Letterhead, SignatureBlock, SignatureRow
from certify.papers.markup import text

if TYPE_CHECKING:
    from certify.papers.typesetting import Typesetter

_FOLDER = Path(__file__).parent / "templates"


class Orientation(enum.StrEnum):
    """How an A4 sheet lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@functools.cache
def _template() -> string.Template:
    return string.Template((_FOLDER / "paper.html").read_text(encoding="utf-8"))


@functools.cache
def _typesetter(orientation: Orientation) -> "Typesetter":
    # Typesetting takes half a second and 57 MB to load: only a process that prints pays for it.
    from certify.papers.typesetting import Typesetter  # noqa: PLC0415 -- see above

    return Typesetter(folder=_FOLDER, style_sheets=("paper.css", f"{orientation.value}.css"))


def render_paper(
    html_body: str,
    *,
    title: str,
    dated_on: dt.date,
    letterhead: Letterhead | None = None,
    signatures: Sequence[SignatureBlock] = (),
    orientation: Orientation = Orientation.PORTRAIT,
    is_example: bool = False,
) -> bytes:
    """Return the paper as PDF with "Halaman 1 dari 2" at its foot; same values, same bytes.

    ``html_body`` is markup from a template of ours, escaped there; everything else is plain text.
    ``dated_on`` is the paper's own day and becomes the file's date. ``is_example`` prints CONTOH
    across every page. Raises ``NotPrintableError`` when our fonts lack a letter.
    """
    page = _template().substitute(
        title=text(title),
        created=dated_on.isoformat(),
        mark='<div class="mark">CONTOH</div>' if is_example else "",
        letterhead=letterhead.__html__() if letterhead else "",
        body=html_body,
        signatures=SignatureRow(signatures).__html__() if signatures else "",
    )
    return _typesetter(orientation).pdf(page)
