"""The certificate set by typst, with one compiler kept for all of them: the bench's peer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typst

from certificates.rendering import artwork, holder, qr, wording
from certify.papers.typesetting import FONTS_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from certificates.content import CertificateContent

TEMPLATE = r"""
#let c = json(bytes(sys.inputs.content))
#set document(title: c.title, author: c.body_name, date: datetime(year: 2023, month: 1, day: 26))
#pdf.attach("credential.jwt", bytes(c.credential), relationship: "alternative",
  mime-type: "application/jwt", description: "Open Badges 3.0")
#set page(width: 297mm, height: 210mm, margin: 0mm, fill: rgb("#FBF6EA"))
#set text(font: "Spectral", size: 10.5pt, fill: rgb("#1B1A17"), lang: "id")
#let at(x, y, width, body) = place(
  dx: x * 1mm, dy: y * 1mm, block(width: width * 1mm, align(center, body)))
#let en(size, body) = text(size: size, style: "italic", fill: rgb("#5C574E"), body)
#let soga = rgb("#6B3A1E")
#let wedel = rgb("#16284A")
#let jakarta(size, body, weight: 500) = text(
  font: "Plus Jakarta Sans", size: size, weight: weight, body)

#place(image("front.svg", width: 297mm))
#place(dx: 90.5mm, dy: 192mm, image(bytes(c.strip), format: "svg", width: 116mm))
#at(0, 31.5, 297, text(fill: wedel, jakarta(11pt, weight: 700, c.body_name)))
#at(0, 36, 297, en(9pt, c.body_name_en))
#at(0, 40, 297, text(size: 9pt)[bersama #c.agency_name])
#at(0, 48, 297, text(size: 37pt, fill: wedel)[Sertifikat Kompetensi])
#at(0, 62.5, 297, text(size: 13pt, style: "italic", fill: soga)[Certificate of Competence])
#at(0, 69.5, 297, jakarta(10pt)[No. #c.number])
#at(0, 81, 297, text(size: 11.5pt)[Dengan ini menyatakan bahwa,])
#at(0, 86, 297, en(9pt)[This is to certify that,])
#at(0, 93, 297, text(size: c.name_size * 1pt, weight: 500, c.name))
#at(148.5 - c.rule / 2, 104.4, c.rule, line(length: 100%, stroke: 0.35mm + soga))
#at(0, 105, 297, text(fill: soga, jakarta(2pt, c.micro)))
#at(0, 108.5, 297, jakarta(10pt, c.registration))
#for (x, above, above-en, value, size, value-en) in c.columns {
  at(x, 116, 90, text(size: 11pt, above))
  at(x, 120.5, 90, en(8.5pt, above-en))
  at(x, 126, 90, text(size: size * 1pt, fill: soga, value))
  at(x, 133, 90, en(10.5pt, value-en))
}
#at(108.5, 153, 80)[Berlaku sampai dengan]
#at(108.5, 157.5, 80, en(8.5pt)[Valid until])
#at(108.5, 162, 80, text(size: 14pt, c.until))
#at(108.5, 168, 80, en(10.5pt, c.until_en))
#place(dx: 32mm, dy: 158.3mm, image(bytes(c.qr), format: "svg", width: 28mm, alt: "Kode QR"))
#place(dx: 65mm, dy: 172mm, jakarta(8.5pt, weight: 700)[Periksa keaslian])
#place(dx: 65mm, dy: 176mm, en(7.5pt)[Verify this certificate])
#place(dx: 65mm, dy: 180mm, jakarta(7.5pt, c.address))
#place(dx: 65mm, dy: 184mm, jakarta(8.5pt, weight: 700, c.code))
#for (y, size, words, style) in c.signature {
  at(191, y, 84, text(size: size * 1pt, style: style, words))
}
#at(106.5, 180, 84, jakarta(7.5pt, c.digital_line))
#at(106.5, 183.5, 84, text(fill: rgb("#5C574E"), jakarta(6.5pt, c.small)))
#pagebreak()
#place(image("back.svg", width: 297mm))
#if c.photo != "" {
  place(dx: 233mm, dy: 28mm, image(c.photo, width: 30mm, height: 40mm, alt: "Foto"))
}
#at(221, 71, 54, text(size: 9pt, weight: 500, c.name))
#at(221, 98, 54, text(size: 9pt)[Tanda tangan pemilik])
#at(221, 102, 54, en(9pt)[Signature of holder])
#place(dx: 22mm, dy: 26mm, text(size: 22pt, fill: wedel)[Daftar Unit Kompetensi])
#place(dx: 22mm, dy: 35mm)[
  #text(size: 13pt, style: "italic", fill: soga)[List of Unit(s) of Competency]]
#place(dx: 22mm, dy: 43mm, [#c.scheme])
#place(dx: 22mm, dy: 47mm, jakarta(8pt, c.quiet))
#place(dx: 22mm, dy: 54mm, block(width: 190mm, table(columns: (9mm, 48mm, 1fr), stroke: none,
  [No.], [Kode Unit Kompetensi], [Judul Unit Kompetensi],
  ..c.units.map(u => (
    jakarta(8.5pt, u.at(0)), jakarta(8.5pt, u.at(1)), [#u.at(2) \ #en(10pt, u.at(3))],
  )).flatten())))
#place(dx: 22mm, dy: 202mm, jakarta(7pt)[No. #c.number · #c.name])
"""


class Setter:
    """Sets certificates in a folder of its own."""

    def __init__(self, folder: Path, *, credential: str) -> None:
        self._credential = credential
        folder.mkdir()
        (folder / "front.svg").write_text(artwork.front(), encoding="utf-8")
        (folder / "back.svg").write_text(artwork.back(), encoding="utf-8")
        source = folder / "certificate.typ"
        source.write_text(TEMPLATE, encoding="utf-8")
        self._folder = folder
        self._compiler = typst.Compiler(
            str(source), root=str(folder), font_paths=[str(FONTS_FOLDER)], ignore_system_fonts=True
        )

    def certificate(self, content: CertificateContent) -> bytes:
        """Set one certificate into a file of its own."""
        photo = ""
        if content.photo_jpeg:
            photo = "photo.jpg"
            (self._folder / photo).write_bytes(content.photo_jpeg)
        values = json.dumps({**_values(content, photo), "credential": self._credential})
        return self._compiler.compile(
            format="pdf", sys_inputs={"content": values}, pdf_standards="a-3b"
        )


def _values(content: CertificateContent, photo: str) -> dict[str, object]:
    holds = holder.texts(content)
    texts = holds.texts
    position = f"{content.signatory_position} / {content.signatory_position_en}"
    register = f"Nomor register {content.register_number}"
    return {
        "title": texts["title"],
        "name": content.holder_name,
        "name_size": holds.name.size,
        "rule": holds.rule_mm,
        "micro": holds.micro.text,
        "number": content.printed_number,
        "registration": wording.registration(content),
        "body_name": content.body_name,
        "body_name_en": content.body_name_en,
        "agency_name": content.agency_name,
        "strip": artwork.strip(content.sha256()),
        "qr": qr.svg(content.verify_url),
        "address": content.verify_url.partition("://")[2].lower().rpartition("/")[0],
        "code": texts["code"],
        "until": texts["valid_until"],
        "until_en": texts["valid_until_en"],
        "columns": [
            [19, "Telah kompeten pada bidang:", "Is competent in the area of:", content.field, 16,
             content.field_en],
            [103.5, "Dengan Kualifikasi / Kompetensi:", "With Qualification / Competency:",
             content.qualification, 20, content.qualification_en],
            [188, "Sertifikat ini berlaku untuk:", "This certificate is valid for:",
             wording.validity(content.validity_months), 16,
             wording.validity_en(content.validity_months)],
        ],
        "signature": [
            [142.5, 10.5, f"{content.city}, {texts['issued_on']}", "normal"],
            [147, 10.5, wording.ON_BEHALF, "normal"],
            [151, 8.5, wording.ON_BEHALF_EN, "italic"],
            [155, 10.5, content.body_name, "normal"],
            [159, 8.5, content.body_name_en, "italic"],
            [178, 11.5, content.signatory_name, "normal"],
            [183, 10.5, position, "normal"],
        ],
        "digital_line": content.digital_line,
        "small": f"{register} · Lisensi {content.body_licence_number}",
        "scheme": content.scheme_name,
        "quiet": f"{content.scheme_code} · {content.standard_reference} · {content.program_name}",
        "photo": photo,
        "units": [
            [str(number), unit.code, unit.title, unit.title_en or ""]
            for number, unit in enumerate(content.units, 1)
        ],
    }  # fmt: skip
