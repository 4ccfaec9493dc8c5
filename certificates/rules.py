"""Judgements on plain values: validity, codes, names. No database, no clock."""

import calendar
import datetime as dt
import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping

from certificates.enums import CertificateStatus, PublicState

CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_RANDOM = 11
CODE_LENGTH = CODE_RANDOM + 1
LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
FIELD_SIZE = 32
MONTHS_IN_YEAR = 12
SHORTEST_COMPARED = 5
SHORTEST_SHOUT = 3  # "M." and "Hj" are no shouting
PARTICLES = frozenset({"bin", "binti", "al", "el", "van", "der", "den", "de", "da"})
FIXED_STATES = {
    CertificateStatus.SUSPENDED: PublicState.SUSPENDED,
    CertificateStatus.REVOKED: PublicState.REVOKED,
    CertificateStatus.REPLACED: PublicState.REPLACED,
    CertificateStatus.RESERVED: PublicState.UNKNOWN,
    CertificateStatus.VOID: PublicState.UNKNOWN,
}
# Letters of which Unicode knows no plain part.
WITHOUT_ACCENT = str.maketrans(
    {"Đ": "D", "đ": "d", "Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "ß": "ss", "Æ": "Ae", "æ": "ae"}
)
TITLES = frozenset({"prof", "dr", "drs", "dra", "ir", "h", "hj", "kh"})


def valid_until(issued_on: dt.date, months: int) -> dt.date:
    """Give the same calendar day ``months`` later, or the last day of a shorter month.

    So 29 February plus three years is 28 February (decisions 6).
    """
    whole = issued_on.month - 1 + months
    year, month = issued_on.year + whole // MONTHS_IN_YEAR, whole % MONTHS_IN_YEAR + 1
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(issued_on.day, last))


def public_state(status: str, ends_on: dt.date, *, today: dt.date) -> PublicState:
    """Say what the public reads; the last day of validity still counts as valid.

    What is suspended stays so after its last day: "sah" would be said of what was taken away.
    """
    known = CertificateStatus(status)
    if known is CertificateStatus.ISSUED and ends_on < today:
        return PublicState.EXPIRED
    return FIXED_STATES.get(known, PublicState.VALID)


# Official numbers ----------------------------------------------------------------------------


def register_number(prefix: str, number: int, year: int) -> str:
    """Give our own number of a certificate as it is printed: "BTK.0113/2026"."""
    return f"{prefix}.{number:04d}/{year}"


def number_key(number: str) -> str:
    """Give the form in which two spellings of an official number are the same number."""
    text = unicodedata.normalize("NFKC", number).upper()
    return "".join(letter for letter in text if letter.isalnum())


# Verification codes --------------------------------------------------------------------------


def _powers() -> tuple[int, ...]:
    powers, value = [], 1
    for _ in range(FIELD_SIZE - 1):
        powers.append(value)
        value <<= 1
        if value & FIELD_SIZE:
            value ^= FIELD_POLYNOMIAL
    return tuple(powers)


POWERS = _powers()
LOGARITHMS = {value: exponent for exponent, value in enumerate(POWERS)}


def check_character(text: str) -> str:
    """Give the check character of normalized text.

    Each place is weighted with another power of a generator of GF(32), so one wrong character
    and every exchange of two characters are found.
    """
    total = 0
    for place, letter in enumerate(text, start=1):
        value = CODE_ALPHABET.index(letter)
        if value:
            total ^= POWERS[(LOGARITHMS[value] + place) % (FIELD_SIZE - 1)]
    return CODE_ALPHABET[total]


def new_code() -> str:
    """Make a verification code: 55 random bits and a check character."""
    text = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_RANDOM))
    return text + check_character(text)


def normalize_code(typed: str) -> str:
    """Read what a person typed: any case, with spaces or dashes, O as 0, I and L as 1."""
    return re.sub(r"[\s\-–.]", "", typed).upper().translate(LOOKS_LIKE)


def is_code(text: str) -> bool:
    """Tell whether normalized text can be a code at all."""
    if len(text) != CODE_LENGTH or not set(text) <= set(CODE_ALPHABET):
        return False
    return check_character(text[:-1]) == text[-1]


def code_problem(code: str) -> str:
    """Say what is wrong with a normalized text that is no code."""
    if len(code) != CODE_LENGTH:
        return f"Kode terdiri dari 12 huruf dan angka. Yang Anda tulis ada {len(code)}."
    return "Ada huruf atau angka yang keliru. Cocokkan lagi dengan sertifikat."


# Names ---------------------------------------------------------------------------------------


def file_name(*, qualification: str, holder_name: str, kind: str = "pdf") -> str:
    """Give the ASCII name of the file that a holder keeps on a phone."""
    written = f"{qualification} {holder_name}".translate(WITHOUT_ACCENT)
    words = unicodedata.normalize("NFKD", written)
    plain = words.encode("ascii", "ignore").decode()
    return f"Sertifikat-{'-'.join(re.findall(r'[A-Za-z0-9]+', plain))}.{kind}"


def is_one_word(name: str) -> bool:
    """Tell whether a name is one word, as many are: information for the reader, no problem."""
    return len(name.split(",")[0].split()) == 1


def degrees(name: str) -> str:
    """Give the degrees and titles written with a name, as they are printed: ``Drs., S.Sn.``."""
    own, *after = (part.strip() for part in name.split(","))
    before = [word for word in own.split() if word.casefold().rstrip(".") in TITLES]
    return ", ".join([*before, *(part for part in after if part)])


def spelling_faults(name: str) -> list[str]:
    """Say what looks mistyped about a name; information for the reader, who compares with the KTP.

    Degrees after a comma follow rules of their own and are left out.
    """
    own = name.split(",")[0]
    words = [word for word in own.split() if any(letter.isalpha() for letter in word)]
    shouted = [word for word in words if len(word) >= SHORTEST_SHOUT and word.isupper()]
    small = [word for word in words if word[0].islower() and word.casefold() not in PARTICLES]
    faults = []
    if shouted and len(shouted) == len([word for word in words if len(word) >= SHORTEST_SHOUT]):
        faults.append("Ditulis dengan huruf besar semua.")
    elif shouted:
        faults.append(f"Ada kata berhuruf besar semua: {' '.join(shouted)}.")
    if small:
        faults.append(f"Ada kata yang diawali huruf kecil: {' '.join(small)}.")
    if re.search(r"[(){}\[\]<>\"“”]", name):
        faults.append("Ada tanda kurung atau kutip.")
    if any(letter.isdigit() for letter in own):
        faults.append("Ada angka.")
    if re.search(r"\s\s|\s,|,\S|^\s|\s$", name):
        faults.append("Spasinya tidak rapi.")
    return faults


def _plain_name(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.split(",")[0]).casefold()
    return "".join(letter for letter in plain if letter.isalpha())


def _near(name: str) -> set[str]:
    return {name} | {name[:at] + name[at + 1 :] for at in range(len(name))}


def look_alikes(names: Mapping[int, str]) -> dict[int, list[int]]:
    """Give for each key the keys of names equal or about one letter apart, degrees left aside.

    Names are compared by what is left of them with one letter missing, so the work grows with
    the number of names, not with its square.
    """
    plain = {key: _plain_name(name) for key, name in names.items()}
    shelves: dict[str, set[int]] = {}
    for key, name in plain.items():
        forms: Iterable[str] = _near(name) if len(name) >= SHORTEST_COMPARED else (name,)
        for form in forms:
            shelves.setdefault(form, set()).add(key)
    alike: dict[int, set[int]] = {}
    for keys in shelves.values():
        if len(keys) > 1:
            for key in keys:
                alike.setdefault(key, set()).update(keys - {key})
    return {key: sorted(others) for key, others in sorted(alike.items())}
