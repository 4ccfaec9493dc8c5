"""The NIK, the 16-digit population number: cleaned, taken apart, compared, masked.

Six digits of the region of *first registration*, the birth date as DDMMYY with 40 added to the
day for women, and a serial of four (Permendagri 102/2019; domain notes, section 8). People move
and cards carry old errors, so a NIK that disagrees with birth date or sex is a doubt to show,
never a refusal. Region 99 belongs to nobody: it is the mark of an invented person.
"""

import datetime
import re
from dataclasses import dataclass

from certify.lib.errors import InvalidInputError
from certify.lib.text import visible

LENGTH = 16
INVENTED_REGION = "99"

_SEPARATORS = re.compile(r"[\s.\-_/'’‘`\"]+")
_PROVINCES = frozenset(
    number
    for first, last in (
        (11, 19),
        (21, 21),
        (31, 36),
        (51, 53),
        (61, 65),
        (71, 76),
        (81, 82),
        (91, 97),
    )
    for number in range(first, last + 1)
)
_WOMEN_ADD = 40


@dataclass(frozen=True, slots=True)
class NikParts:
    """What the digits of a well-formed NIK say."""

    region: str
    birth_day: int
    birth_month: int
    birth_year: int  # two digits; the century is not in the NIK
    is_female: bool
    serial: str

    def is_born_on(self, day: datetime.date) -> bool:
        """Tell whether the birth digits name this day."""
        return (self.birth_day, self.birth_month, self.birth_year) == (
            day.day,
            day.month,
            day.year % 100,
        )


def normalized(text: str) -> str:
    """Give the text without what people put between or before the digits.

    Spaces of every kind, dots, dashes, the quote that Excel uses as a prefix, invisible marks.
    Letters stay, so that ``fault`` can point at them.
    """
    return _SEPARATORS.sub("", visible(text))


def fault(nik: str) -> str:
    """Say in one sentence what keeps a normalized NIK from being one; empty when nothing does."""
    if not nik:
        return "NIK kosong. Ketik 16 angka dari KTP."
    if not (nik.isascii() and nik.isdigit()):
        return "NIK hanya berisi angka. Periksa huruf atau tanda di dalamnya."
    if len(nik) < LENGTH:
        return f"NIK harus 16 angka. Ini baru {len(nik)}."
    if len(nik) > LENGTH:
        return f"NIK harus 16 angka. Ini {len(nik)}, lebih {len(nik) - LENGTH}."
    return ""


def parse(text: str) -> str:
    """Normalize and check in one step, for forms.

    Raises:
        InvalidInputError: it is not 16 digits; the sentence says what was found.
    """
    nik = normalized(text)
    if sentence := fault(nik):
        raise InvalidInputError(sentence)
    return nik


def parts(nik: str) -> NikParts:
    """Take a well-formed NIK apart.

    Raises:
        InvalidInputError: it is not 16 digits.
    """
    if sentence := fault(nik):
        raise InvalidInputError(sentence)
    day = int(nik[6:8])
    return NikParts(
        region=nik[:6],
        birth_day=day - _WOMEN_ADD if day > _WOMEN_ADD else day,
        birth_month=int(nik[8:10]),
        birth_year=int(nik[10:12]),
        is_female=day > _WOMEN_ADD,
        serial=nik[12:],
    )


def is_invented(nik: str) -> bool:
    """Tell whether the NIK belongs to an invented person (region 99)."""
    return nik.startswith(INVENTED_REGION)


def doubts(
    nik: str, *, born_on: datetime.date | None = None, is_female: bool | None = None
) -> list[str]:
    """List in sentences where a well-formed NIK disagrees with itself or the other facts.

    These are warnings: domain notes 8, «mismatch → warning, not error».
    """
    read = parts(nik)
    found = []
    if not is_invented(nik) and int(nik[:2]) not in _PROVINCES:
        found.append(f"Kode wilayah {nik[:2]} tidak dikenal. Periksa dua angka pertama NIK.")
    if born_on is not None and not read.is_born_on(born_on):
        found.append(
            "Angka tanggal di NIK "
            f"({read.birth_day:02}-{read.birth_month:02}-{read.birth_year:02}) "
            f"berbeda dari tanggal lahir {born_on:%d-%m-%Y}."
        )
    if is_female is not None and read.is_female != is_female:
        said = "perempuan" if read.is_female else "laki-laki"
        found.append(f"Menurut NIK orang ini {said}. Periksa jenis kelamin atau NIK.")
    return found


def mask(nik: str) -> str:
    """Give the form in which a NIK is shown: ``3517••••••••0001``."""
    if len(nik) != LENGTH:
        return "•" * len(nik)
    return f"{nik[:4]}••••••••{nik[-4:]}"
