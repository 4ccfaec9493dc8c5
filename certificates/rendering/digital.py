"""The digital certificate and its preview: two or more pages, A4 landscape."""

import functools
import string
from pathlib import Path

from certificates.content import CertificateContent, UnitLine
from certificates.rendering import artwork, printable, qr
from certify.lib import dates
from certify.papers import measuring
from certify.papers.markup import picture, text
from certify.papers.typesetting import Typesetter

_FOLDER = Path(__file__).parent / "templates"
_SHORTEST_RULE_MM = 170
_MICRO_POINTS = 2
_UNITS_WITH_AIR = 10


@functools.cache
def _template() -> string.Template:
    return string.Template((_FOLDER / "digital.html").read_text(encoding="utf-8"))


@functools.cache
def _typesetter() -> Typesetter:
    return Typesetter(
        folder=_FOLDER,
        style_sheets=("digital.css",),
        drawings={"front.svg": artwork.front(), "back.svg": artwork.back()},
    )


def render(content: CertificateContent, *, is_preview: bool) -> bytes:
    """Return the PDF; a preview is marked across every page and carries no code that verifies."""
    return _typesetter().pdf(_page(content, is_preview=is_preview))


def _page(content: CertificateContent, *, is_preview: bool) -> str:
    """Fill the template. Every value is escaped here or is markup made here."""
    values = {
        field: text(getattr(content, field))
        for field in (
            "agency_name",
            "body_name",
            "body_name_en",
            "city",
            "digital_line",
            "printed_number",
            "program_name",
            "scheme_code",
            "scheme_name",
            "signatory_position",
            "signatory_position_en",
            "standard_reference",
        )
    }
    return _template().substitute(
        values,
        title=text(f"Sertifikat Kompetensi {content.printed_number}: {content.holder_name}"),
        description=text(f"{content.qualification}. Periksa keaslian: {content.verify_url}"),
        created=content.issued_on.isoformat(),
        marks=_marks(content, is_preview=is_preview),
        logo_body=picture(content.logo_body, classes="logo body", called=content.body_name),
        logo_agency=picture(content.logo_agency, classes="logo agency", called=content.agency_name),
        with_agency=text(f"bersama {content.agency_name}"),
        **_fitted("holder_name", "name_size", content.holder_name, printable.NAME),
        **_fitted("field", "field_size", content.field, printable.FIELD),
        **_fitted("field_en", "field_en_size", content.field_en, printable.FIELD_EN),
        **_fitted(
            "qualification", "qualification_size", content.qualification, printable.QUALIFICATION
        ),
        **_fitted(
            "qualification_en",
            "qualification_en_size",
            content.qualification_en,
            printable.QUALIFICATION_EN,
        ),
        **_fitted("signatory_name", "signatory_size", content.signatory_name, printable.SIGNATORY),
        **_rule(content),
        replaces=_replaces(content),
        registration=_registration(content),
        qr=_NO_CODE if is_preview else qr.svg(content.verify_url),
        check_lines=_check_lines(content, is_preview=is_preview),
        validity=text(_validity(content.validity_months)),
        validity_en=text(_validity_en(content.validity_months)),
        valid_until=dates.long_date(content.valid_until),
        valid_until_en=dates.long_date_en(content.valid_until),
        issued_on=dates.long_date(content.issued_on),
        on_behalf=_ON_BEHALF if content.on_behalf_of_bnsp else "",
        running=text(f"No. {content.printed_number} · {content.holder_name}"),
        small_print=text(_small_print(content)),
        strip=artwork.strip(None if is_preview else content.sha256()),
        photo=_photo(content.photo_jpeg),
        holder_name_small=text(content.holder_name),
        density="dense" if len(content.units) > _UNITS_WITH_AIR else "",
        units="".join(_unit_row(number, unit) for number, unit in enumerate(content.units, 1)),
    )


_ON_BEHALF = (
    "<p>Atas nama Badan Nasional Sertifikasi Profesi</p>"
    '<p class="small en" lang="en">'
    "On behalf of Indonesian Professional Certification Authority</p>"
)
_NO_CODE = '<div class="no-code"></div>'
_NO_PHOTO = '<div class="photo"></div>'


def _marks(content: CertificateContent, *, is_preview: bool) -> str:
    words = [word for word, on in (("PRATINJAU", is_preview), ("CONTOH", content.is_example)) if on]
    return f'<div class="mark">{"<br>".join(words)}</div>' if words else ""


def _fitted(name: str, size_name: str, value: str, slot: measuring.Slot) -> dict[str, str]:
    """Return the lines of ``value`` and their size under the template's names for them."""
    fitted = slot.fit(value)
    if fitted is None:
        raise printable.NotPrintableError(f"{value} terlalu panjang untuk dicetak.")
    return {name: "<br>".join(map(text, fitted.lines)), size_name: f"{fitted.size:g}pt"}


def _registration(content: CertificateContent) -> str:
    return text(f"No. Reg. {content.registration_number}") if content.registration_number else ""


def _rule(content: CertificateContent) -> dict[str, str]:
    """Return the line under the name, and under it number and name again, tiny, as often as fits.

    No office copier keeps such small letters sharp.
    """
    fitted = printable.NAME.fit(content.holder_name)
    lines = fitted.lines if fitted else ()
    size = fitted.size if fitted else 0
    large = measuring.font(printable.NAME.file)
    width = max(_SHORTEST_RULE_MM, *(large.width_mm(line, size) + 6 for line in lines))

    phrase = f"{content.printed_number} {content.holder_name} · "
    small = measuring.font("PlusJakartaSans-Medium.ttf")
    times = max(1, int(width / small.width_mm(phrase, _MICRO_POINTS)))
    line = (phrase * times).removesuffix(" · ")
    spare = max(0.0, width - small.width_mm(line, _MICRO_POINTS))
    return {
        "rule_width": f"{width:.2f}mm",
        "micro": text(line),
        "micro_spacing": f"{spare / len(line):.4f}mm",
    }


def _check_lines(content: CertificateContent, *, is_preview: bool) -> str:
    if is_preview:
        return "<p>Kode tercetak setelah<br>sertifikat terbit.</p>"
    address = content.verify_url.partition("://")[2].lower()
    address = address.removesuffix(content.verify_code.lower()).rstrip("/")
    code = " ".join(
        content.verify_code[at : at + 4] for at in range(0, len(content.verify_code), 4)
    )
    return f'<p>{text(address)}</p><p class="code">{text(code)}</p>'


def _validity(months: int) -> str:
    number, unit = (months // 12, "Tahun") if months % 12 == 0 else (months, "Bulan")
    return f"{number} ({dates.number_in_words(number)}) {unit}"


def _validity_en(months: int) -> str:
    number, unit = (months // 12, "Year") if months % 12 == 0 else (months, "Month")
    plural = "" if number == 1 else "s"
    return f"{number} ({dates.number_in_words_en(number)}) {unit}{plural}"


def _replaces(content: CertificateContent) -> str:
    if content.replaces_number is None:
        return ""
    return f' <span class="replaces">· Pengganti No. {text(content.replaces_number)}</span>'


def _small_print(content: CertificateContent) -> str:
    register = f"Nomor register {content.register_number}"
    if content.on_behalf_of_bnsp:
        return f"{register} · Lisensi {content.body_licence_number}"
    return register


def _photo(jpeg: bytes | None) -> str:
    return picture(jpeg, classes="photo", called="Foto pemegang") or _NO_PHOTO


def _unit_row(number: int, unit: UnitLine) -> str:
    english = (
        f'<br><span class="en" lang="en">{text(unit.title_en)}</span>' if unit.title_en else ""
    )
    return (
        f'<tr><td class="no">{number}</td><td class="code">{text(unit.code)}</td>'
        f"<td>{text(unit.title)}{english}</td></tr>"
    )
