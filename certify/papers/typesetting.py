"""The one place that drives WeasyPrint: what it may read, which letters it may use, what repeats.

A paper is typeset from HTML of our own with escaped values in it. Three rules hold for all of
them. Nothing is fetched: addresses outside the given folders and `data:` are refused, whatever the
HTML says. Every glyph comes from the fonts beside this module; a text that needs another font is
refused instead of printed as boxes or in whatever the machine has. And the same HTML gives the
same bytes, on any day and in any process.
"""

import dataclasses
import functools
import hashlib
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol
from xml.etree import ElementTree

import weasyprint
from PIL import ImageFile
from weasyprint import images, urls
from weasyprint.text import fonts as weasyprint_fonts

from certify.papers.attached import AttachedFile, attach
from certify.papers.refusals import NotPrintableError, letters_sentence

# WeasyPrint lets Pillow fill up broken pictures, in the whole process: uploads that were cut off
# would be taken as whole (reliability.md E12). Ours are encoded anew before they come here.
ImageFile.LOAD_TRUNCATED_IMAGES = False

# It tells every step of every paper at level INFO.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)

FONTS_FOLDER = Path(__file__).parent / "fonts"
FAMILIES = frozenset({"Canting Spectral", "Canting Jakarta"})
VARIANT = "pdf/a-3a"
CONTENT_TYPES = {
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}


class ClosedFetcher(urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Hands out files of the given folders and `data:` addresses, and refuses the rest.

    WeasyPrint's own fetcher opens any address and any local file (CVE-2025-68616 and others), and
    even limited to `file:` it would read the whole disk.
    """

    def __init__(self, *folders: Path) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> urls.URLFetcherResponse:
        """Return what is at ``url``; raises ``URLFetchingError`` outside the folders."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = self._inside(url)
        return urls.URLFetcherResponse(
            path.as_uri(), path.read_bytes(), {"Content-Type": CONTENT_TYPES[path.suffix]}
        )

    def _inside(self, url: str) -> Path:
        if url.startswith("file:///"):
            path = Path(urls.request.url2pathname(url.removeprefix("file://"))).resolve()
            if path.suffix in CONTENT_TYPES and any(
                path.is_relative_to(folder) for folder in self._folders
            ):
                return path
        raise urls.URLFetchingError(f"papers may not read {url}")


@functools.cache
def font_configuration() -> weasyprint_fonts.FontConfiguration:
    """Return this process's fonts: loading them for each paper would cost more than the paper."""
    return weasyprint_fonts.FontConfiguration()


@functools.cache
def stylesheet(path: Path) -> weasyprint.CSS:
    """Return the parsed style sheet at ``path``, parsed once in a process."""
    return weasyprint.CSS(
        filename=str(path),
        url_fetcher=ClosedFetcher(path.parent, FONTS_FOLDER),
        font_config=font_configuration(),
    )


@dataclasses.dataclass(frozen=True)
class Typesetter:
    """Turns HTML into PDF with one folder of templates, style sheets and pictures.

    ``drawings`` are SVG pictures that code draws; the HTML finds them as if they lay in the folder.
    ``own_style`` is a style sheet that code writes; it has the last word.
    """

    folder: Path
    style_sheets: tuple[str, ...]
    drawings: Mapping[str, str] = dataclasses.field(default_factory=dict)
    own_style: str = ""

    @functools.cached_property
    def _own_styles(self) -> list[weasyprint.CSS]:
        if not self.own_style:
            return []
        return [
            weasyprint.CSS(
                string=self.own_style,
                url_fetcher=self._fetcher,
                font_config=font_configuration(),
            )
        ]

    @functools.cached_property
    def _fetcher(self) -> ClosedFetcher:
        return ClosedFetcher(self.folder)

    @functools.cached_property
    def _drawings(self) -> "dict[str, DrawnOnce]":
        return {
            self._base + name: DrawnOnce(self.picture(drawing))
            for name, drawing in self.drawings.items()
        }

    @property
    def _base(self) -> str:
        return self.folder.as_uri() + "/"

    def pdf(self, document: str, *, attached: AttachedFile | None = None) -> bytes:
        """Typeset ``document``, a whole HTML page; raises ``NotPrintableError``.

        The result is PDF/A-3a: tagged, archivable, with its fonts inside, and with the file
        ``attached`` to it as it is.
        """
        rendered = self.laid_out(document)
        content = hashlib.sha256(document.encode() + (attached.data if attached else b""))
        written: bytes = rendered.write_pdf(
            pdf_variant=VARIANT,
            pdf_identifier=content.hexdigest()[:32].encode(),
            finisher=(lambda _, pdf: attach(pdf, attached)) if attached else None,
        )
        refuse_foreign_letters(rendered.fonts.values())
        return written

    def laid_out(
        self, document: str, *, pictures: "Mapping[str, Picture] | None" = None
    ) -> weasyprint.Document:
        """Lay ``document`` out in pages, not yet drawn; ``pictures`` stand for their addresses."""
        return weasyprint.HTML(
            string=document, base_url=self._base, url_fetcher=self._fetcher
        ).render(
            font_config=font_configuration(),
            stylesheets=[
                stylesheet(FONTS_FOLDER / "fonts.css"),
                *(stylesheet(self.folder / name) for name in self.style_sheets),
                *self._own_styles,
            ],
            # A dictionary of its own each time: the pictures of one paper are not kept.
            cache={**self._drawings, **(pictures or {})},
            pdf_variant=VARIANT,
        )

    def picture(self, svg: str) -> "Picture":
        """Return an SVG drawing of ours as a picture that can draw itself."""
        return images.SVGImage(  # type: ignore[no-any-return]  # WeasyPrint ships no types
            ElementTree.fromstring(svg),  # noqa: S314 -- drawn by us
            self._base,
            self._fetcher,
            None,
        )


class Picture(Protocol):
    """A picture as WeasyPrint asks it to draw itself."""

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, ...]:
        """Return width, height and their ratio."""

    def draw(self, stream: Any, width: float, height: float, style: object) -> None:
        """Draw on a page's stream of PDF operators."""


class DrawnOnce:
    """An opaque drawing whose PDF operators are kept after the first time.

    WeasyPrint walks through every path of an SVG again for every document; for the batik of a
    certificate that was a third of the time.
    """

    def __init__(self, picture: Picture) -> None:
        self.get_intrinsic_size = picture.get_intrinsic_size
        self._picture = picture
        self._drawn: dict[tuple[float, float], bytes] = {}

    def draw(self, stream: Any, width: float, height: float, style: object) -> None:
        """Draw by repeating what was drawn before at this size."""
        # The kept operators name these two states, so the page must know them.
        stream.set_alpha(1.0)
        stream.set_alpha(1.0, stroke=True)
        if (width, height) in self._drawn:
            stream.stream.append(self._drawn[width, height])
            return
        start = len(stream.stream)
        self._picture.draw(stream, width, height, style)
        self._drawn[width, height] = b"\n".join(stream.stream[start:])


class UsedFont(Protocol):
    """A font of a finished document, as WeasyPrint counts its letters."""

    family: str
    missing: Mapping[int, int]
    to_unicode: Mapping[int, str]


def refuse_foreign_letters(used: Iterable[UsedFont]) -> None:
    """Raise ``NotPrintableError`` when a document used letters that are not of our fonts."""
    for font in used:
        letters = {chr(code) for code in font.missing}
        if font.family not in FAMILIES:
            letters |= set("".join(font.to_unicode.values()))
        if letters:
            raise NotPrintableError(letters_sentence("Kertas ini", sorted(letters)))
