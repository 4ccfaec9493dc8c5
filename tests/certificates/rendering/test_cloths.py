"""The base layouts: what each has to say, and that no ornament touches it."""

import dataclasses
import datetime as dt
import hashlib
import itertools
import re

import pytest
from PIL import Image, ImageChops

from certificates.rendering import Design, artwork, digital_page, render_pdf, samples
from certificates.rendering.cloths import CLOTHS
from certificates.rendering.design import REQUIRED, Base, Witness, Wording
from tests.certificates.rendering import reading
from tests.certificates.samples import SAMPLE

WITNESS = Witness(
    opening="Mengetahui,",
    position="Kepala Dinas Perdagangan dan Perindustrian Kabupaten Jombang",
    name="Drs. Suwignyo, M.Si.",
)
# The least that a design may say of its own.
BARE = Wording(together="", note="", units_note="")
# The paper inside each cloth's ornament, in millimeters.
SHEET = {
    Base.KAWUNG: reading.Box(left=18.4, top=27, right=278.6, bottom=191.6),
    Base.RIMBI: reading.Box(left=10.2, top=29.2, right=286.8, bottom=190.8),
    Base.TRUNTUM: reading.Box(left=21.6, top=21.6, right=275.4, bottom=188.3),
}
HARD = dict(samples.awkward(SAMPLE))
LONGEST = dataclasses.replace(
    HARD["nama dua baris dengan gelar"],
    **{
        field: getattr(HARD[called], field)
        for called, fields in {
            "kualifikasi dua baris": ("qualification", "qualification_en"),
            "bidang dua baris": ("field", "field_en"),
            "nama LSP panjang": ("body_name", "body_name_en"),
            "nama dinas panjang": ("agency_name",),
            "penanda tangan bergelar panjang": (
                "signatory_name",
                "signatory_position",
                "signatory_position_en",
            ),
            "pengganti": ("replaces_number",),
            "alamat pemeriksaan panjang": ("verify_url",),
        }.items()
        for field in fields
    },
)


@pytest.fixture(scope="module", params=list(Base))
def base(request):
    return request.param


@pytest.fixture(scope="module")
def printed(base):
    return render_pdf(SAMPLE, design=Design(base=base, wording=BARE))


def test_every_base_layout_is_drawn():
    assert set(CLOTHS) == set(Base)


# What certificates of these names look like for ever. Who wants another look makes another cloth;
# who mends a fault that no paper has shown yet writes the new value here and says so in the ADR.
RELEASED = {
    Base.KAWUNG: "e57512d86e6f77b1",
    Base.RIMBI: "8316d6c40d9a6d68",
    Base.TRUNTUM: "bb54683ee505aab3",
}


def look_of(base):
    """Give the hash of what draws and styles a base layout, comments and white space left out."""
    cloth, colors = CLOTHS[base], artwork.Colors()
    sheets = [(digital_page.FOLDER / name).read_text("utf-8") for name in cloth.style_sheets]
    styles = "".join(re.sub(r"/[*].*?[*]/|\s+", "", sheet, flags=re.DOTALL) for sheet in sheets)
    drawn = cloth.front(colors) + cloth.back(colors) + styles
    return hashlib.sha256(drawn.encode()).hexdigest()[:16]


def test_a_released_layout_never_changes():
    assert {base: look_of(base) for base in Base} == RELEASED


def test_no_design_leaves_out_what_the_standard_asks_for(printed):
    text = " ".join(reading.text(printed, page) for page in (0, 1))
    said = {
        "holder_name": "Siti Romlah",
        "printed_number": "No. 13134 7318 2 0000123 2023",
        "registration_number": "No. Reg. BTK 228 00001 2023",
        "register_number": "LSP-B/2023/0001",
        "field": "Industri Batik",
        "qualification": "Pembatik Tulis",
        "scheme_name": "Okupasi Pembatik Tulis",
        "scheme_code": "SKM.BTK.01",
        "standard_reference": "Kepmenaker RI No. 104 Tahun 2018",
        "units": "DEMO.BTK.02.001 Melekatkan malam dengan canting",
        "body_name": "Lembaga Sertifikasi Profesi Batik",
        "body_licence_number": "BNSP-LSP-228-ID",
        "city": "Semarang",
        "issued_on": "26 Januari 2023",
        "valid_until": "26 Januari 2026",
        "signatory_name": "Dr. Rahayu Kusumawardani, M.Sn.",
        "signatory_position": "Ketua",
        "verify_url": "batik.jombangkab.go.id/v",
        "verify_code": "7KQ4 M000 X9RT",
        "digital_line": "Salinan digital; aslinya tercetak pada blanko BNSP",
    }
    assert {field for field, words in said.items() if words not in text} == set()
    assert set(said) == set(REQUIRED)


def test_a_camera_reads_the_code_also_from_a_grey_copy(printed):
    screen = reading.picture(printed, dpi=150)
    copy = reading.picture(printed, dpi=100).convert("L")
    assert [reading.codes(screen), reading.codes(copy)] == [[SAMPLE.verify_url]] * 2


def test_the_code_stands_on_bare_paper(printed):
    """Four modules around it, which is 3.4 mm for a code of 33, are of one colour."""
    top = 155.3 if printed_is_high(printed) else 158.3
    picture = reading.picture(printed, dpi=254)
    zone = picture.crop((290, int(top * 10) - 30, 630, int(top * 10) + 310))
    paper = Image.new("RGB", zone.size, artwork.PAPER)
    paper.paste(zone.crop((28, 28, 312, 312)), (28, 28))
    assert ImageChops.difference(zone, paper).getbbox() is None


def printed_is_high(pdf):
    """Truntum's frame is deeper, so that its page stands three millimeters higher."""
    return reading.box_of(pdf, "7KQ4 M000 X9RT").bottom < 185


@pytest.mark.parametrize("witness", [None, WITNESS])
@pytest.mark.parametrize("content", [SAMPLE, LONGEST], ids=["plain", "longest"])
def test_no_letter_stands_on_the_ornament(base, witness, content):
    wording = Wording(note="Program {program}") if content is SAMPLE else Wording()
    design = Design(base=base, witness=witness, wording=wording)
    pdf = render_pdf(content, design=design)
    _, boxes = reading._letters(pdf, 0)
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    found = reading.Box(left=min(lefts), top=min(tops), right=max(rights), bottom=max(bottoms))
    sheet = SHEET[base]
    assert (found.left > sheet.left, found.right < sheet.right) == (True, True), found
    assert (found.top > sheet.top, found.bottom < sheet.bottom) == (True, True), found


@pytest.mark.parametrize("witness", [None, WITNESS])
@pytest.mark.parametrize("content", [SAMPLE, LONGEST], ids=["plain", "longest"])
def test_no_line_stands_on_another(base, witness, content):
    pdf = render_pdf(content, design=Design(base=base, witness=witness))
    _, boxes = reading._letters(pdf, 0)
    # The letters of one line are let be; those of two may reach a fifth of their height further.
    letters = [
        (left, top + 0.2 * (bottom - top), right, bottom - 0.2 * (bottom - top))
        for left, bottom, right, top in boxes
        if bottom - top > 1
    ]
    collisions = [(a, b) for a, b in itertools.combinations(letters, 2) if collide(a, b)]
    assert collisions == []


def collide(one, other):
    are_of_one_line = abs(one[1] + one[3] - other[1] - other[3]) < 3
    across = one[0] < other[2] - 0.3 and other[0] < one[2] - 0.3
    return not are_of_one_line and across and one[1] < other[3] and other[1] < one[3]


def test_twenty_awkward_samples_differ():
    base = samples.example(
        {},
        on_behalf_of_bnsp=True,
        issued_on=dt.date(2026, 10, 14),
        valid_until=dt.date(2029, 10, 14),
        verify_url="HTTPS://CONTOH.ID/V/000000000000",
        verify_code="000000000000",
    )
    made = dict(samples.awkward(base))
    assert (len(made), len({content.sha256() for content in made.values()})) == (20, 19)


def test_a_collision_would_be_seen():
    """The control: two letters of two lines that share some paper."""
    assert collide((0, 0, 2, 2), (1, 1.6, 3, 3.6))
    assert not collide((0, 0, 2, 2), (1, 2.1, 3, 4.1))
