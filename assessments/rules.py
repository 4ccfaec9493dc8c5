"""Judgements on plain values: ties that block, tallies that inform, what a conclusion needs."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.enums import AgencyStatus, AssessmentStatus, MarkValue, Outcome
from certify.lib.text import words_key

PANEL_QUORUM = 3
# A photograph of the work goes over a village's network and is looked at on a projector.
PHOTO_SIDE = 1600
PHOTO_BYTES = 150_000
MOST_PHOTOS = 12
_LEGAL_FORMS = frozenset({"ud", "cv", "pt", "tb", "toko", "usaha", "koperasi", "kub", "ukm"})
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def business_key(name: str) -> str:
    """Give one form for two spellings of a business: «UD. Sekar Jati» and «sekar jati»."""
    return " ".join(word for word in words_key(name).split() if word not in _LEGAL_FORMS)


def same_business(one: str, other: str) -> bool:
    """Tell whether two names mean one business; nothing written means nothing known."""
    return bool(business_key(one)) and business_key(one) == business_key(other)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many criteria were marked which way. Information only: no outcome follows from it."""

    met: int = 0
    not_yet: int = 0
    total: int = 0

    @property
    def marked(self) -> int:
        """Criteria that carry a mark."""
        return self.met + self.not_yet

    @property
    def open(self) -> int:
        """Criteria still without a mark."""
        return self.total - self.marked

    @property
    def is_complete(self) -> bool:
        """Every criterion is marked, and there is at least one."""
        return self.total > 0 and self.open == 0

    @property
    def words(self) -> str:
        """The three-way state of ux.md S5."""
        if self.marked == 0:
            return "Belum"
        return "Selesai" if self.is_complete else f"Sebagian {self.marked}/{self.total}"

    def __add__(self, other: "Tally") -> "Tally":
        """Put two tallies together."""
        return Tally(self.met + other.met, self.not_yet + other.not_yet, self.total + other.total)


def tally(values: Iterable[str]) -> Tally:
    """Count marks; an empty value is an open criterion."""
    listed = list(values)
    return Tally(
        met=listed.count(MarkValue.MET), not_yet=listed.count(MarkValue.NOT_YET), total=len(listed)
    )


def recommendation_fault(
    *,
    outcome: str,
    unit_outcomes: Mapping[str, str],
    units: Iterable[str],
    note: str,
    follow_up: str,
) -> str:
    """Say what a recommendation still lacks; empty when it is whole (FR.AK.02).

    The assessor states every unit and the whole; this only asks that the two statements agree.
    """
    missing = [unit for unit in units if unit_outcomes.get(unit) not in Outcome.values]
    if missing:
        return f"Pilih K atau BK untuk setiap unit. Belum dipilih: {len(missing)} unit."
    some_not_yet = Outcome.NOT_YET_COMPETENT in unit_outcomes.values()
    if outcome == Outcome.COMPETENT and some_not_yet:
        return (
            "Ada unit yang Anda nyatakan belum kompeten, sedangkan rekomendasinya kompeten. "
            "Samakan dulu keduanya."
        )
    if outcome == Outcome.NOT_YET_COMPETENT and not some_not_yet:
        return "Tunjukkan unit mana yang belum kompeten. Pilih BK pada unit itu."
    if outcome == Outcome.NOT_YET_COMPETENT and not (note.strip() and follow_up.strip()):
        return "Rekomendasi belum kompeten perlu catatan dan tindak lanjut."
    return ""


_AGENCY: dict[str, AgencyStatus] = {
    AssessmentStatus.RECOMMENDED: AgencyStatus.ASSESSED,
    AssessmentStatus.DECIDED: AgencyStatus.ASSESSED,
    AssessmentStatus.ABSENT: AgencyStatus.ABSENT,
    AssessmentStatus.WITHDRAWN: AgencyStatus.WITHDRAWN,
}


def agency_status(*, status: str, outcome: str) -> AgencyStatus:
    """Reduce an assessment to what its agency may know; K or BK only with the decree in force."""
    if status == AssessmentStatus.IN_FORCE:
        return AgencyStatus(outcome)
    return _AGENCY.get(status, AgencyStatus.NOT_YET_ASSESSED)


def decree_number(pattern: str, *, sequence: int, day: dt.date) -> str:
    """Fill ``{seq}``, ``{roman_month}`` and ``{year}``; other text stays as it is."""
    return (
        pattern.replace("{seq}", f"{sequence:03}")
        .replace("{roman_month}", _ROMAN[day.month - 1])
        .replace("{year}", str(day.year))
    )
