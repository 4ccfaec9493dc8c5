"""The finished paper: its bytes, its letters, its text, its code."""

import dataclasses
import hashlib
import io
import subprocess
import sys
from itertools import pairwise

import pypdf
import pytest
from PIL import Image

from certificates.content import UnitLine
from certificates.rendering import Adjustment, Layout, render_pdf
from tests.certificates.rendering import reading
from tests.certificates.samples import SAMPLE


def _picture(kind, size):
    data = io.BytesIO()
    Image.new("RGB", size, "#6B3A1E").save(data, kind)
    return data.getvalue()


FULL = dataclasses.replace(
    SAMPLE,
    photo_jpeg=_picture("JPEG", (354, 472)),
    logo_body=_picture("PNG", (200, 200)),
    logo_agency=_picture("PNG", (160, 200)),
)


@pytest.fixture(scope="module")
def digital():
    return render_pdf(SAMPLE)


@pytest.fixture(scope="module")
def preview():
    return render_pdf(dataclasses.replace(FULL, is_example=True), layout=Layout.PREVIEW)


@pytest.fixture(scope="module")
def overprint():
    return render_pdf(SAMPLE, layout=Layout.OVERPRINT)


IN_ANOTHER_PROCESS = """
import hashlib
from certificates.rendering import Layout, render_pdf
from tests.certificates.samples import SAMPLE
for layout in reversed(Layout):
    print(layout.value, hashlib.sha256(render_pdf(SAMPLE, layout=layout)).hexdigest())
"""


def test_another_process_prints_the_same_bytes(digital, overprint):
    printed = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS], check=True, capture_output=True, text=True
    )
    here = {
        "digital": digital,
        "preview": render_pdf(SAMPLE, layout=Layout.PREVIEW),
        "overprint": overprint,
    }
    assert dict(line.split() for line in printed.stdout.splitlines()) == {
        layout: hashlib.sha256(pdf).hexdigest() for layout, pdf in here.items()
    }


def test_printing_again_after_others_gives_the_same_bytes(digital):
    render_pdf(FULL)
    assert render_pdf(SAMPLE) == digital


def test_every_letter_is_of_our_fonts(digital, preview, overprint):
    assert [reading.font_names(pdf) for pdf in (digital, preview, overprint)] == [
        {
            "Canting-Spectral",
            "Canting-Spectral-Italic",
            "Canting-Spectral-Medium",
            "Canting-Jakarta-Medium",
            "Canting-Jakarta-Bold",
        },
        {
            "Canting-Spectral",
            "Canting-Spectral-Italic",
            "Canting-Spectral-Medium",
            "Canting-Jakarta-Medium",
            "Canting-Jakarta-Bold",
        },
        {"Canting-Spectral", "Canting-Spectral-Italic", "Canting-Spectral-Medium"},
    ]


def test_the_front_says_what_the_content_says(digital):
    micro = " · ".join(["13134 7318 2 0000123 2023 Siti Romlah"] * 12)
    assert reading.text(digital, 0) == (
        "Lembaga Sertifikasi Profesi Batik Professional Certification Body of Batik "
        "bersama Dinas Perdagangan dan Perindustrian Kabupaten Jombang "
        "Sertifikat Kompetensi Certificate of Competence No. 13134 7318 2 0000123 2023 "
        "Dengan ini menyatakan bahwa, This is to certify that, Siti Romlah "
        f"{micro} No. Reg. BTK 228 00001 2023 "
        "Telah kompeten pada bidang: Is competent in the area of: Industri Batik Batik Industry "
        "Dengan Kualifikasi / Kompetensi: With Qualification / Competency: "
        "Pembatik Tulis Hand-Drawn Batik Maker "
        "Sertifikat ini berlaku untuk: This certificate is valid for: "
        "3 (tiga) Tahun 3 (three) Years "
        "Periksa keaslian Verify this certificate batik.jombangkab.go.id/v 7KQ4 M000 X9RT "
        "Berlaku sampai dengan Valid until 26 Januari 2026 26 January 2026 "
        "Semarang, 26 Januari 2023 Atas nama Badan Nasional Sertifikasi Profesi "
        "On behalf of Indonesian Professional Certification Authority "
        "Lembaga Sertifikasi Profesi Batik Professional Certification Body of Batik "
        "Dr. Rahayu Kusumawardani, M.Sn. Ketua / Chairman "
        "Salinan digital; aslinya tercetak pada blanko BNSP "
        "Nomor register LSP-B/2023/0001 · Lisensi BNSP-LSP-228-ID"
    )


def test_the_back_lists_the_units(digital):
    assert reading.text(digital, 1) == (
        "Siti Romlah Tanda tangan pemilik Signature of holder "
        "Daftar Unit Kompetensi List of Unit(s) of Competency Okupasi Pembatik Tulis "
        "SKM.BTK.01 · Kepmenaker RI No. 104 Tahun 2018 · "
        "Fasilitasi Sertifikasi Kompetensi Profesi Batik 2022 "
        "No. Kode Unit Kompetensi Code of Competency Unit "
        "Judul Unit Kompetensi Title of Competency Unit "
        "1 DEMO.BTK.01.001 Menyiapkan alat dan bahan membatik "
        "Prepare batik tools and materials "
        "2 DEMO.BTK.02.001 Melekatkan malam dengan canting "
        "No. 13134 7318 2 0000123 2023 · Siti Romlah Halaman 2 dari 2"
    )


def test_the_overprint_says_the_same_on_the_blank_without_code_or_digital_line(overprint):
    assert reading.text(overprint, 0) == (
        "No. 13134 7318 2 0000123 2023 "
        "Dengan ini menyatakan bahwa, This is to certify that, "
        "Siti Romlah No. Reg. BTK 228 00001 2023 "
        "Telah kompeten pada bidang: Is competent in the area of: Industri Batik Batik Industry "
        "Dengan Kualifikasi / Kompetensi: With Qualification / Competency: "
        "Pembatik Tulis Hand-Drawn Batik Maker "
        "Sertifikat ini berlaku untuk: 3 (tiga) Tahun "
        "This certificate is valid for: 3 (three) Years "
        "Semarang, 26 Januari 2023 Atas nama Badan Nasional Sertifikasi Profesi "
        "On behalf of Indonesian Professional Certification Authority "
        "Lembaga Sertifikasi Profesi Batik Professional Certification Body of Batik "
        "Dr. Rahayu Kusumawardani, M.Sn. Ketua Chairman"
    )


def test_the_overprint_moves_as_a_whole_and_leaves_out_what_the_blank_has(overprint):
    moved = render_pdf(
        SAMPLE,
        layout=Layout.OVERPRINT,
        adjustment=Adjustment(right_mm=7.5, down_mm=-3, prints_wording=False),
    )
    before, after = (reading.box_of(pdf, "Siti Romlah") for pdf in (overprint, moved))
    assert (after.left - before.left, after.top - before.top) == (
        pytest.approx(7.5, abs=0.01),
        pytest.approx(-3, abs=0.01),
    )
    assert reading.text(moved, 0) == (
        "13134 7318 2 0000123 2023 Siti Romlah No. Reg. BTK 228 00001 2023 "
        "Industri Batik Batik Industry Pembatik Tulis Hand-Drawn Batik Maker "
        "3 (tiga) Tahun 3 (three) Years Semarang, 26 Januari 2023 "
        "Lembaga Sertifikasi Profesi Batik Professional Certification Body of Batik "
        "Dr. Rahayu Kusumawardani, M.Sn. Ketua Chairman"
    )


def test_the_file_says_what_it_is(digital):
    reader = pypdf.PdfReader(io.BytesIO(digital))
    root = reader.trailer["/Root"]
    assert {
        "title": reader.metadata.title,
        "author": reader.metadata.author,
        "created": reader.metadata.creation_date_raw,
        "language": root["/Lang"],
        "tagged": root["/MarkInfo"]["/Marked"],
        "archival": b'pdfaid:part="3"' in root["/Metadata"].get_data(),
    } == {
        "title": "Sertifikat Kompetensi 13134 7318 2 0000123 2023: Siti Romlah",
        "author": "Lembaga Sertifikasi Profesi Batik",
        "created": "D:20230126",
        "language": "id",
        "tagged": True,
        "archival": True,
    }


def test_a_camera_reads_the_code_from_a_screen_and_from_a_grey_copy(digital):
    screen = reading.picture(digital, dpi=150)
    copied = io.BytesIO()
    reading.picture(digital, dpi=100).convert("L").save(copied, "JPEG", quality=40)
    assert [reading.codes(screen), reading.codes(Image.open(copied))] == [
        ["HTTPS://BATIK.JOMBANGKAB.GO.ID/V/7KQ4M000X9RT"],
        ["HTTPS://BATIK.JOMBANGKAB.GO.ID/V/7KQ4M000X9RT"],
    ]


def test_a_preview_is_marked_on_every_page_and_verifies_nothing(preview):
    front, back = reading.text(preview, 0), reading.text(preview, 1)
    marks = [word in page for page in (front, back) for word in ("PRATINJAU", "CONTOH")]
    assert marks == [True] * 4
    assert "7KQ4" not in front
    assert "Kode tercetak setelah sertifikat terbit." in front
    assert reading.codes(reading.picture(preview)) == []


@pytest.mark.parametrize("layout", [Layout.DIGITAL, Layout.OVERPRINT])
def test_an_example_says_so_on_every_page(layout):
    pdf = render_pdf(dataclasses.replace(SAMPLE, is_example=True), layout=layout)
    assert ["CONTOH" in reading.text(pdf, page) for page in (0, 1)] == [True, True]


@pytest.mark.parametrize("layout", [Layout.DIGITAL, Layout.OVERPRINT])
def test_a_body_that_issues_alone_does_not_name_bnsp(layout):
    alone = dataclasses.replace(
        SAMPLE,
        on_behalf_of_bnsp=False,
        certificate_number=None,
        registration_number=None,
        digital_line="Sertifikat digital LSP Batik",
    )
    pdf = render_pdf(alone, layout=layout)
    printed = " ".join(reading.text(pdf, page) for page in (0, 1))
    assert [word in printed for word in ("BNSP", "Badan Nasional", "Authority", "Reg.")] == [
        False
    ] * 4
    assert "No. LSP-B/2023/0001" in printed


def test_a_body_without_a_license_number_names_none():
    unnumbered = render_pdf(dataclasses.replace(SAMPLE, body_licence_number=""))
    printed = reading.text(unnumbered, 0)
    assert "Nomor register LSP-B/2023/0001" in printed
    assert "Lisensi" not in printed


def test_a_replacement_names_what_it_replaces():
    replaced = dataclasses.replace(SAMPLE, replaces_number="13134 7318 2 0000099 2023")
    assert (
        "No. 13134 7318 2 0000123 2023 · Pengganti No. 13134 7318 2 0000099 2023"
        in reading.text(render_pdf(replaced), 0)
    )


@pytest.mark.parametrize(
    ("position", "english", "printed"),
    [
        ("Ketua", "", "M.Sn. Ketua Salinan"),
        (
            "Direktur Sertifikasi dan Standardisasi",
            "Director of Certification and Standards",
            "si Dir",
        ),
    ],
)
def test_a_position_stands_alone_or_above_its_english(position, english, printed):
    changed = {"signatory_position": position, "signatory_position_en": english}
    assert printed in reading.text(render_pdf(dataclasses.replace(SAMPLE, **changed)), 0)


def test_a_long_list_of_units_goes_on_to_a_page_of_the_same_kind():
    units = tuple(
        UnitLine(code=f"DEMO.{n:02}", title="Membatik", title_en="Wax") for n in range(30)
    )
    pdf = render_pdf(dataclasses.replace(SAMPLE, units=units))
    last = reading.page_count(pdf) - 1
    assert "DEMO.29" in reading.text(pdf, last)
    assert f"Halaman {last + 1} dari {last + 1}" in reading.text(pdf, last)


def test_photo_and_logos_are_printed_as_they_are():
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(FULL)))
    kept = [image.data for page in reader.pages for image in page.images]
    assert FULL.photo_jpeg in kept


TEXT_FIELDS = [
    field.name
    for field in dataclasses.fields(SAMPLE)
    if isinstance(getattr(SAMPLE, field.name), str) and field.name != "template_version"
]


def test_whatever_a_value_says_it_is_printed_and_not_obeyed():
    canaries = {
        name: f"<b>$city{{{{7*7}}}}&amp;</b>{number:02}" for number, name in enumerate(TEXT_FIELDS)
    }
    unit = UnitLine(code="<i>1</i>", title="<img src=x>", title_en="${title}")
    hostile = dataclasses.replace(
        SAMPLE, **canaries, replaces_number="<script>1</script>", units=(unit,)
    )
    pdf = render_pdf(hostile)
    printed = "".join((reading.text(pdf, 0) + reading.text(pdf, 1)).split())
    # The address and the code are printed in lower case and in groups of four.
    shown = {name: value for name, value in canaries.items() if not name.startswith("verify_")}
    assert {name for name, value in shown.items() if value not in printed} == set()
    assert [
        value in printed for value in ("<script>1</script>", "<i>1</i>", "<imgsrc=x>", "${title}")
    ] == [True] * 4
    assert "<b>$city{{7*7}}&amp;</b>" in printed
    assert reading.codes(reading.picture(pdf)) == [canaries["verify_url"]]


def test_a_screen_reader_hears_what_the_pictures_are():
    assert reading.alternative_texts(render_pdf(FULL)) == [
        "Lembaga Sertifikasi Profesi Batik",
        "Dinas Perdagangan dan Perindustrian Kabupaten Jombang",
        "Kode QR: HTTPS://BATIK.JOMBANGKAB.GO.ID/V/7KQ4M000X9RT",
        "Foto pemegang",
    ]


def test_the_code_is_28_millimeters_wide():
    dark = reading.picture(render_pdf(SAMPLE), dpi=254).convert("L").point(lambda v: 255 * (v < 60))
    corner = dark.crop((250, 1500, 630, 1900)).getbbox()
    assert (corner[2] - corner[0], corner[3] - corner[1]) == (
        pytest.approx(280, abs=2),
        pytest.approx(280, abs=2),
    )


def test_the_longest_of_everything_still_leaves_room_between():
    longest = dataclasses.replace(
        SAMPLE,
        body_name="Lembaga Sertifikasi Profesi Teknologi Kerajinan dan Batik Nusantara Indonesia",
        body_name_en="Professional Certification Body of Indonesian Archipelago Craft and Batik",
        signatory_position="Direktur Sertifikasi dan Standardisasi",
        signatory_position_en="Director of Certification and Standardization",
        signatory_name="Prof. Dr. Ir. Raden Mas Haryo Suryokusumo Pramudyawardhana, M.Sn., Ph.D.",
        field="Industri Kain Batik dan Kerajinan Tekstil Tradisional",
        field_en="Batik Cloth Industry and Traditional Textile Crafts of Java",
        digital_line="Salinan digital; aslinya tercetak pada blanko BNSP dan disimpan pemegang",
        verify_url="HTTPS://SERTIFIKASI.DISDAGRIN.JOMBANGKAB.GO.ID/V/7KQ4M000X9RT",
    )
    pdf = render_pdf(longest)
    box = {
        words: reading.box_of(pdf, words)
        for words in (
            "3 (three) Years",
            "Semarang, 26 Januari 2023",
            "Archipelago Craft and Batik",
            "Prof. Dr. Ir.",
            "Director of Certification",
            "26 January 2026",
            "Salinan digital;",
            "Lisensi BNSP-LSP-228-ID",
            "jombangkab.go.id/v",
            "7KQ4 M000 X9RT",
        )
    }
    right = ("3 (three) Years", "Semarang, 26 Januari 2023", "Prof. Dr. Ir.")
    middle = ("26 January 2026", "Salinan digital;", "Lisensi BNSP-LSP-228-ID")
    for column in (right, middle):
        assert all(box[above].bottom < box[below].top for above, below in pairwise(column))
    assert max(found.bottom for found in box.values()) < 188
    assert box["jombangkab.go.id/v"].right < box["Salinan digital;"].left
    assert box["Lisensi BNSP-LSP-228-ID"].right < box["Director of Certification"].left
    assert reading.page_count(pdf) == 2
