"""The closed list of places in a design's wording that a certificate fills in.

A design is words, never code: `{nama}` is replaced by the holder's name because it stands in this
list, and everything else is printed as it is typed. What is put in is not looked at again, so a
name that reads like a placeholder stays that name.
"""

import re
from collections.abc import Callable, Mapping

from certificates.content import CertificateContent
from certify.lib import dates

_BRACED = re.compile(r"\{([^{}]*)\}")

PLACEHOLDERS: Mapping[str, Callable[[CertificateContent], str]] = {
    "nama": lambda content: content.holder_name,
    "nomor": lambda content: content.printed_number,
    "nomor_registrasi": lambda content: content.registration_number or "",
    "nomor_register": lambda content: content.register_number,
    "bidang": lambda content: content.field,
    "bidang_en": lambda content: content.field_en,
    "kualifikasi": lambda content: content.qualification,
    "kualifikasi_en": lambda content: content.qualification_en,
    "skema": lambda content: content.scheme_name,
    "kode_skema": lambda content: content.scheme_code,
    "acuan": lambda content: content.standard_reference,
    "lsp": lambda content: content.body_name,
    "lsp_en": lambda content: content.body_name_en,
    "lisensi": lambda content: content.body_licence_number,
    "dinas": lambda content: content.agency_name,
    "program": lambda content: content.program_name,
    "kota": lambda content: content.city,
    "tanggal_terbit": lambda content: dates.long_date(content.issued_on),
    "tanggal_terbit_en": lambda content: dates.long_date_en(content.issued_on),
    "berlaku_sampai": lambda content: dates.long_date(content.valid_until),
    "berlaku_sampai_en": lambda content: dates.long_date_en(content.valid_until),
    "keterangan": lambda content: content.digital_line,
}


def names(wording: str) -> list[str]:
    """Return what stands in braces, in order: placeholders, known or not."""
    return _BRACED.findall(wording)


def unknown(wording: str) -> list[str]:
    """Return what stands in braces and is no placeholder of ours, each once."""
    return list(dict.fromkeys(name for name in names(wording) if name not in PLACEHOLDERS))


def fill(wording: str, content: CertificateContent) -> str:
    """Return ``wording`` with the values of a certificate in its placeholders.

    What is no placeholder is left as it stands: `certificates.rendering.design` refused it before.
    """

    def value(found: re.Match[str]) -> str:
        known = PLACEHOLDERS.get(found[1])
        return known(content) if known else found[0]

    return _BRACED.sub(value, wording)
