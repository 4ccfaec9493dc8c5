"""What the agency's register already knows, asked for through a small plain interface."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Protocol

from participants.importing.findings import Values

NameAndBirth = tuple[str, datetime.date]


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the agency's register."""

    key: int
    values: Values
    programs: tuple[str, ...] = ()  # other programs that supported this person
    is_enrolled: bool = False  # in the program of this import
    is_withdrawn: bool = False  # and left it
    is_scheme_fixed: bool = False  # the application was sent, so the scheme stays


class Register(Protocol):
    """How the check asks; the operations answer with the database, tests with a dictionary."""

    def by_nik(self, niks: Iterable[str]) -> Mapping[str, Known]:
        """Find people by NIK."""
        ...

    def by_name_and_birth(self, asked: Iterable[NameAndBirth]) -> Mapping[NameAndBirth, Known]:
        """Find people by comparable name and birth date."""
        ...


class EmptyRegister:
    """Knows nobody."""

    def by_nik(self, niks: Iterable[str]) -> Mapping[str, Known]:
        """Find nobody."""
        return {}

    def by_name_and_birth(
        self,
        asked: Iterable[NameAndBirth],
    ) -> Mapping[NameAndBirth, Known]:
        """Find nobody."""
        return {}


LABELS = {
    "full_name": "nama",
    "birth_place": "tempat lahir",
    "birth_date": "tanggal lahir",
    "sex": "jenis kelamin",
    "address": "alamat",
    "village_name": "desa",
    "district_name": "kecamatan",
    "phone": "nomor HP",
    "phone_note": "catatan nomor HP",
    "education": "pendidikan",
    "business_name": "nama usaha",
    "years_in_business": "lama usaha",
    "scheme_id": "skema",
}


def differences(new: Values, known: Known) -> list[str]:
    """Name the fields in which the list says something and it is another thing.

    What the list leaves empty never empties the register; the scheme only counts in the program
    itself, and only until the application was sent.
    """
    return [
        item.name
        for item in fields(Values)
        if item.name in LABELS
        and getattr(new, item.name) not in {"", None}
        and getattr(new, item.name) != getattr(known.values, item.name)
        and (item.name != "scheme_id" or (known.is_enrolled and not known.is_scheme_fixed))
    ]
