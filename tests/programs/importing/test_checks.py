import pytest

from programs.content import CriterionText, ElementText, StandardText, UnitText
from programs.importing.checks import MOST_UNITS, FileFaultsError, check

UNIT = UnitText(code="U.1", title="Unit")


def standard(*units: UnitText, **fields: str) -> StandardText:
    return StandardText(**({"code": "X-1", "title": "Judul", "units": units} | fields))


def element(number: int = 1, title: str = "Elemen", *criteria: CriterionText) -> ElementText:
    return ElementText(number, title, criteria)


def test_sound_standard_passes():
    sound = standard(UNIT)

    assert check(sound) is sound


@pytest.mark.parametrize(
    ("faulty", "said"),
    [
        (standard(UNIT, code=""), ["Standar belum punya kode."]),
        (standard(UNIT, title=""), ["Standar belum punya judul."]),
        (standard(UNIT, code="X" * 61), ["Kode standar lebih dari 60 huruf."]),
        (standard(UNIT, title="X" * 401), ["Judul standar lebih dari 400 huruf."]),
        (standard(), ["Standar belum punya unit."]),
        (
            standard(*(UnitText(code="", title="U") for _ in range(MOST_UNITS + 1))),
            ["Standar berisi 501 unit; paling banyak 500."],
        ),
        (standard(UNIT, UNIT), ["Kode unit U.1 muncul 2 kali. Satu kode untuk satu unit."]),
        (standard(UnitText(code="U.1", title="")), ["Judul unit ke-1 (U.1) kosong."]),
        (
            standard(UnitText(code="DEMO.1", title="Unit")),
            [
                (
                    "Kode DEMO.1 menandai unit contoh, tetapi standarnya bukan contoh. "
                    "Beri standar contoh kode yang diawali DEMO."
                )
            ],
        ),
        (
            standard(UnitText(code="U.1", title="Unit", elements=(element(), element()))),
            ["Nomor elemen 1 muncul 2 kali pada unit ke-1 (U.1)."],
        ),
        (
            standard(UnitText(code="U.1", title="Unit", elements=(element(1, ""),))),
            ["Elemen 1 pada unit ke-1 (U.1) belum punya judul."],
        ),
        (
            standard(
                UnitText(
                    code="U.1",
                    title="Unit",
                    elements=(element(1, "E", CriterionText("1.1", "")),),
                )
            ),
            ["KUK 1.1 pada unit ke-1 (U.1) kosong."],
        ),
        (
            standard(
                UnitText(
                    code="U.1",
                    title="Unit",
                    elements=(element(1, "E", CriterionText("1.1", "K" * 501)),),
                )
            ),
            ["KUK 1.1 pada unit ke-1 (U.1) lebih dari 500 huruf."],
        ),
    ],
)
def test_fault_is_named_with_its_place(faulty, said):
    with pytest.raises(FileFaultsError) as caught:
        check(faulty)

    assert caught.value.faults == said
