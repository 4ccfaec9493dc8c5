"""Plain values that participants' operations take and give."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What is known of a person, as typed and already checked for its form."""

    full_name: str
    nik: str
    birth_place: str
    birth_date: date
    sex: str
    address: str
    village: int | None = None
    village_name: str = ""
    district_name: str = ""
    phone: str = ""
    phone_note: str = ""
    education: str = ""
    business_name: str = ""
    years_in_business: int | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One row that a bulk act did not touch, and why."""

    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The outcome of a bulk act: how many were done, and who was left out for what reason."""

    done: int
    left_out: tuple[LeftOut, ...] = field(default_factory=tuple)

    def sentence(self, act: str) -> str:
        """Say it in words: ``act`` is a passive verb with its object ("permohonan dikirim")."""
        said = f"{self.done} {act}."
        if not self.left_out:
            return said
        shown = "; ".join(f"{row.label}: {row.reason}" for row in self.left_out[:SHOWN])
        more = len(self.left_out) - SHOWN
        rest = f" Dan {more} lagi." if more > 0 else ""
        return f"{said} {len(self.left_out)} tidak diikutkan. {shown}{rest}"


SHOWN = 5
