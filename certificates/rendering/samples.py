"""Invented certificates: one to look at while designing, twenty that try a design's patience."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from certificates.content import CertificateContent, UnitLine

VALIDITY_MONTHS = 36

_UNITS = (
    ("Menerapkan keselamatan dan kesehatan kerja", "Apply occupational health and safety"),
    ("Menyiapkan alat dan bahan membatik", "Prepare batik tools and materials"),
    ("Membuat desain motif batik", "Design a batik motif"),
    ("Melekatkan malam dengan canting tulis", "Apply wax with a drawing canting"),
    ("Mewarnai batik dengan teknik celup", "Dye batik by dipping"),
    ("Melorod malam", "Remove the wax"),
)


def example(
    values: Mapping[str, str], *, issued_on: dt.date, valid_until: dt.date, **own: Any
) -> CertificateContent:
    """Return the content of an invented holder, marked CONTOH; ``values`` and ``own`` replace."""
    texts = {
        "register_number": "BTK.0001/2026",
        "body_name": "Lembaga Sertifikasi Profesi Contoh",
        "body_name_en": "Professional Certification Body",
        "body_licence_number": "BNSP-LSP-000-ID",
        "agency_name": "Dinas Perdagangan dan Perindustrian",
        "program_name": "Program Contoh",
        "city": "Kota Contoh",
        "signatory_name": "Nama Penanda Tangan",
        "signatory_position": "Ketua",
        "signatory_position_en": "Chairman",
    }
    for_bnsp = own.get("on_behalf_of_bnsp", True)
    return CertificateContent(
        **{
            "certificate_number": "00000 0000 0 0000000 0000" if for_bnsp else None,
            "registration_number": "BTK 000 00000 0000" if for_bnsp else None,
            "holder_name": "Siti Romlah",
            "field": "Industri Batik",
            "field_en": "Batik Industry",
            "qualification": "Pembatik Tulis",
            "qualification_en": "Hand-Drawn Batik Maker",
            "scheme_code": "DEMO.BTK.01",
            "scheme_name": "Okupasi Pembatik Tulis",
            "standard_reference": "Kepmenaker RI No. 104 Tahun 2018",
            "units": tuple(
                UnitLine(code=f"DEMO.BTK.{number:02}.001", title=title, title_en=english)
                for number, (title, english) in enumerate(_UNITS, 1)
            ),
            "issued_on": issued_on,
            "valid_until": valid_until,
            "validity_months": VALIDITY_MONTHS,
            "digital_line": "Salinan digital; aslinya tercetak pada blanko BNSP",
            "is_example": True,
            "template_version": "contoh",
            **texts,
            **values,
            **own,
        }
    )


_AWKWARD: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("nama biasa", {}),
    ("nama satu huruf", {"holder_name": "O"}),
    ("nama tanpa spasi", {"holder_name": "Pramudyawardhaningtyasmangkunegara"}),
    ("nama enam puluh huruf", {"holder_name": "Siti " * 11 + "Romlah"}),
    (
        "nama dua baris dengan gelar",
        {
            "holder_name": "Dr. Hj. Raden Ajeng Kusumaningtyas Pramudyawardhani "
            "Sastrowardoyo Mangkunegara, A.Md.Kes., S.Tr.Keb., M.Kes."
        },
    ),
    ("nama huruf besar", {"holder_name": "WIDYAWATI MAHMUDAH WWWWW MMMMM"}),
    ("nama bertanda baca", {"holder_name": "Nur'aini binti Ma’ruf-Hutagalung, S.Pd."}),
    ("nama dengan huruf beraksen", {"holder_name": "Đặng Thị Łucja Ñusta Øystein Çağla"}),
    ("nama seperti kode", {"holder_name": "{nama} ${x} <b>%s</b> {{7*7}}"}),
    (
        "kualifikasi dua baris",
        {
            "qualification": "Pengawas Mutu Proses Pewarnaan dan Pelorodan Batik Tulis Kombinasi",
            "qualification_en": "Quality Supervisor of Dyeing and Wax Removal in Combined Batik",
        },
    ),
    (
        "bidang dua baris",
        {
            "field": "Industri Kain Batik dan Kerajinan Tekstil Tradisional",
            "field_en": "Batik Cloth Industry and Traditional Textile Crafts of Java",
        },
    ),
    ("jabatan tanpa bahasa Inggris", {"signatory_position_en": ""}),
    (
        "nama LSP panjang",
        {
            "body_name": "Lembaga Sertifikasi Profesi Teknologi Kerajinan dan Batik Nusantara",
            "body_name_en": "Professional Certification Body of Archipelago Craft and Batik",
        },
    ),
    (
        "nama dinas panjang",
        {
            "agency_name": "Dinas Koperasi, Usaha Mikro, Perdagangan, Perindustrian, dan Tenaga "
            "Kerja Kabupaten Jombang Provinsi Jawa Timur"
        },
    ),
    (
        "penanda tangan bergelar panjang",
        {
            "signatory_name": "Prof. Dr. Ir. Raden Mas Haryo Suryokusumo, M.Sn., Ph.D.",
            "signatory_position": "Direktur Sertifikasi dan Standardisasi",
            "signatory_position_en": "Director of Certification and Standardization",
        },
    ),
    ("pengganti", {"replaces_number": "00000 0000 0 0000001 0000"}),
    ("tanpa logo dan foto", {"photo_jpeg": None, "logo_body": None, "logo_agency": None}),
    ("berlaku enam bulan", {"validity_months": 6}),
    ("alamat pemeriksaan panjang", {}),
    ("tiga puluh unit", {}),
)


def awkward(base: CertificateContent) -> Iterator[tuple[str, CertificateContent]]:
    """Yield twenty variations of ``base`` that a design has to bear, each with its name."""
    for called, changes in _AWKWARD:
        more = dict(changes)
        if called == "alamat pemeriksaan panjang":
            code = base.verify_code
            more["verify_url"] = f"HTTPS://SERTIFIKASI.DISDAGRIN.JOMBANGKAB.GO.ID/V/{code}"
        if called == "tiga puluh unit":
            more["units"] = (base.units * 30)[:30]
        yield called, dataclasses.replace(base, **more)
