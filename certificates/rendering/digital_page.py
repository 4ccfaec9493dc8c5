"""The HTML of the digital certificate and its preview: two or more pages, A4 landscape.

Plain text: nothing here typesets, so a process that makes certificates from compiled forms may ask
which page a form was made of.
"""

import dataclasses
import functools
import string
from pathlib import Path

from certificates.content import CertificateContent
from certificates.rendering import artwork, holder, placeholders, places, qr, wording
from certificates.rendering.cloths import CLOTHS
from certificates.rendering.design import STANDARD, Design, LogoPlace, Witness
from certify.papers import measuring
from certify.papers.markup import data_address, drawing, picture, text

FOLDER = Path(__file__).parent / "templates"
_SIGNATURE_MM = 84
_UNITS_WITH_AIR = 10

_ON_BEHALF = f'<p>{wording.ON_BEHALF}</p><p class="small en" lang="en">{wording.ON_BEHALF_EN}</p>'
_NO_CODE = '<div class="no-code"></div>'
_NO_PHOTO = '<div class="photo"></div>'


@functools.cache
def _template() -> string.Template:
    return string.Template((FOLDER / "digital.html").read_text(encoding="utf-8"))


def drawings(design: Design) -> dict[str, str]:
    """Return the drawn parts of a design's pages, under the names that the style sheet uses."""
    colors = artwork.Colors(heading=design.heading, ornament=design.ornament)
    cloth = CLOTHS[design.base]
    return {"front.svg": cloth.front(colors), "back.svg": cloth.back(colors)}


def style_sheets(design: Design) -> tuple[str, ...]:
    """Return the names of a design's style sheets, the later ones having the last word."""
    return CLOTHS[design.base].style_sheets


def own_style(design: Design) -> str:
    """Return the style sheet of a design's colors, empty for our own."""
    if (design.heading, design.ornament) == (STANDARD.heading, STANDARD.ornament):
        return ""
    return f":root {{ --heading: {design.heading}; --ornament: {design.ornament} }}"


def page(content: CertificateContent, *, is_preview: bool, design: Design = STANDARD) -> str:
    """Return the HTML that is typeset. Every value is escaped here or is markup made here."""
    holds = holder.texts(content)
    drawn = holder_drawings(content, is_preview=is_preview, design=design)
    plain = {
        field: text(getattr(content, field))
        for field in (
            "city",
            "printed_number",
            "program_name",
            "scheme_code",
            "scheme_name",
            "standard_reference",
        )
    }
    return _template().substitute(
        plain,
        **places.fill(content, places.DIGITAL),
        **_words(content, design),
        rule_width=f"{holds.rule_mm:.2f}mm",
        micro=text(holds.micro.text),
        micro_spacing=f"{holds.micro.spacing_mm:.4f}mm",
        title=text(holds.texts["title"]),
        description=text(f"{content.qualification}. Periksa keaslian: {content.verify_url}"),
        created=content.issued_on.isoformat(),
        marks=wording.marks(content, is_preview=is_preview),
        issuer=text(content.body_name),
        issuer_en=text(content.body_name_en),
        arrangement=f"{design.base}{' witnessed' if design.witness else ''}",
        **_logos(content, design),
        replaces=_replaces(content),
        registration=text(wording.registration(content)),
        qr=_NO_CODE if is_preview else _code(content.verify_url, drawn["qr"]),
        check_lines=_check_lines(content, is_preview=is_preview),
        validity=wording.validity(content.validity_months),
        validity_en=wording.validity_en(content.validity_months),
        valid_until=holds.texts["valid_until"],
        valid_until_en=holds.texts["valid_until_en"],
        issued_on=holds.texts["issued_on"],
        on_behalf=_ON_BEHALF if content.on_behalf_of_bnsp else "",
        position=_position(content),
        running=text(f"No. {content.printed_number} · {content.holder_name}"),
        small_print=text(_small_print(content)),
        strip=data_address("svg+xml", drawn["strip"].encode()),
        witness=_witness(design.witness),
        photo=picture(content.photo_jpeg, classes="photo", called="Foto pemegang") or _NO_PHOTO,
        holder="<br>".join(map(text, holds.name_below_photo)),
        density="dense" if len(content.units) > _UNITS_WITH_AIR else "",
        units=wording.unit_rows(content.units),
    )


def _words(content: CertificateContent, design: Design) -> dict[str, str]:
    texts = {
        field: placeholders.fill(words, content)
        for field, words in dataclasses.asdict(design.wording).items()
    }
    words = places.fill_words(texts, places.WORDING)
    note = texts["units_note"]
    return {
        **{f"w_{field}": words[field] for field in words},
        "note": f"<p{words['note_style']}>{words['note']}</p>" if words["note"] else "",
        "units_note": f'<p class="units-note">{text(note)}</p>' if note else "",
    }


def _logos(content: CertificateContent, design: Design) -> dict[str, str]:
    """Return the logos: the first on the left, one or two more on the right, of equal height."""
    chosen = {
        LogoPlace.BODY: (content.logo_body, content.body_name),
        LogoPlace.AGENCY: (content.logo_agency, content.agency_name),
        LogoPlace.OWN: (design.own_logo, design.own_logo_called),
    }
    classes = ["logo left", "logo right"]
    if len(design.logos) > len(classes):
        classes = ["logo left", "logo right share-1", "logo right share-2"]
    left, *right = [
        picture(chosen[place][0], classes=class_, called=chosen[place][1])
        for place, class_ in zip(design.logos, classes, strict=False)
    ] or [""]
    return {"logos_left": left, "logos_right": "".join(right)}


def _witness(witness: Witness | None) -> str:
    if witness is None:
        return ""
    words = places.fill_words(dataclasses.asdict(witness), places.WITNESS)
    return (
        f'<div class="witness"><p{words["opening_style"]}>{words["opening"]}</p>'
        '<div class="room"></div>'
        f'<p class="signatory"{words["name_style"]}><span>{words["name"]}</span></p>'
        f"<p{words['position_style']}>{words['position']}</p></div>"
    )


def _replaces(content: CertificateContent) -> str:
    if content.replaces_number is None:
        return ""
    return f' <span class="replaces">· Pengganti No. {text(content.replaces_number)}</span>'


def _code(address: str, code: str) -> str:
    return drawing(code, classes="qr-code", called=f"Kode QR: {address}")


def holder_drawings(
    content: CertificateContent, *, is_preview: bool, design: Design
) -> dict[str, str]:
    """Return the drawings on the page that are the holder's: the isen seri, the QR code."""
    strip = artwork.strip(None if is_preview else content.sha256(), petal=design.heading)
    return {"strip": strip} if is_preview else {"strip": strip, "qr": qr.svg(content.verify_url)}


def _check_lines(content: CertificateContent, *, is_preview: bool) -> str:
    if is_preview:
        return "<p>Kode tercetak setelah<br>sertifikat terbit.</p>"
    address = content.verify_url.partition("://")[2].lower()
    address = address.removesuffix(content.verify_code.lower()).rstrip("/")
    code = holder.code_in_groups(content.verify_code)
    # A long host breaks after its dots.
    lines = text(address).replace(".", ".<wbr>").replace("/", "/<wbr>")
    return f'<p>{lines}</p><p class="code">{text(code)}</p>'


def _position(content: CertificateContent) -> str:
    """Return the position in both languages, on one line where it fits."""
    position, english = content.signatory_position, content.signatory_position_en
    if not english:
        return text(position)
    width = measuring.font("Spectral-Regular.ttf").width_mm(f"{position} / {english}", 10.5)
    between = " / " if width <= _SIGNATURE_MM else "<br>"
    return f'{text(position)}<span class="en" lang="en">{between}{text(english)}</span>'


def _small_print(content: CertificateContent) -> str:
    register = f"Nomor register {content.register_number}"
    if content.on_behalf_of_bnsp and content.body_licence_number:
        return f"{register} · Lisensi {content.body_licence_number}"
    return register
