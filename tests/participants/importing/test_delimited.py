"""Encodings, separators, line ends and quotes of text files (reliability E5)."""

import pytest

from participants.importing import reading
from participants.importing.refusals import Refusal, UnreadableFileError
from participants.importing.sheets import Book

TABLE = [
    ["Nama", "NIK", "Alamat"],
    ["Siti Romlah", "9935174101800001", "Dsn. Kauman, RT 1"],
    ["Ma’rufah", "9935174202810002", "Jl. Café 5"],
]


def texts(book: Book) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in book.sheets[0].rows]


def written(separator: str, line_end: str) -> str:
    return line_end.join(
        separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in TABLE
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_every_dialect_gives_the_same_table(encoding: str, separator: str, line_end: str) -> None:
    book = reading.read_file(written(separator, line_end).encode(encoding))

    assert texts(book) == TABLE
    assert book.notices == []


def test_windows_letters_are_read_and_asked_about() -> None:
    book = reading.read_file(written(";", "\r\n").encode("cp1252"))

    assert texts(book) == TABLE
    (notice,) = book.notices
    assert notice == (
        "Berkas ini tidak memakai UTF-8; dibaca sebagai huruf Windows. "
        "Periksa apakah baris ini benar: “Ma’rufah;9935174202810002;Jl. Café 5”."
    )


def test_letters_broken_before_they_reached_us_are_pointed_out() -> None:
    book = reading.read_file("Nama;NIK\nSiti CafÃ©;1".encode())

    (notice,) = book.notices
    assert notice == (
        "Ada huruf yang tampak rusak: “Siti CafÃ©;1”. "
        "Periksa namanya, atau simpan ulang berkasnya sebagai .xlsx."
    )


def test_bytes_that_no_encoding_knows_are_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        reading.read_file(b"Nama;NIK\r\nSiti \x81\x8d;1\r\n")

    assert caught.value.refusal is Refusal.ENCODING


def test_excels_own_separator_line_is_followed_and_not_a_row() -> None:
    book = reading.read_file(b"sep=;\r\nNama;NIK\r\nSiti, S.E.;1\r\n")

    assert texts(book) == [["Nama", "NIK"], ["Siti, S.E.", "1"]]
    assert [row.number for row in book.sheets[0].rows] == [2, 3]


def test_commas_in_names_do_not_beat_semicolons() -> None:
    text = "Nama;NIK\n" + "\n".join(f"Siti {i}, S.E., M.M.;{i}" for i in range(9))

    assert texts(reading.read_file(text.encode()))[1] == ["Siti 0, S.E., M.M.", "0"]


def test_line_ends_inside_quotes_stay_and_numbers_follow_the_file() -> None:
    book = reading.read_file(b'Nama,Alamat\r\nSiti,"Dsn. Kauman\r\nRT 1"\r\nBudi,Jombang\r\n')

    assert texts(book)[1] == ["Siti", "Dsn. Kauman\r\nRT 1"]
    assert [row.number for row in book.sheets[0].rows] == [1, 2, 4]


def test_an_open_quote_is_named_with_its_line() -> None:
    lines = ["Nama,NIK", 'Siti,"1', *(f"Orang {i},{i}" for i in range(40))]

    with pytest.raises(UnreadableFileError) as caught:
        reading.read_file("\n".join(lines).encode())

    assert caught.value.refusal is Refusal.QUOTES
    assert caught.value.sentence.endswith("Lihat baris 2.")


def test_a_pasted_block_is_read_by_its_tabs() -> None:
    book = reading.read_pasted("Nama\tNIK\tAlamat\r\nSiti, S.E.\t9935174101800001\tA; B, C\r\n")

    assert texts(book) == [
        ["Nama", "NIK", "Alamat"],
        ["Siti, S.E.", "9935174101800001", "A; B, C"],
    ]


def test_an_empty_paste_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        reading.read_pasted(" \n\t ")

    assert caught.value.refusal is Refusal.EMPTY


def test_more_rows_than_the_limit_are_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        reading.read_pasted("Nama\tNIK\n" + "Siti\t1\n" * 30_000)

    assert caught.value.refusal is Refusal.TOO_MANY_ROWS
