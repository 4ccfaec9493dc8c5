"""What a certificate says: chosen once, frozen, and printed from ever after.

The register may change later (a name is corrected, a scheme is renamed); a certificate that was
issued may not. So issuing copies everything that is printed into one `CertificateContent`, stores
its canonical JSON and its hash, and every paper is typeset from that copy alone. The national
identity number (NIK) has no place in it, nor has the serial number of BNSP's blank, which belongs
to a sheet of paper.
"""

import base64
import dataclasses
import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

from certify.lib.canonical import canonical_json


@dataclasses.dataclass(frozen=True, kw_only=True)
class UnitLine:
    """One line of the list of competency units on the second page."""

    code: str
    title: str
    title_en: str | None = None

    def __post_init__(self) -> None:
        """Keep every text in one Unicode form, so that equal texts are equal bytes."""
        _normalize_texts(self)


@dataclasses.dataclass(frozen=True, kw_only=True)
class CertificateContent:
    """Everything a certificate prints, and nothing else.

    The wording around these values is BNSP's and lives in `certificates.rendering`.
    """

    # Numbers. The first two are BNSP's, and absent when a body issues without BNSP.
    register_number: str
    certificate_number: str | None
    registration_number: str | None
    replaces_number: str | None = None

    # The holder.
    holder_name: str
    photo_jpeg: bytes | None = None

    # What the holder is competent in.
    field: str
    field_en: str
    qualification: str
    qualification_en: str
    scheme_code: str
    scheme_name: str
    standard_reference: str
    units: tuple[UnitLine, ...]

    # Who issues, and on whose behalf.
    body_name: str
    body_name_en: str
    body_licence_number: str
    agency_name: str
    program_name: str
    on_behalf_of_bnsp: bool
    logo_body: bytes | None = None
    logo_agency: bytes | None = None

    # When and where, and for how long.
    city: str
    issued_on: dt.date
    valid_until: dt.date
    validity_months: int

    # Who signs.
    signatory_name: str
    signatory_position: str
    signatory_position_en: str

    # How a reader checks it.
    verify_url: str
    verify_code: str
    digital_line: str

    # How it is printed.
    is_example: bool = False
    template_version: str

    def __post_init__(self) -> None:
        """Keep every text in one Unicode form, so that equal texts are equal bytes."""
        _normalize_texts(self)

    def to_json(self) -> str:
        """Return the canonical JSON: what is stored, and what the hash is taken over.

        A content that was read from its stored text returns that text.
        """
        stored: str | None = self.__dict__.get(_STORED)
        return stored or canonical_json(_plain(self)).decode()

    @classmethod
    def from_json(cls, text: str, *, sha256: str | None = None) -> "CertificateContent":
        """Return the content that ``to_json`` wrote.

        Raises ``ValueError`` when a field is missing, unknown or unreadable: a stored content that
        cannot be read whole is not printed in part. With ``sha256`` also when that is not the
        text's.
        """
        if sha256 is not None and hashlib.sha256(text.encode()).hexdigest() != sha256:
            raise ValueError("not the content of a certificate: its hash differs")
        values = json.loads(text)
        names = {field.name for field in dataclasses.fields(cls)}
        if not isinstance(values, dict) or set(values) != names:
            raise ValueError("not the content of a certificate: its fields differ")
        try:
            content = cls(**_typed(values))
        except (TypeError, KeyError) as error:
            raise ValueError(f"not the content of a certificate: {error}") from error
        # Writing 40 KB of JSON again costs more than the certificate itself.
        object.__setattr__(content, _STORED, text)
        if sha256 is not None:
            object.__setattr__(content, _HASH, sha256)
        return content

    def sha256(self) -> str:
        """Return the SHA-256 of the canonical JSON in hexadecimal; counted once for a content."""
        known: str | None = self.__dict__.get(_HASH)
        if known is None:
            known = hashlib.sha256(self.to_json().encode()).hexdigest()
            object.__setattr__(self, _HASH, known)
        return known

    def public_json(self) -> str:
        """Return what strangers may know of it, stored beside it: no picture, a thirtieth of it.

        The public page reads this alone, many times a second.
        """
        units = [[unit.code, unit.title] for unit in self.units]
        values = {name: getattr(self, name) for name in _PUBLIC}
        return canonical_json(values | {"units": units}).decode()

    @property
    def printed_number(self) -> str:
        """The number under the title: BNSP's, or the body's own where it issues without BNSP."""
        return self.certificate_number or self.register_number


def _normalize_texts(row: "CertificateContent | UnitLine") -> None:
    for name, value in list(vars(row).items()):
        # What is written in ASCII has one form only.
        if isinstance(value, str) and not value.isascii():
            object.__setattr__(row, name, unicodedata.normalize("NFC", value))


# Where a content keeps the text it was read from, and its hash: no fields, so no part of it.
_STORED, _HASH = "_stored_text", "_stored_hash"
_BYTES = ("photo_jpeg", "logo_body", "logo_agency")
_PUBLIC = (
    "holder_name",
    "qualification",
    "qualification_en",
    "scheme_name",
    "certificate_number",
    "registration_number",
    "register_number",
    "issued_on",
    "valid_until",
    "body_name",
    "body_name_en",
    "is_example",
)
_DATES = ("issued_on", "valid_until")


def _plain(content: CertificateContent) -> dict[str, object]:
    values = {field.name: getattr(content, field.name) for field in dataclasses.fields(content)}
    values["units"] = [vars(unit) for unit in content.units]
    for name in _BYTES:
        if values[name] is not None:
            values[name] = base64.b64encode(values[name]).decode()
    return values


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    typed = dict(values)
    for name in _BYTES:
        if typed[name] is not None:
            typed[name] = base64.b64decode(typed[name], validate=True)
    for name in _DATES:
        typed[name] = dt.date.fromisoformat(typed[name])
    typed["units"] = tuple(UnitLine(**unit) for unit in typed["units"])
    return typed
