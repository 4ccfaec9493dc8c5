"""Wording that assessments keep by version, and what a panel's signed papers say."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from assessments.enums import Outcome
from certify.lib.canonical import canonical_json
from certify.papers import Letterhead, SignatureBlock

DECREE_NUMBER_PATTERN = "{seq}/LSP/SK-HASIL/{roman_month}/{year}"

# Offered beside "Belum"; anything else is typed. What other candidates lacked comes first.
REASON_CHIPS: tuple[str, ...] = (
    "Belum dilakukan",
    "Belum rapi",
    "Belum sesuai langkah kerja",
    "Masih perlu dibantu",
    "Alat belum dipakai dengan benar",
)


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of what both sides agree to before an assessment (FR.AK.01)."""

    version: str
    candidate_statements: tuple[str, ...]
    assessor_statements: tuple[str, ...]
    appeal: str


# A version that was agreed to stays here for ever: the consent row keeps only its name.
CONSENT_TEXTS: dict[str, ConsentText] = {
    text.version: text
    for text in (
        ConsentText(
            version="AK01-2026-1",
            candidate_statements=(
                "Saya bersedia dinilai hari ini oleh asesor yang menyapa saya.",
                "Saya tahu apa yang dinilai dan bagaimana caranya.",
                "Hasil penilaian dipakai untuk sertifikasi dan pengembangan keahlian saya.",
                "Hanya orang yang berwenang yang boleh melihat hasilnya.",
            ),
            assessor_statements=(
                "Saya menilai menurut kriteria skema ini, tanpa membeda-bedakan.",
                "Saya tidak membuka hasil penilaian kecuali kepada yang berwenang.",
                "Saya tidak melatih dan tidak punya hubungan keluarga dengan asesi ini.",
            ),
            appeal=(
                "Asesi boleh mengajukan banding kalau merasa penilaian tidak adil. Caranya: "
                "sampaikan kepada LSP secara lisan atau tertulis. Orang lain yang tidak menilai "
                "akan memeriksanya."
            ),
        ),
    )
}
CURRENT_CONSENT = CONSENT_TEXTS["AK01-2026-1"]


# Signed papers print by the wording they were made with for ever: new words are a new number and
# a new template beside the old one (assessments/views/papers.py).
MINUTES_WORDING = 1
DECREE_WORDING = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedLine:
    """One decision as a paper lists it."""

    number: int
    full_name: str
    scheme: str
    assessor: str
    met_number: str
    outcome: str
    reason: str
    follow_up: str

    @property
    def is_competent(self) -> bool:
        """K or BK."""
        return self.outcome == Outcome.COMPETENT


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponedLine:
    """One person about whom the panel decided nothing."""

    number: int
    full_name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """One member of the panel."""

    name: str
    is_chair: bool


@dataclass(frozen=True, kw_only=True)
class PanelPaper:
    """What the minutes and the decree of a panel both print.

    The register may change later (a name is corrected, a director leaves); a paper that was signed
    may not. So closing a panel and signing its decree copy all that is printed, letter head and
    all, and the paper is typeset from that copy alone, as a certificate is.
    """

    wording: int
    letterhead: Letterhead
    program: str
    held_on: dt.date
    place: str
    decisions: tuple[DecidedLine, ...]
    is_example: bool

    @property
    def competent(self) -> int:
        """How many are competent."""
        return sum(line.is_competent for line in self.decisions)

    @property
    def not_yet(self) -> int:
        """How many are not yet competent."""
        return len(self.decisions) - self.competent

    def to_json(self) -> str:
        """Return the canonical JSON: what is stored, and what the hash is taken over."""
        values = dataclasses.asdict(self)
        if self.letterhead.logo is not None:
            values["letterhead"]["logo"] = base64.b64encode(self.letterhead.logo).decode()
        return canonical_json(values).decode()


@dataclass(frozen=True, kw_only=True)
class MinutesContent(PanelPaper):
    """What the minutes of a panel say; the head of the trail is the panel's own."""

    body_name: str
    members: tuple[SeatLine, ...]
    postponed: tuple[PostponedLine, ...]

    @classmethod
    def from_json(cls, text: str) -> MinutesContent:
        """Return the content that ``to_json`` wrote."""
        values = _shared(text)
        values["members"] = tuple(SeatLine(**line) for line in values["members"])
        values["postponed"] = tuple(PostponedLine(**line) for line in values["postponed"])
        return cls(**values)


@dataclass(frozen=True, kw_only=True)
class DecreeContent(PanelPaper):
    """What a decree says; a draft has nobody who put it in force."""

    number: str
    decided_on: dt.date
    signature: SignatureBlock
    in_force_by: str = ""
    in_force_at: dt.datetime | None = None

    @property
    def is_draft(self) -> bool:
        """Not in force."""
        return self.in_force_at is None

    @property
    def schemes(self) -> list[str]:
        """The schemes of the list, each once."""
        return sorted({line.scheme for line in self.decisions})

    @classmethod
    def from_json(cls, text: str) -> DecreeContent:
        """Return the content that ``to_json`` wrote."""
        values = _shared(text)
        signature = values["signature"]
        if signature["signed_on"] is not None:
            signature["signed_on"] = dt.date.fromisoformat(signature["signed_on"])
        values["signature"] = SignatureBlock(**signature)
        values["decided_on"] = dt.date.fromisoformat(values["decided_on"])
        if values["in_force_at"] is not None:
            values["in_force_at"] = dt.datetime.fromisoformat(values["in_force_at"])
        return cls(**values)


def _shared(text: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(text)
    head = values["letterhead"]
    if head["logo"] is not None:
        head["logo"] = base64.b64decode(head["logo"], validate=True)
    values["letterhead"] = Letterhead(**head | {"lines": tuple(head["lines"])})
    values["held_on"] = dt.date.fromisoformat(values["held_on"])
    values["decisions"] = tuple(DecidedLine(**line) for line in values["decisions"])
    return values
