"""Desa and kecamatan: read out of an address, checked against the region table."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from certify.lib.text import tidy, words_key

_STOP = (
    r"(?=\s*(?:$|[,;/]|\b(?:kec|kab|kota|prov|rt|rw|ds|desa|kel|kelurahan|dsn|dusun|jl|kode)\b))"
)
_DISTRICT = re.compile(
    r"[,;/\s]*\b(?:kecamatan|kec)\b[\s.:]*(?P<name>[^\W\d].*?)" + _STOP, re.IGNORECASE
)
_VILLAGE = re.compile(
    r"[,;/\s]*\b(?:desa|ds|kelurahan|kel|desa/kel(?:urahan)?)\b[\s.:]*(?P<name>[^\W\d].*?)" + _STOP,
    re.IGNORECASE,
)
_REGENCY = re.compile(r"[,;/\s]*\b(?:kabupaten|kab)\b[\s.:]*jombang\b\.?", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:desa|ds|kelurahan|kel|kecamatan|kec)\b[\s.:]*", re.IGNORECASE)
_ALIKE = 0.75
_SUGGESTIONS = 4


@dataclass(frozen=True, slots=True)
class Split:
    """An address with desa and kecamatan taken out of it."""

    address: str
    village: str
    district: str


def split_address(text: str) -> Split:
    """Cut «Dsn. Kauman RT 001 RW 006 Ds. Wonosalam Kec. Wonosalam» into its parts.

    What is not desa or kecamatan stays in the address; «Kab. Jombang» after them says nothing new.
    """
    rest = tidy(text)
    found = {"district": "", "village": ""}
    for part, pattern in (("district", _DISTRICT), ("village", _VILLAGE)):
        # The last one: «Jl. Desa Baru 3, Kel. Kaliwungu» names a street before the village.
        for match in list(pattern.finditer(rest))[-1:]:
            found[part] = match["name"].strip(" .,;:")
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    if found["district"]:
        rest = _REGENCY.sub("", rest)
    return Split(tidy(rest).strip(" ,;/"), found["village"], found["district"])


@dataclass(frozen=True, slots=True)
class Place:
    """A village of the region table."""

    key: int
    village: str
    district: str

    def __str__(self) -> str:
        """Village and district as on the screen."""
        return f"{self.village}, Kec. {self.district}"


class PlaceFault(StrEnum):
    """What the region table says against a place."""

    UNKNOWN_DISTRICT = "unknown_district"
    UNKNOWN_VILLAGE = "unknown_village"
    OTHER_DISTRICT = "other_district"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Finding:
    """The place found, or why not and what it may have been."""

    place: Place | None = None
    fault: PlaceFault | None = None
    suggestions: tuple[Place, ...] = ()


class Places:
    """The region table, searched by the names that people write."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Index the table."""
        self._by_name: dict[str, list[Place]] = {}
        self._by_district: dict[str, list[Place]] = {}
        self._by_key: dict[int, Place] = {}
        self._found: dict[tuple[str, str], Finding] = {}
        for place in places:
            self._by_name.setdefault(_key(place.village), []).append(place)
            self._by_district.setdefault(_key(place.district), []).append(place)
            self._by_key[place.key] = place

    def __bool__(self) -> bool:
        """Tell whether there is a table to check against."""
        return bool(self._by_key)

    def get(self, key: int) -> Place | None:
        """Give the place with a key."""
        return self._by_key.get(key)

    def find(self, village: str, district: str) -> Finding:
        """Look a place up; the same words are looked up once."""
        asked = (village, district)
        if asked not in self._found:
            self._found[asked] = self._find(_key(village), _key(district))
        return self._found[asked]

    def _find(self, village: str, district: str) -> Finding:
        named = self._by_name.get(village, [])
        exact = [place for place in named if _key(place.district) == district]
        if exact:
            return Finding(exact[0])
        if not district:
            return self._without_district(village, named)
        if district not in self._by_district:
            return Finding(None, PlaceFault.UNKNOWN_DISTRICT, tuple(named[:_SUGGESTIONS]))
        if named:
            near = self._alike(village, self._by_district[district])
            return Finding(None, PlaceFault.OTHER_DISTRICT, tuple([*named, *near][:_SUGGESTIONS]))
        near = self._alike(village, self._by_district[district])
        return Finding(None, PlaceFault.UNKNOWN_VILLAGE, tuple(near[:_SUGGESTIONS]))

    def _without_district(self, village: str, named: list[Place]) -> Finding:
        if len(named) == 1:
            return Finding(named[0])
        if named:
            return Finding(None, PlaceFault.SEVERAL, tuple(named))
        everywhere = [place for places in self._by_district.values() for place in places]
        near = self._alike(village, everywhere)
        return Finding(None, PlaceFault.UNKNOWN_VILLAGE, tuple(near[:_SUGGESTIONS]))

    def _alike(self, village: str, places: list[Place]) -> list[Place]:
        by_key = {_key(place.village): place for place in places}
        close = difflib.get_close_matches(village, by_key, n=_SUGGESTIONS, cutoff=_ALIKE)
        return [by_key[key] for key in close]


def _key(name: str) -> str:
    return words_key(_PREFIX.sub("", name.strip())).replace(" ", "")
