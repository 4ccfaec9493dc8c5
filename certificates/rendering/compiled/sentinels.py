"""The holder that a form is compiled with, and the shape that the form is for.

A form is made by typesetting the certificate of a holder who does not exist, whose every value is
a word found nowhere else. Where such a word stands on the page, there is the place of a holder's
value. What cannot be moved about on a finished page is part of the form's *shape*: how many lines
the name takes, whether there is a line about the certificate that was replaced. Each shape is a
form of its own.
"""

import dataclasses
import datetime as dt
import functools
import re
import string
from collections.abc import Iterable, Mapping

from certificates.content import CertificateContent
from certificates.rendering import placeholders, places
from certificates.rendering.compiled.form import Words
from certificates.rendering.compiled.refusals import NeedsFullRenderError, NotCompilableError
from certificates.rendering.design import Design
from certificates.rendering.holder import HolderTexts
from certify.lib import dates

# Of the placeholders that a design's words may have, those whose value is the holder's.
HOLDER_PLACEHOLDERS = frozenset(
    {
        "nama",
        "nomor",
        "nomor_registrasi",
        "nomor_register",
        "program",
        "tanggal_terbit",
        "tanggal_terbit_en",
        "berlaku_sampai",
        "berlaku_sampai_en",
    }
)

_MARK = "QZ"
_ISSUED_ON, _VALID_UNTIL = dt.date(7919, 11, 11), dt.date(8837, 12, 12)
_LEFT_OVER = re.compile(rf"{_MARK}|\b(?:{_ISSUED_ON.year}|{_VALID_UNTIL.year})", re.IGNORECASE)
# What a holder's text may be made of. A form carries no more letters than its lines can need.
_DATES = string.digits + " -" + "".join(sorted(set("".join(dates.MONTHS + dates.MONTHS_EN))))
_CODE = string.digits + string.ascii_uppercase + " "
_LETTERS_OF = {
    "issued_on": _DATES,
    "issued_on_en": _DATES,
    "valid_until": _DATES,
    "valid_until_en": _DATES,
    "created": _DATES,
    "code": _CODE,
}
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_PLAIN = _ASCII + "’·"
_LATIN = "".join(
    chr(code)
    for first, last in (
        (0x20, 0x7E),
        (0xA1, 0x17F),
        (0x1A0, 0x1B0),
        (0x218, 0x21B),
        (0x1E00, 0x1EFF),
        (0x2013, 0x201E),
    )
    for code in range(first, last + 1)
)
_LONGEST_WORD = 60
_NAME = "name_"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a form has to match in a content; contents of one shape differ in texts alone.

    ``program`` is empty where the program's name has its usual place and fits it: then the form
    serves other programs too.
    """

    name_lines: int
    below_photo: int
    address_start: str
    code_length: int
    is_numbered: bool
    is_registered: bool
    is_replacement: bool
    has_photo: bool
    is_plain: bool
    program: str
    words: tuple[tuple[str, int, float], ...]


def shape_of(content: CertificateContent, holds: HolderTexts, design: Design) -> Shape:
    """Return the shape of a content's certificate.

    Raises ``NeedsFullRenderError`` for values that the full way treats in a manner of its own.
    """
    start = content.verify_url.removesuffix(content.verify_code)
    if start == content.verify_url:
        raise NeedsFullRenderError("the address does not end with the code")
    is_movable = _has_movable_program(content, design)
    varying = (*_varying(content), content.program_name if is_movable else "")
    for value in varying:
        if value != " ".join(value.split()):
            raise NeedsFullRenderError("a value has spaces that the page would collapse")
    return Shape(
        name_lines=len(holds.name.lines),
        below_photo=len(holds.name_below_photo),
        address_start=start,
        code_length=len(content.verify_code),
        is_numbered=content.certificate_number is not None,
        is_registered=bool(content.registration_number),
        is_replacement=content.replaces_number is not None,
        has_photo=content.photo_jpeg is not None,
        is_plain=all(value.isascii() for value in varying),
        program="" if is_movable else content.program_name,
        words=_words_with_holder(content, design),
    )


def _has_movable_program(content: CertificateContent, design: Design) -> bool:
    """Say whether the program's name stands on its own line below the scheme, and nowhere else.

    On a line that wraps, or in words of the design, it would move what stands around it.
    """
    program = content.program_name
    return (
        program.isascii()
        and program == " ".join(program.split())
        and program != ""
        and not _names_program(design)
        and places.has_scheme_on_two_lines(content)
    )


@functools.lru_cache(maxsize=64)
def _names_program(design: Design) -> bool:
    """Say whether words of a design have the program's name in them."""
    words = dataclasses.astuple(design.wording)
    return any("program" in placeholders.names(word) for word in words)


def _varying(content: CertificateContent) -> tuple[str, ...]:
    return (
        content.holder_name,
        content.register_number,
        content.certificate_number or "",
        content.registration_number or "",
        content.replaces_number or "",
    )


@functools.lru_cache(maxsize=64)
def _fields_with_holder(design: Design) -> tuple[str, ...]:
    """Return the words of a design that have a holder's value in them."""
    return tuple(
        field
        for field in places.WORDING
        if any(
            name in HOLDER_PLACEHOLDERS
            for name in placeholders.names(getattr(design.wording, field))
        )
    )


def _words_with_holder(
    content: CertificateContent, design: Design
) -> tuple[tuple[str, int, float], ...]:
    """Return the lines and size that such words take with this holder's values."""
    taken = []
    for field in _fields_with_holder(design):
        fitted = places.WORDING[field].fit(
            placeholders.fill(getattr(design.wording, field), content)
        )
        if fitted is None:
            raise NeedsFullRenderError(f"{field} does not fit its place")
        taken.append((field, len(fitted.lines), fitted.size))
    return tuple(taken)


def letters_for(names: Iterable[str], shape: Shape) -> str:
    """Return the letters that texts of these names may have in a form of this shape."""
    wide = _PLAIN if shape.is_plain else _LATIN
    return "".join(dict.fromkeys("".join(_LETTERS_OF.get(name, wide) for name in names)))


def nobody(content: CertificateContent, shape: Shape, *, photo: bytes) -> CertificateContent:
    """Return ``content`` for a holder who does not exist, in the given shape.

    Raises ``NotCompilableError`` when no such holder can be found.
    """
    code = (_MARK * shape.code_length)[: shape.code_length]
    return dataclasses.replace(
        content,
        holder_name=_name(shape),
        register_number="QZ1REGISTERZQ",
        certificate_number="QZ2NUMBERZQ" if shape.is_numbered else None,
        registration_number="QZ3REGISTRATIONZQ" if shape.is_registered else None,
        replaces_number="QZ4REPLACEDZQ" if shape.is_replacement else None,
        program_name=shape.program or "QZ5PROGRAMZQ",
        verify_code=code,
        verify_url=shape.address_start + code,
        issued_on=_ISSUED_ON,
        valid_until=_VALID_UNTIL,
        photo_jpeg=photo if shape.has_photo else None,
    )


def _name(shape: Shape) -> str:
    """Return a name that takes as many lines, above and below, as the shape says."""
    slot = places.DIGITAL["holder_name"]
    for length in range(_LONGEST_WORD):
        words = [
            f"Qz{string.ascii_lowercase[index]}{'m' * length}zq"
            for index in range(shape.below_photo)
        ]
        name = " ".join(words)
        fitted = slot.fit(name)
        if (
            fitted is not None
            and len(fitted.lines) == shape.name_lines
            and len(places.holder_lines(name)) == shape.below_photo
        ):
            return name
    raise NotCompilableError(f"no name takes the lines of {shape}")


def split(text: str, holds: HolderTexts, *, is_name: bool = False) -> Words:
    """Return a text as literals and, between them, the names of the holder's texts in it.

    ``is_name`` says that the text stands where the name is set large: a last line of the name may
    be one there and another below the photograph.
    Raises ``NotCompilableError`` when the text has a value of the holder in another form.
    """
    found = {
        value: name
        for name, value in reversed(list(holds.texts.items()))
        if value and name.startswith(_NAME) is is_name
    }
    longest_first = sorted(found, key=len, reverse=True)
    parts = re.split("(" + "|".join(map(re.escape, longest_first)) + ")", text)
    if any(_LEFT_OVER.search(literal) for literal in parts[::2]):
        raise NotCompilableError(f"the text {text!r} changes a value of the holder")
    return tuple(found[part] if index % 2 else part for index, part in enumerate(parts))


def join(words: Words, texts: Mapping[str, str]) -> str:
    """Return the text that ``words`` make of a holder's texts."""
    return "".join([texts[part] if index % 2 else part for index, part in enumerate(words)])


def leaks(text: str) -> bool:
    """Say whether a word of the holder who does not exist is left in a text."""
    return _MARK in text.upper()
