"""A design: its stored form, its name, and what it changes on the paper."""

import dataclasses
import json

import pytest

from certificates.rendering import STANDARD, Design, NotPrintableError, placeholders, render_pdf
from certificates.rendering.design import Base, LogoPlace, Witness, Wording, named
from tests.certificates.rendering import reading
from tests.certificates.samples import SAMPLE

OWN = Design(
    base=Base.KAWUNG,
    heading="#2F5D3A",
    ornament="#9E2B25",
    logos=(LogoPlace.AGENCY,),
    own_logo=b"\x89PNG",
    own_logo_called="Paguyuban Batik",
    wording=Wording(statement="{lsp} menyatakan bahwa", units_note="Berlaku dengan {acuan}."),
    witness=Witness(opening="Mengetahui,", position="Kepala Dinas", name="Suwarni, S.E."),
)


@pytest.mark.parametrize("design", [STANDARD, OWN])
def test_a_design_is_read_as_it_was_written(design):
    assert Design.from_json(design.to_json()) == design


@pytest.mark.parametrize(
    "change",
    [{"format": 2}, {"script": "1"}, {"base": "sunray"}, {"wording": {"title": "A", "css": "b"}}],
)
def test_a_stored_design_that_cannot_be_read_whole_is_refused(change):
    changed = json.dumps(json.loads(OWN.to_json()) | change)
    with pytest.raises(ValueError, match=r"design|sunray"):
        Design.from_json(changed)


def test_the_standard_design_never_changes():
    """Certificates name it "1" and are printed with it for ever."""
    assert (STANDARD.version, STANDARD.sha256()) == (
        "1",
        "9176beee73c686c82f00fc4e2ccddde1aa16e5b829c44bb0160adfef593f8c96",
    )


def test_a_design_is_named_by_its_contents():
    assert OWN.version == f"kawung@{OWN.sha256()[:12]}"
    assert [named(version) for version in (OWN.version, "1", "digital-1")] == [
        ("kawung", OWN.sha256()[:12]),
        None,
        None,
    ]


def test_a_placeholder_is_filled_once_and_everything_else_is_literal():
    content = dataclasses.replace(SAMPLE, holder_name="{skema} ${nama}")
    assert placeholders.fill("<b>{nama}</b> %s {x} {nama.__class__} {{lsp}} $nomor", content) == (
        "<b>{skema} ${nama}</b> %s {x} {nama.__class__} {Lembaga Sertifikasi Profesi Batik} $nomor"
    )
    assert placeholders.unknown("{nama} {x} {{7*7}} ${y} {nama.__class__} {} {x") == [
        "x",
        "7*7",
        "y",
        "nama.__class__",
        "",
    ]


def test_the_words_of_a_design_stand_on_the_paper():
    pdf = render_pdf(SAMPLE, design=dataclasses.replace(OWN, own_logo=None))
    front, back = reading.text(pdf, 0), reading.text(pdf, 1)
    assert "Lembaga Sertifikasi Profesi Batik menyatakan bahwa This is to certify" in front
    assert "Mengetahui, Suwarni, S.E. Kepala Dinas" in front
    assert "Berlaku dengan Kepmenaker RI No. 104 Tahun 2018." in back


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        (Wording(title="Sertifikat " * 9), "Judul “Sertifikat .* terlalu panjang"),
        (Wording(statement="{nama} " * 20), "Kalimat pembuka “Siti Romlah"),
        (Wording(note="批"), "Catatan kaki halaman depan memuat huruf"),
    ],
)
def test_words_that_cannot_be_printed_are_refused_by_name(wording, sentence):
    with pytest.raises(NotPrintableError, match=sentence):
        render_pdf(SAMPLE, design=Design(wording=wording))
