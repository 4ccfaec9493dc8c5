"""Invented people: whole numbers, and nobody of the agency's list."""

import csv
from pathlib import Path

from certify.demo.people import artisan
from certify.lib import nik

LIST = Path(__file__).resolve().parents[2] / "data" / "peserta-2022.csv"


def test_numbers_agree_with_birth_and_sex_and_begin_with_99():
    people = [artisan(number) for number in range(1, 121)]

    assert len({person.nik for person in people}) == 120
    for person in people:
        day = person.birth_date.day + (40 if person.sex == "female" else 0)
        assert (len(person.nik), person.nik[:2]) == (16, "99")
        assert person.nik[6:12] == f"{day:02d}{person.birth_date:%m%y}"
        assert nik.mask(person.nik).startswith(person.nik[:4])


def test_nobody_stands_in_the_agencys_list():
    with LIST.open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file, delimiter=";"))
    people = [artisan(number) for number in range(1, 121)]

    assert not {person.nik for person in people} & {row["NIK"] for row in listed}
    assert not {person.full_name for person in people} & {row["Nama Lengkap"] for row in listed}
