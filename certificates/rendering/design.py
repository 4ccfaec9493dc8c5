"""A design: what a certification body may choose of its certificate, as plain values.

The page itself is HTML and CSS of ours. A design picks one of its base layouts, two colours, the
logos and their order, the words around the values, and perhaps a second person who signs. It
holds no markup, no address and no code. What a certificate has to say (`REQUIRED`) is not among
its fields, so no design can leave it out.

A design is named by its contents: `rimbi@5f0a…` is the base layout and the start of the SHA-256
of its JSON. A certificate keeps that name in its frozen content and is printed with that design
for ever. The designs of the time before designs existed have other names, and all mean STANDARD.
"""

import base64
import dataclasses
import enum
import functools
import hashlib
import json
import unicodedata
from typing import Any

from certify.lib.canonical import canonical_json

STANDARD_NAME = "1"
NAME_DIGITS = 12
_FORMAT = 1


class Base(enum.StrEnum):
    """The base layouts: ornament and arrangement. What one prints never changes again."""

    KAWUNG = "kawung"
    RIMBI = "rimbi"
    TRUNTUM = "truntum"


class LogoPlace(enum.StrEnum):
    """Whose logo stands in the head of the page."""

    BODY = "body"
    AGENCY = "agency"
    OWN = "own"


# What every certificate says whatever its design (ISO/IEC 17024 9.4, BNSP's certificate): the
# template prints these values in places of their own. Who signs and for whom follows from it.
REQUIRED: dict[str, str] = {
    "holder_name": "nama pemegang",
    "printed_number": "nomor sertifikat",
    "registration_number": "nomor registrasi BNSP",
    "register_number": "nomor register",
    "field": "bidang",
    "qualification": "kualifikasi",
    "scheme_name": "skema sertifikasi",
    "scheme_code": "kode skema",
    "standard_reference": "acuan standar",
    "units": "daftar unit kompetensi",
    "body_name": "nama LSP",
    "body_licence_number": "nomor lisensi",
    "city": "kota",
    "issued_on": "tanggal terbit",
    "valid_until": "akhir masa berlaku",
    "signatory_name": "nama penanda tangan",
    "signatory_position": "jabatan penanda tangan",
    "verify_url": "kode QR dan alamat pemeriksaan",
    "verify_code": "kode periksa",
    "digital_line": "keterangan salinan digital",
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Wording:
    """The words around the values, Indonesian and English; braces hold placeholders."""

    title: str = "Sertifikat Kompetensi"
    title_en: str = "Certificate of Competence"
    together: str = "bersama {dinas}"
    statement: str = "Dengan ini menyatakan bahwa,"
    statement_en: str = "This is to certify that,"
    area: str = "Telah kompeten pada bidang:"
    area_en: str = "Is competent in the area of:"
    competency: str = "Dengan Kualifikasi / Kompetensi:"
    competency_en: str = "With Qualification / Competency:"
    validity: str = "Sertifikat ini berlaku untuk:"
    validity_en: str = "This certificate is valid for:"
    until: str = "Berlaku sampai dengan"
    until_en: str = "Valid until"
    digital_line: str = "{keterangan}"
    note: str = ""
    units: str = "Daftar Unit Kompetensi"
    units_en: str = "List of Unit(s) of Competency"
    units_note: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Witness:
    """A second person who signs on the front, e.g. the head of the agency."""

    opening: str
    position: str
    name: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Design:
    """One certificate's look and words. Equal designs have equal JSON and one name."""

    base: Base = Base.KAWUNG
    heading: str = "#16284A"
    ornament: str = "#6B3A1E"
    logos: tuple[LogoPlace, ...] = (LogoPlace.BODY, LogoPlace.AGENCY)
    own_logo: bytes | None = None
    own_logo_called: str = ""
    wording: Wording = dataclasses.field(default_factory=Wording)
    witness: Witness | None = None

    def __post_init__(self) -> None:
        """Keep every text in one Unicode form, so that equal designs are equal bytes."""
        for row in (self, self.wording, self.witness):
            if row is not None:
                _normalize_texts(row)

    def to_json(self) -> str:
        """Return the canonical JSON: what is stored, and what the hash is taken over."""
        values = dataclasses.asdict(self)
        if self.own_logo is not None:
            values["own_logo"] = base64.b64encode(self.own_logo).decode()
        return canonical_json({"format": _FORMAT, **values}).decode()

    @classmethod
    def from_json(cls, text: str) -> "Design":
        """Return the design that ``to_json`` wrote.

        Raises ``ValueError`` when a field is missing, unknown or unreadable: a stored design that
        cannot be read whole is not printed in part.
        """
        values = json.loads(text)
        names = {field.name for field in dataclasses.fields(cls)} | {"format"}
        if not isinstance(values, dict) or set(values) != names or values["format"] != _FORMAT:
            raise ValueError("not a design of a certificate: its fields differ")
        try:
            return cls(**_typed(values))
        except (TypeError, KeyError) as error:
            raise ValueError(f"not a design of a certificate: {error}") from error

    def sha256(self) -> str:
        """Return the SHA-256 of the canonical JSON in hexadecimal."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @property
    def version(self) -> str:
        """The name that a certificate's content keeps, e.g. `rimbi@5f0a1c22d9e4`."""
        return STANDARD_NAME if self == STANDARD else f"{self.base}@{self.sha256()[:NAME_DIGITS]}"


def _normalize_texts(row: Design | Wording | Witness) -> None:
    for field in dataclasses.fields(row):
        value = getattr(row, field.name)
        if type(value) is str:
            object.__setattr__(row, field.name, unicodedata.normalize("NFC", value))


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    logo, witness = values["own_logo"], values["witness"]
    return {
        "base": Base(values["base"]),
        "heading": values["heading"],
        "ornament": values["ornament"],
        "logos": tuple(LogoPlace(place) for place in values["logos"]),
        "own_logo": None if logo is None else base64.b64decode(logo, validate=True),
        "own_logo_called": values["own_logo_called"],
        "wording": Wording(**values["wording"]),
        "witness": None if witness is None else Witness(**witness),
    }


STANDARD = Design()


def named(version: str) -> tuple[str, str] | None:
    """Return base layout and first digits of the hash that ``version`` names, None for STANDARD."""
    base, at, digits = version.partition("@")
    return (base, digits) if at else None


@functools.cache
def from_json(text: str) -> Design:
    """Return the design of a stored JSON, read once in a process: a batch asks for each paper."""
    return Design.from_json(text)
