"""The isen seri: 64 petals say the hash, on the paper, the page and the badge alike."""

import dataclasses
import hashlib
import io
import re

import pypdfium2
import pytest
from PIL import Image

from certificates.rendering import artwork, badge, motifs, render_pdf, render_svg_strip
from tests.browsing import DESK, PHONE
from tests.certificates.samples import SAMPLE
from tests.factories import certificates, programs

HEXADECIMAL_DIGITS = 16
DPI = 300
MM = DPI / 25.4
TILE = re.compile(r'<path d="([^"]+)" transform="translate\(')
DOT = re.compile(r"M(-?[\d.]+) (-?[\d.]+)h\.01")
DARK = 128


def digits(bits: list[bool]) -> str:
    """Write 64 bits as the hexadecimal digits with which the hash begins."""
    assert len(bits) == motifs.STRIP_BITS
    return f"{int(''.join('01'[bit] for bit in bits), 2):0{HEXADECIMAL_DIGITS}x}"


def read_svg(strip: str) -> str:
    """Count the dots of every petal of a drawn strip: two are 0, three are 1."""
    tiles = [tile for tile in TILE.findall(strip) if "h.01" in tile][-motifs.STRIP_TILES :]
    bits = []
    for tile in tiles:
        dots = [(float(x) > 0, float(y) > 0) for x, y in DOT.findall(tile)]
        for petal in ((False, False), (True, False), (False, True), (True, True)):
            assert dots.count(petal) in (2, 3)
            bits.append(dots.count(petal) == 3)
    return digits(bits)


def read_page(strip: str) -> str:
    """Read the two halves of a page: each petal's line is drawn with two dots or with three."""
    bits = []
    halves = re.findall(r"<svg.*?</svg>", strip, re.DOTALL)
    for half in halves[:2]:
        two, three = (
            {
                (int(x) // 200, int(right) > 0, int(down) > 0)
                for x, right, down in re.findall(r"M(\d+) \d+l(-?\d+) (-?\d+)", lines)
            }
            for lines in re.findall(r'stroke-dasharray="[^"]+" d="([^"]*)"', half)
        )
        petals = [(tile, right, down) for tile in range(8) for down in (0, 1) for right in (0, 1)]
        assert not two & three
        assert two | three == set(petals)
        bits += [petal in three for petal in petals]
    return digits(bits)


def read_picture(png: bytes, *, tiles: int) -> list[bool]:
    """Look at the middle of every petal of a picture of tiles: light where the third dot sits."""
    with Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("L")
    tile = picture.width / tiles
    return [
        picture.getpixel(
            (round((index + 0.5 + right / 4) * tile), round((0.5 + down / 4) * picture.height))
        )
        > DARK
        for index in range(tiles)
        for right, down in ((-1, -1), (1, -1), (-1, 1), (1, 1))
    ]


def read_paper(pdf: bytes) -> str:
    """Look at the middle of every petal on the printed page: light where the third dot sits."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=DPI / 72).to_pil().convert("L")
    top = artwork.MARGIN + (artwork.ROWS - 1) * artwork.TILE
    left = artwork.MARGIN + artwork.STRIP_FIRST * artwork.TILE
    centers = motifs.row(motifs.STRIP_TILES, artwork.TILE, left, top)
    quarter = artwork.TILE / 4
    return digits(
        [
            page.getpixel((round((x + right * quarter) * MM), round((y + down * quarter) * MM)))
            > DARK
            for x, y in centers
            for right, down in ((-1, -1), (1, -1), (-1, 1), (1, 1))
        ]
    )


@pytest.mark.parametrize(
    "sha256", ["0" * 64, "f" * 64, *(hashlib.sha256(bytes([n])).hexdigest() for n in range(40))]
)
def test_petals_give_the_hash_back(sha256):
    expected = sha256[:HEXADECIMAL_DIGITS]

    assert read_svg(artwork.strip(sha256)) == expected
    assert read_page(render_svg_strip(sha256)) == expected


@pytest.mark.parametrize("name", ["Siti Romlah", "Sutrisno", "Ni Wayan Sukerti"])
def test_the_printed_paper_says_the_hash_of_its_content(name):
    content = dataclasses.replace(SAMPLE, holder_name=name)

    assert read_paper(render_pdf(content)) == content.sha256()[:HEXADECIMAL_DIGITS]


def test_one_letter_changes_about_half_of_the_petals():
    other = dataclasses.replace(SAMPLE, holder_name="Siti Romlan")

    differing = sum(
        a != b
        for a, b in zip(
            motifs.strip_bits(SAMPLE.sha256()), motifs.strip_bits(other.sha256()), strict=True
        )
    )
    assert 16 <= differing <= 48


def test_the_badge_draws_the_same_strip():
    assert read_svg(badge.badge_svg(SAMPLE)) == SAMPLE.sha256()[:HEXADECIMAL_DIGITS]


@pytest.mark.django_db
def test_the_page_and_the_badge_draw_the_strip_of_the_paper(cast, client, media):
    cast.body.name_en = "Example Professional Certification Body"
    cast.body.save()
    stage = programs.stage(cast)
    certificates.credential_key(stage)
    certificate = certificates.issued(stage)[0]

    page = client.get(f"/v/{certificate.code}").content.decode()

    on_paper = read_paper(certificates.stored(certificate, media))
    assert on_paper == certificate.content_sha256[:HEXADECIMAL_DIGITS]
    assert read_page(page) == on_paper
    assert read_svg(client.get(f"/v/{certificate.code}/lencana.svg").content.decode()) == on_paper


@pytest.mark.browser
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_browser_shows_the_petals_of_the_paper(open_page, committed_cast, media, viewport):
    committed_cast.body.name_en = "Example Professional Certification Body"
    committed_cast.body.save()
    certificate = certificates.issued(programs.stage(committed_cast))[0]
    page = open_page(viewport=viewport, device_scale_factor=4)

    page.goto(f"/v/{certificate.code}")
    halves = page.locator("svg[aria-label^='Isen seri']").all()
    bits = [bit for half in halves for bit in read_picture(half.screenshot(), tiles=8)]

    assert digits(bits) == read_paper(certificates.stored(certificate, media))
