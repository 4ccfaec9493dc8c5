"""Phone numbers as Indonesians write them, in one form: local for people, E.164 for machines."""

import re
from dataclasses import dataclass

from certify.lib.errors import InvalidInputError
from certify.lib.text import bracketed, tidy, without_brackets

_SEPARATORS = re.compile(r"[\s.\-'’`]+")
_SEVERAL = re.compile(r"[/;,&]|\batau\b|\bdan\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?:no\.?|hp|wa|telp?\.?|tlp\.?)[\s:.]+", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d+[.,]\d+E\+?\d+", re.IGNORECASE)
_LOCAL = re.compile(r"0[2-9]\d{7,11}")
_MOBILE = re.compile(r"08\d{8,11}")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in local form (``0812…``) and what else stood beside it."""

    local: str
    note: str = ""

    @property
    def is_mobile(self) -> bool:
        """Tell whether WhatsApp may be behind the number."""
        return _MOBILE.fullmatch(self.local) is not None

    @property
    def international(self) -> str:
        """Give the number as E.164, ``+62812…``."""
        return f"+62{self.local[1:]}"

    @property
    def whatsapp_url(self) -> str:
        """Give the address that opens a chat with this number; empty for a land line."""
        return f"https://wa.me/62{self.local[1:]}" if self.is_mobile else ""


def parse(text: str) -> Phone:
    """Read a number however it is written.

    ``+62 812-…``, ``62812…``, a number cell that lost its zero (``812…``), labels before it, a
    remark in brackets (kept as the note), a second number after ``/`` (kept in the note).

    Raises:
        InvalidInputError: no Indonesian number can be read from it.
    """
    written = tidy(text)
    if _SCIENTIFIC.fullmatch(written):
        sentence = "Excel memendekkan nomor HP ini. Ketik nomor lengkapnya."
        raise InvalidInputError(sentence)
    first, *others = _SEVERAL.split(without_brackets(written))
    notes = [*bracketed(written), *(tidy(other) for other in others if tidy(other))]
    local = _local(_LABEL.sub("", tidy(first)))
    if _LOCAL.fullmatch(local) is None:
        raise InvalidInputError(_fault(local))
    return Phone(local=local, note="; ".join(notes))


def _local(text: str) -> str:
    digits = _SEPARATORS.sub("", text)
    for prefix in ("+620", "+62", "0062", "620", "62"):
        # «62…» is the country only when enough digits follow; no land line begins so.
        if digits.startswith(prefix):
            return f"0{digits[len(prefix) :]}"
    return f"0{digits}" if digits.startswith("8") else digits


def _fault(local: str) -> str:
    if not (local.isascii() and local.isdigit()):
        return "Nomor HP hanya berisi angka, contohnya 081234567890."
    if not local.startswith("0"):
        return "Nomor HP dimulai dengan 0 atau +62, contohnya 081234567890."
    return f"Nomor HP biasanya 10 sampai 13 angka. Ini {len(local)}."
