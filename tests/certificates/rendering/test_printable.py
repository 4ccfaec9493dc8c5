"""What is refused before a number is taken, and that what is accepted is printed whole."""

import dataclasses
import unicodedata

import pytest

from certificates.content import UnitLine
from certificates.rendering import (
    FormStore,
    NotPrintableError,
    check_printable,
    places,
    printable_problem,
    render_pdf,
)
from certify.papers import measuring
from tests.certificates.rendering import reading
from tests.certificates.rendering.names import hostile
from tests.certificates.samples import SAMPLE


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Siti Romlah", None),
        ("Rene\u0301", None),
        ("  ", "Nama pemegang masih kosong. Isi dulu, lalu coba lagi."),
        (
            "Siti ꦫꦺꦴ",
            (
                "Nama pemegang memuat huruf yang tidak dapat dicetak: “ꦫ”, “ꦺ”, “ꦴ”. "
                "Ganti dengan huruf Latin, lalu coba lagi."
            ),
        ),
        (
            "Siti\u202eRomlah\u200d",
            (
                "Nama pemegang memuat huruf yang tidak dapat dicetak: U+202E, U+200D. "
                "Ganti dengan huruf Latin, lalu coba lagi."
            ),
        ),
        (
            "М 明 👍",
            (
                "Nama pemegang memuat huruf yang tidak dapat dicetak: “М”, “明”, “👍”. "
                "Ganti dengan huruf Latin, lalu coba lagi."
            ),
        ),
        (
            "W" * 60,
            (
                f"Nama pemegang “{'W' * 60}” terlalu panjang untuk dicetak, juga dalam dua baris. "
                "Singkatkan, misalnya gelarnya, lalu coba lagi."
            ),
        ),
    ],
)
def test_a_name_that_cannot_be_printed_is_explained(name, problem):
    assert printable_problem(name) == problem


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"holder_name": "明"}, "Nama pemegang memuat huruf"),
        ({"qualification": "Pembatik " * 20}, "Kualifikasi “Pembatik "),
        ({"body_name": ""}, "Nama LSP masih kosong."),
        ({"city": "Semarang \u0007"}, r"Kota memuat huruf .*: U\+0007\."),
        ({"units": (UnitLine(code="A.1", title="批"),)}, "Unit A.1 memuat huruf"),
        ({"photo_jpeg": b"<svg/>"}, "Foto tidak dapat dicetak. Unggah ulang sebagai JPG atau PNG."),
        ({"logo_body": b"\xff\xd8\xff\xe0"}, "Logo LSP tidak dapat dicetak."),
    ],
)
def test_a_content_that_cannot_be_printed_is_refused_and_named(changes, sentence):
    content = dataclasses.replace(SAMPLE, **changes)
    with pytest.raises(NotPrintableError, match=sentence):
        check_printable(content)
    with pytest.raises(NotPrintableError, match=sentence):
        render_pdf(content)


def test_a_content_without_fault_passes():
    assert check_printable(SAMPLE) is None


def test_a_long_name_shrinks_before_it_takes_two_lines():
    slot = places.DIGITAL["holder_name"]
    assert [slot.fit("Siti " * times + "Romlah") for times in (1, 11, 16, 60)] == [
        measuring.Fitted(("Siti Romlah",), 30),
        measuring.Fitted(("Siti " * 11 + "Romlah",), 27),
        measuring.Fitted((("Siti " * 9).strip(), "Siti " * 7 + "Romlah"), 22),
        None,
    ]


def test_a_place_is_never_filled_with_what_does_not_fit():
    content = dataclasses.replace(SAMPLE, field="W" * 90)
    with pytest.raises(ValueError, match="field does not fit its place"):
        places.fill(content, places.DIGITAL)


ROOM = reading.Box(left=18, top=73, right=279, bottom=104.5)


def _check_that_it_is_whole_or_refused(name, forms=None):
    if printable_problem(name):
        assert len(name) > 60 or " " not in name, "a name of sixty characters has to fit"
        return
    pdf = render_pdf(dataclasses.replace(SAMPLE, holder_name=name), forms=forms)
    name = unicodedata.normalize("NFC", name)
    box = reading.box_of(pdf, name)
    above, below = reading.box_of(pdf, "This is to certify that,"), reading.box_of(pdf, "No. Reg.")
    fitted = places.DIGITAL["holder_name"].fit(name)
    large = measuring.font("Spectral-Medium.ttf")
    assert f" {name} " in reading.words(pdf, 0)
    assert ROOM.left < box.left < box.right < ROOM.right
    assert above.bottom < box.top < box.bottom < below.top
    assert above.top > reading.box_of(pdf, "No. 13134").bottom
    assert abs((box.left + box.right) / 2 - 297 / 2) < 1
    assert box.right - box.left <= max(large.width_mm(line, fitted.size) for line in fitted.lines)
    assert reading.page_count(pdf) == 2


# A reduced count of the drill below.
@pytest.mark.parametrize("name", hostile(60))
def test_a_hostile_name_is_printed_whole_or_refused(name):
    _check_that_it_is_whole_or_refused(name)


@pytest.mark.drill
def test_five_thousand_hostile_names_are_printed_whole_or_refused(tmp_path):
    """C4, from forms, as certificates are made."""
    names, forms = set(hostile(5000)), FormStore(tmp_path)
    assert len(names) > 4900
    for name in names:
        _check_that_it_is_whole_or_refused(name, forms)


@pytest.mark.control
def test_control_a_name_that_is_not_fitted_is_found(monkeypatch):
    name = "Siti " * 14 + "Romlah"
    _check_that_it_is_whole_or_refused(name)
    slot = dataclasses.replace(places.DIGITAL["holder_name"], width_mm=1000)
    monkeypatch.setitem(places.DIGITAL, "holder_name", slot)
    with pytest.raises(AssertionError):
        _check_that_it_is_whole_or_refused(name)


def test_a_name_below_the_photograph_breaks_at_its_spaces_only():
    assert [
        places.holder_lines(name)
        for name in ("Siti  Romlah", "Raden Ajeng Kusumaningtyas Sastrowardoyo", "W" * 30 + " Li")
    ] == [
        ("Siti Romlah",),
        ("Raden Ajeng Kusumaningtyas", "Sastrowardoyo"),
        ("W" * 30, "Li"),
    ]
