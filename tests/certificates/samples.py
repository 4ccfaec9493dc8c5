"""One certificate of an invented person, for tests that need content and no database."""

import datetime as dt

from certificates.content import CertificateContent, UnitLine

SAMPLE = CertificateContent(
    register_number="LSP-B/2023/0001",
    certificate_number="13134 7318 2 0000123 2023",
    registration_number="BTK 228 00001 2023",
    holder_name="Siti Romlah",
    field="Industri Batik",
    field_en="Batik Industry",
    qualification="Pembatik Tulis",
    qualification_en="Hand-Drawn Batik Maker",
    scheme_code="SKM.BTK.01",
    scheme_name="Okupasi Pembatik Tulis",
    standard_reference="Kepmenaker RI No. 104 Tahun 2018",
    units=(
        UnitLine(
            code="DEMO.BTK.01.001",
            title="Menyiapkan alat dan bahan membatik",
            title_en="Prepare batik tools and materials",
        ),
        UnitLine(code="DEMO.BTK.02.001", title="Melekatkan malam dengan canting"),
    ),
    body_name="Lembaga Sertifikasi Profesi Batik",
    body_name_en="Professional Certification Body of Batik",
    body_licence_number="BNSP-LSP-228-ID",
    agency_name="Dinas Perdagangan dan Perindustrian Kabupaten Jombang",
    program_name="Fasilitasi Sertifikasi Kompetensi Profesi Batik 2022",
    on_behalf_of_bnsp=True,
    city="Semarang",
    issued_on=dt.date(2023, 1, 26),
    valid_until=dt.date(2026, 1, 26),
    validity_months=36,
    signatory_name="Dr. Rahayu Kusumawardani, M.Sn.",
    signatory_position="Ketua",
    signatory_position_en="Chairman",
    verify_url="HTTPS://BATIK.JOMBANGKAB.GO.ID/V/7KQ4M000X9RT",
    verify_code="7KQ4M000X9RT",
    digital_line="Salinan digital; aslinya tercetak pada blanko BNSP",
    template_version="digital-1",
)
