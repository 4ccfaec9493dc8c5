"""Invented artisans: the same ones every time, none of them in ``data/peserta``.

Identity numbers begin with 99, a region that does not exist, so every screen and paper marks
these people CONTOH (decisions.md 9).
"""

import datetime as dt
from dataclasses import dataclass

FEMALE = (
    "Rukmini", "Suparti", "Endang", "Ngatemi", "Romlah", "Tumini", "Warsini", "Juwariyah",
    "Musrifah", "Aminatus", "Khotimah", "Mariyam", "Painem", "Sulastri", "Winarsih", "Yuliati",
    "Zulaikah", "Nafisah", "Hamidah", "Rumiyati", "Hj. Sofiyah", "Sri Wahyuni", "Dewi Laras",
)  # fmt: skip
MALE = ("Slamet", "Sugeng", "Bambang", "Joko", "Teguh", "Supriyadi", "Moch. Khoirul", "Anwar")
FEMALE_LAST = (
    "Handayani", "Setyaningsih", "Rahmawati", "Utami", "Mulyani", "Wijayanti", "Suryani",
    "Kurniawati", "Hartini", "Sulistyowati", "", "Lestari, S.Sn.", "Puji Astutik",
)  # fmt: skip
MALE_LAST = ("Santosa", "Raharjo", "Ma'ruf", "Prakoso", "Wicaksono", "", "Hermawan, S.T.")
HAMLETS = ("Dsn. Krajan", "Dsn. Sawahan", "Dsn. Mojosari", "Dsn. Kedungrejo")
VILLAGES = (
    ("Jatipelem", "Diwek"),
    ("Candimulyo", "Jombang"),
    ("Ngrimbi", "Bareng"),
    ("Mojotrisno", "Mojoagung"),
    ("Plandi", "Jombang"),
    ("Wonosalam", "Wonosalam"),
    ("Sumobito", "Sumobito"),
    ("Tunggorono", "Jombang"),
)
TOWNS = ("Jombang", "Mojokerto", "Kediri", "Nganjuk", "Lamongan")
SCHOOLING = ("sd", "smp", "sma", "smk", "sma", "d3", "s1")
STUDIOS = (
    "Batik Lereng Anjasmoro",
    "Griya Batik Cempaka",
    "Sanggar Kenanga",
    "Batik Pring Sedapur",
    "Kelompok Batik Mawar",
    "Batik Tirta Brantas",
)
MALE_EVERY = 6


@dataclass(frozen=True, slots=True)
class Artisan:
    """One invented person, as a form would take it."""

    full_name: str
    nik: str
    birth_place: str
    birth_date: dt.date
    sex: str
    address: str
    village_name: str
    district_name: str
    phone: str
    education: str
    business_name: str
    years_in_business: int


def artisan(number: int) -> Artisan:
    """Make the invented person with this number (from 1); the same number, the same person."""
    male = number % MALE_EVERY == 0
    first, last = (MALE, MALE_LAST) if male else (FEMALE, FEMALE_LAST)
    round_number = number // len(first)
    name = f"{first[number % len(first)]} {last[(number + round_number * 5) % len(last)]}".strip()
    born = dt.date(1961, 1, 1) + dt.timedelta(days=(number * 373) % 14_600)
    day = born.day if male else born.day + 40
    village, district = VILLAGES[number % len(VILLAGES)]
    return Artisan(
        full_name=name,
        nik=f"99{(number * 7) % 90 + 10:02d}{number % 21 + 1:02d}"
        f"{day:02d}{born.month:02d}{born.year % 100:02d}{5000 + number:04d}",
        birth_place=TOWNS[number % len(TOWNS)],
        birth_date=born,
        sex="male" if male else "female",
        address=f"{HAMLETS[number % len(HAMLETS)]} RT {number % 9 + 1:03d} RW {number % 6 + 1:03d}",
        village_name=village,
        district_name=district,
        phone=f"0819{(number * 48_271) % 100_000_000:08d}",
        education=SCHOOLING[number % len(SCHOOLING)],
        business_name=STUDIOS[number % len(STUDIOS)],
        years_in_business=number % 28 + 2,
    )
