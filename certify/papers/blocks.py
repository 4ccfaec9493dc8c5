"""Letter head and signature block, the two ends of every official Indonesian letter."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from certify.lib import dates
from certify.papers.markup import picture, text

EMPTY_LINE = "\N{NO-BREAK SPACE}"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Letterhead:
    """An organization's *kop surat*: logo, name lines, address, and the double rule below.

    ``lines`` go from the larger house to the one that writes, e.g. "Pemerintah Kabupaten Jombang",
    "Dinas Perdagangan dan Perindustrian"; the last one is set largest.
    """

    lines: tuple[str, ...]
    address: str = ""
    contact: str = ""
    logo: bytes | None = None

    def __html__(self) -> str:
        """Return the letter head as HTML, for templates."""
        *above, name = self.lines
        small = "".join(f"<p>{text(line)}</p>" for line in (self.address, self.contact) if line)
        return (
            '<header class="letterhead">'
            f"{picture(self.logo, classes='letterhead-logo', called='Logo')}"
            '<div class="letterhead-words">'
            f"{''.join(f'<p class=letterhead-above>{text(line)}</p>' for line in above)}"
            f'<p class="letterhead-name">{text(name)}</p>'
            f'<div class="letterhead-small">{small}</div>'
            "</div></header>"
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class SignatureBlock:
    """Who signs: place and date, position, room for pen and stamp, name, rank and NIP."""

    position: str
    name: str
    city: str = ""
    signed_on: dt.date | None = None
    opening: str = ""
    body: str = ""
    rank: str = ""
    nip: str = ""

    def __html__(self) -> str:
        """Return the block as HTML, for templates."""
        return self.html(lines_above=len(self.above()))

    def above(self) -> list[str]:
        """Return the lines above the room for the pen."""
        day = dates.long_date(self.signed_on) if self.signed_on else ""
        place_and_date = ", ".join(part for part in (self.city, day) if part)
        lines = (self.opening, place_and_date, self.position, self.body)
        return [line for line in lines if line]

    def html(self, *, lines_above: int) -> str:
        """Return the block with empty lines on top until ``lines_above`` stand above the room."""
        above = self.above()
        above = [EMPTY_LINE] * (lines_above - len(above)) + above
        below = [self.rank, f"NIP {self.nip}" if self.nip else ""]
        return (
            '<div class="signature">'
            f"{''.join(f'<p>{text(line)}</p>' for line in above)}"
            '<div class="signature-room"></div>'
            f'<p class="signature-name">{text(self.name)}</p>'
            f"{''.join(f'<p>{text(line)}</p>' for line in below if line)}"
            "</div>"
        )


@dataclasses.dataclass(frozen=True)
class SignatureRow:
    """Several who sign the same paper, two side by side; the last of an odd number on the right.

    Their rooms for the pen stand on one line, however many lines each has above it.
    """

    blocks: Sequence[SignatureBlock]

    def __html__(self) -> str:
        """Return the blocks as HTML, for templates."""
        pairs = [self.blocks[at : at + 2] for at in range(0, len(self.blocks), 2)]
        return f'<div class="all-signatures">{"".join(map(_pair, pairs))}</div>'


def _pair(blocks: Sequence[SignatureBlock]) -> str:
    lines = max(len(block.above()) for block in blocks)
    return (
        '<div class="signatures">'
        f"{''.join(block.html(lines_above=lines) for block in blocks)}</div>"
    )
