"""Letter head and signature block, the two ends of every official Indonesian letter."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from certify.lib import dates
from certify.papers.markup import picture, text


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
        nip = f"NIP {self.nip}" if self.nip else ""
        before = (self.opening, self._place_and_date(), self.position, self.body)
        return (
            '<div class="signature">'
            f"{''.join(f'<p>{text(line)}</p>' for line in before if line)}"
            '<div class="signature-room"></div>'
            f'<p class="signature-name">{text(self.name)}</p>'
            f"{''.join(f'<p>{text(line)}</p>' for line in (self.rank, nip) if line)}"
            "</div>"
        )

    def _place_and_date(self) -> str:
        day = dates.long_date(self.signed_on) if self.signed_on else ""
        return ", ".join(part for part in (self.city, day) if part)


@dataclasses.dataclass(frozen=True)
class SignatureRow:
    """Several who sign the same paper, side by side; one alone stands on the right."""

    blocks: Sequence[SignatureBlock]

    def __html__(self) -> str:
        """Return the blocks as HTML, for templates."""
        return f'<div class="signatures">{"".join(block.__html__() for block in self.blocks)}</div>'
