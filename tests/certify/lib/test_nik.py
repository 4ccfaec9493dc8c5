import datetime

import pytest

from certify.lib import nik
from certify.lib.errors import InvalidInputError


@pytest.mark.parametrize(
    "written",
    [
        "9970134309690001",
        " 9970134309690001 ",
        "'9970134309690001",
        "997013 430969 0001",
        "997013.430969.0001",
        "997013-430969-0001",
        "\u200e9970134309690001\u200e",
        "9970\u00a01343\u00a00969\u00a00001",
        "\ufeff9970134309690001",
        "9970\u20091343 0969\u200b0001",
    ],
)
def test_normalized_leaves_sixteen_digits(written: str) -> None:
    assert nik.parse(written) == "9970134309690001"


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "NIK kosong. Ketik 16 angka dari KTP."),
        ("990101611265001", "NIK harus 16 angka. Ini baru 15."),
        ("99010161126500123", "NIK harus 16 angka. Ini 17, lebih 1."),
        ("99O1016112650012", "NIK hanya berisi angka. Periksa huruf atau tanda di dalamnya."),
        ("٩٩٠١٠١٦١١٢٦٥٠٠١٢", "NIK hanya berisi angka. Periksa huruf atau tanda di dalamnya."),
        ("3,51701E+15", "NIK hanya berisi angka. Periksa huruf atau tanda di dalamnya."),
    ],
)
def test_parse_refuses_with_what_was_found(written: str, sentence: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        nik.parse(written)

    assert refusal.value.sentence == sentence


def test_parts_of_a_woman() -> None:
    assert nik.parts("9970134309690001") == nik.NikParts(
        region="997013",
        birth_day=3,
        birth_month=9,
        birth_year=69,
        is_female=True,
        serial="0001",
    )


def test_doubts_are_none_when_all_agrees() -> None:
    assert nik.doubts("9970134309690001", born_on=datetime.date(1969, 9, 3), is_female=True) == []


def test_doubts_name_region_date_and_sex() -> None:
    assert nik.doubts("0070131709610001", born_on=datetime.date(1962, 9, 17), is_female=True) == [
        "Kode wilayah 00 tidak dikenal. Periksa dua angka pertama NIK.",
        "Angka tanggal di NIK (17-09-61) berbeda dari tanggal lahir 17-09-1962.",
        "Menurut NIK orang ini laki-laki. Periksa jenis kelamin atau NIK.",
    ]


def test_mask_shows_region_and_serial_only() -> None:
    assert nik.mask("3517084101900001") == "3517••••••••0001"
    assert nik.mask("351708") == "••••••"
