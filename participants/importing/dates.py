"""Birth dates as lists write them, and what the NIK knows about them."""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from certify.lib import nik as niks
from certify.lib.text import tidy

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari pebruari feb peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agt agu ags agust aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nopember nov nop",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split(" ")
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00)?)?")
_DIGITS = re.compile(r"(\d{1,2})\s*[-/.,\s]\s*(\d{1,2})\s*[-/.,\s]\s*(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})[\s\-/.]*([A-Za-z]{3,9})[\s\-/.,]*(\d{4}|\d{2})")
_SQUEEZED = re.compile(r"(\d{2})(\d{2})(\d{4})")
_PLACE = re.compile(r"([^\d]*?)[\s,./;:\-]*(\d.*)?", re.DOTALL)
_CENTURY = 100
_MONTHS_IN_YEAR = 12
YOUNGEST = 10
LIKELY_OLDEST = 100
OLDEST = 120
_EXCEL_DAY_ZERO = datetime.date(1899, 12, 30)
_SERIALS = range(3_000, 60_000)  # 1908 to 2064


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written; ``year`` may have two digits only."""

    day: int
    month: int
    year: int
    has_century: bool

    def on(self, year: int) -> datetime.date | None:
        """Give the day in a full year; None when the calendar has no such day."""
        try:
            return datetime.date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def swapped(self) -> "Written | None":
        """Give the reading with day and month changed over; None when there is none."""
        if self.day > _MONTHS_IN_YEAR or self.day == self.month:
            return None
        return Written(self.month, self.day, self.year, self.has_century)

    def agrees_with(self, parts: niks.NikParts) -> bool:
        """Tell whether the birth digits of a NIK name the same day."""
        return (self.day, self.month, self.year % _CENTURY) == (
            parts.birth_day,
            parts.birth_month,
            parts.birth_year,
        )


@lru_cache(maxsize=32_768)
def read(text: str) -> Written | None:
    """Read one written date, day before month as Indonesians write; None when it is none."""
    plain = tidy(text).strip(" ,.;")
    if found := _ISO.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
        return _written(day, month, year, has_century=True)
    if found := _DIGITS.fullmatch(plain) or _SQUEEZED.fullmatch(plain):
        day, month, year = (int(part) for part in found.groups())
        return _written(day, month, year, has_century=len(found[3]) == len("1961"))
    if found := _WORDS.fullmatch(plain):
        month_named = _MONTHS.get(found[2].lower())
        if month_named is None:
            return None
        has_century = len(found[3]) == len("1961")
        return _written(int(found[1]), month_named, int(found[3]), has_century=has_century)
    return None


def _written(day: int, month: int, year: int, *, has_century: bool) -> Written | None:
    written = Written(day, month, year, has_century)
    # 2000 and 1996 have a 29 February: a two-digit year is judged by the century that has one.
    years = (year,) if has_century else (1900 + year, 2000 + year)
    return written if any(written.on(each) for each in years) else None


def split_place(text: str) -> tuple[str, str]:
    """Cut «Lamongan, 03-09-1969» into place and date; either may be missing."""
    found = _PLACE.fullmatch(tidy(text))
    if found is None:
        return "", text
    return found[1].strip(" ,./;:-"), (found[2] or "").strip()


def candidates(written: Written, *, today: datetime.date) -> list[datetime.date]:
    """List the days a written date can mean for somebody who takes part today, likeliest first."""
    years = [written.year] if written.has_century else [1900 + written.year, 2000 + written.year]
    days = [day for year in years if (day := written.on(year)) is not None]
    if written.has_century:
        return days
    return [day for day in days if YOUNGEST <= age(day, today=today) <= LIKELY_OLDEST]


def age(born_on: datetime.date, *, today: datetime.date) -> int:
    """Count the full years."""
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return today.year - born_on.year - (not had_birthday)


def from_serial(number: str) -> datetime.date | None:
    """Read a date that lost its format and shows as Excel's day number."""
    if not number.isdigit() or int(number) not in _SERIALS:
        return None
    return _EXCEL_DAY_ZERO + datetime.timedelta(days=int(number))
