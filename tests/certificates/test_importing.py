"""BNSP numbers out of files: matched, never guessed."""

import io

import openpyxl
import pytest

from certificates import importing
from certificates.importing import Person
from certify.lib.errors import InvalidInputError

PEOPLE = [Person(11, 1, "Siti Romlah"), Person(12, 2, "Ngatemi"), Person(13, 3, "Ngatemi")]


def _csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def test_names_are_matched_in_any_case_and_order():
    found = importing.read(
        _csv("No;Nama;No. Sertifikat;No. Registrasi", "9;SITI ROMLAH;13134 1;BTK 1"), PEOPLE
    )

    assert (found.numbers, found.strangers) == ({11: ("13134 1", "BTK 1")}, [])


def test_two_of_one_name_are_told_apart_by_number():
    found = importing.read(
        _csv(
            "No Peserta,Nama Peserta,Nomor Sertifikat,Nomor Registrasi",
            "3,Ngatemi,13134 3,BTK 3",
            "7,Ngatemi,13134 7,BTK 7",
        ),
        PEOPLE,
    )

    assert found.numbers == {13: ("13134 3", "BTK 3")}
    assert found.strangers == ["Baris 3: Ngatemi"]


def test_a_file_without_names_is_matched_by_number():
    found = importing.read(
        _csv("Nomor\tNomor sertifikat\tNomor registrasi", "2\t13134 2\tBTK 2", "\t\t"), PEOPLE
    )

    assert found.numbers == {12: ("13134 2", "BTK 2")}


def test_a_number_never_overrides_a_name():
    found = importing.read(
        _csv("No,Nama,Nomor sertifikat,Nomor registrasi", "1,Orang Lain,13134 1,BTK 1"), PEOPLE
    )

    assert (found.numbers, found.strangers) == ({}, ["Baris 2: Orang Lain"])


def test_a_workbook_with_title_rows():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Daftar nomor dari BNSP"])
    sheet.append([])
    sheet.append(["Nama", "Nomor Sertifikat", "Nomor Registrasi"])
    sheet.append(["Siti Romlah", "13134 7318 3 0000001 2026", "BTK 228 00001 2026"])
    out = io.BytesIO()
    book.save(out)

    found = importing.read(out.getvalue(), PEOPLE)

    assert found.numbers == {11: ("13134 7318 3 0000001 2026", "BTK 228 00001 2026")}


@pytest.mark.parametrize("content", [_csv("Nama;NIK", "Siti;1"), b"%PDF-1.7", b""])
def test_other_files_are_refused_with_a_way_out(content):
    with pytest.raises(InvalidInputError) as refusal:
        importing.read(content, PEOPLE)

    assert refusal.value.sentence
