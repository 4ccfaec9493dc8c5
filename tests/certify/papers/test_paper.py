"""Letter head, signatures and page numbers, as a reader finds them in the PDF."""

import datetime as dt
import io

import pypdf
import pytest
from django.utils.html import format_html
from PIL import Image

from certify.papers import Letterhead, Orientation, SignatureBlock, SignatureRow, render_paper
from tests.certificates.rendering import reading

DAY = dt.date(2023, 1, 26)
AGENCY = Letterhead(
    lines=("Pemerintah Kabupaten Jombang", "Dinas Perdagangan & Perindustrian"),
    address="Jalan Contoh 1, Jombang",
    contact="Telepon (0321) 000000",
)
HEAD_OF_AGENCY = SignatureBlock(
    position="Kepala Dinas",
    name="Drs. Contoh <b>, M.Si.",
    city="Jombang",
    signed_on=DAY,
    rank="Pembina Utama Muda",
    nip="19990101 202001 1 001",
)


def _text(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def _paper(body, **changes):
    return render_paper(body, **({"title": "Daftar & hadir", "dated_on": DAY} | changes))


def test_a_letter_has_head_body_signature_and_foot():
    pdf = _paper("<h1>Daftar</h1>", letterhead=AGENCY, signatures=[HEAD_OF_AGENCY])
    assert _text(pdf)[0] == (
        "Pemerintah Kabupaten Jombang Dinas Perdagangan & Perindustrian "
        "Jalan Contoh 1, Jombang Telepon (0321) 000000 Daftar "
        "Jombang, 26 Januari 2023 Kepala Dinas Drs. Contoh <b>, M.Si. Pembina Utama Muda "
        "NIP 19990101 202001 1 001 Daftar & hadir Halaman 1 dari 1"
    )


def test_every_page_says_which_it_is():
    pages = _text(_paper("<p>satu</p>" * 80))
    assert [page.rpartition("Halaman ")[2] for page in pages] == [
        "1 dari 3",
        "2 dari 3",
        "3 dari 3",
    ]


def test_the_head_of_a_list_repeats_on_every_page():
    rows = "".join(f"<tr><td class=sign>{number}</td></tr>" for number in range(60))
    table = f"<table class=list><thead><tr><th>Nama</th></tr></thead><tbody>{rows}</tbody></table>"
    pages = _text(_paper(table))
    assert len(pages) > 1
    assert all(page.startswith("Nama ") for page in pages)


def test_signatures_are_never_parted_from_each_other_nor_from_the_last_lines():
    row = [HEAD_OF_AGENCY, SignatureBlock(opening="Mengetahui,", position="Direktur", name="Dr. X")]
    pages = _text(_paper("<p>satu</p>" * 38, signatures=row))
    assert [("Kepala Dinas" in page, "Mengetahui" in page) for page in pages] == [
        (False, False),
        (True, True),
    ]
    assert pages[1].startswith("satu ")


@pytest.mark.parametrize(
    ("orientation", "size"),
    [(Orientation.PORTRAIT, (595, 842)), (Orientation.LANDSCAPE, (842, 595))],
)
def test_the_sheet_lies_as_asked(orientation, size):
    page = pypdf.PdfReader(io.BytesIO(_paper("<p>satu</p>", orientation=orientation))).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == size


def test_an_example_is_marked_on_every_page():
    marked = _text(_paper("<p>satu</p>" * 80, is_example=True))
    assert ["CONTOH" in page for page in marked] == [True] * 3
    assert "CONTOH" not in _text(_paper("<p>satu</p>"))[0]


def test_the_same_paper_is_the_same_bytes_with_its_own_day_inside():
    logo = io.BytesIO()
    Image.new("RGB", (40, 44), "#2F5D3A").save(logo, "PNG")
    head = Letterhead(lines=("LSP Batik",), logo=logo.getvalue())
    first, again = (_paper("<p>satu</p>", letterhead=head) for _ in range(2))
    metadata = pypdf.PdfReader(io.BytesIO(first)).metadata
    assert first == again
    assert (metadata.title, metadata.creation_date_raw) == ("Daftar & hadir", "D:20230126")


def test_rooms_for_the_pen_stand_on_one_line():
    short = SignatureBlock(position="Direktur", name="Dr. Bawah")
    third = SignatureBlock(position="Anggota", name="Ketiga")
    pdf = _paper("<p>satu</p>", signatures=[HEAD_OF_AGENCY, short, third])
    left, right, below = (reading.box_of(pdf, n) for n in ("Drs. Contoh", "Dr. Bawah", "Ketiga"))
    assert left.bottom == pytest.approx(right.bottom, abs=0.6)
    assert (left.right < right.left, below.top > right.bottom) == (True, True)
    assert below.left == pytest.approx(right.left, abs=0.6)


def test_blocks_print_themselves_in_a_django_template_and_stay_text():
    row = SignatureRow([HEAD_OF_AGENCY])
    assert "Contoh &lt;b&gt;" in format_html("{}", row)
    assert "Perdagangan &amp; Perindustrian" in format_html("{}", AGENCY)
