"""Phrases of the certificate that depend on its content, in both languages.

The wording is that of BNSP's certificates; a body that issues without BNSP does not name it.
"""

from certificates.content import CertificateContent, UnitLine
from certify.lib import dates
from certify.papers.markup import text

ON_BEHALF = "Atas nama Badan Nasional Sertifikasi Profesi"
ON_BEHALF_EN = "On behalf of Indonesian Professional Certification Authority"


def validity(months: int) -> str:
    """Return "3 (tiga) Tahun", or months where they make no whole years."""
    number, unit = (months // 12, "Tahun") if months % 12 == 0 else (months, "Bulan")
    return f"{number} ({dates.number_in_words(number)}) {unit}"


def validity_en(months: int) -> str:
    """Return "3 (three) Years", or months where they make no whole years."""
    number, unit = (months // 12, "Year") if months % 12 == 0 else (months, "Month")
    return f"{number} ({dates.number_in_words_en(number)}) {unit}{'' if number == 1 else 's'}"


def title(content: CertificateContent) -> str:
    """Return the title of the file, as a PDF viewer shows it."""
    return f"Sertifikat Kompetensi {content.printed_number}: {content.holder_name}"


def registration(content: CertificateContent) -> str:
    """Return the line with BNSP's registration number, empty for a body without BNSP."""
    return f"No. Reg. {content.registration_number}" if content.registration_number else ""


def marks(content: CertificateContent, *, is_preview: bool) -> str:
    """Return what is printed across every page: this is no certificate, or no real one."""
    words = [word for word, on in (("PRATINJAU", is_preview), ("CONTOH", content.is_example)) if on]
    return f'<div class="mark" data-over>{"<br>".join(words)}</div>' if words else ""


def unit_rows(units: tuple[UnitLine, ...], *, between: str = "<br>") -> str:
    """Return the rows of the list of units, with ``between`` before an English title."""
    return "".join(
        f'<tr><td class="no">{number}</td><td class="code">{text(unit.code)}</td>'
        f"<td>{text(unit.title)}{_english(unit, between)}</td></tr>"
        for number, unit in enumerate(units, 1)
    )


def _english(unit: UnitLine, between: str) -> str:
    if not unit.title_en:
        return ""
    return f'{between}<span class="en" lang="en">{text(unit.title_en)}</span>'
