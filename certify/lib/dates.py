"""Dates and numbers in words, as Indonesian letters and certificates write them.

Plain Python without a locale: a paper made today must read the same on every machine and in ten
years. Indonesian official papers write a date in two ways, "26 Januari 2023" and, where nobody
may change it, "tanggal dua puluh enam bulan Januari tahun dua ribu dua puluh tiga".
"""

import datetime as dt

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_UNITS = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_SCALES = ((10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"), (10**2, "ratus"), (10, "puluh"))
_UNITS_EN = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def long_date(day: dt.date) -> str:
    """Return "26 Januari 2023"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: dt.date) -> str:
    """Return "26 Jan 2023", for a table's narrow column."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def long_date_en(day: dt.date) -> str:
    """Return "26 January 2023"."""
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def weekday_date(day: dt.date) -> str:
    """Return "Kamis, 26 Januari 2023"."""
    return f"{DAYS[day.weekday()]}, {long_date(day)}"


def date_in_words(day: dt.date) -> str:
    """Return "tanggal dua puluh enam bulan Januari tahun dua ribu dua puluh tiga"."""
    return (
        f"tanggal {number_in_words(day.day)} bulan {MONTHS[day.month - 1]} "
        f"tahun {number_in_words(day.year)}"
    )


def weekday_date_in_words(day: dt.date) -> str:
    """Return "Kamis, tanggal dua puluh enam bulan Januari …", the opening of a minute."""
    return f"{DAYS[day.weekday()]}, {date_in_words(day)}"


def date_range(first: dt.date, last: dt.date) -> str:
    """Return "12–14 Oktober 2026", naming the month or the year twice only when they differ."""
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {long_date(last)}"
    return f"{long_date(first)} – {long_date(last)}"


def number_in_words(number: int) -> str:
    """Return ``number`` in Indonesian: 36 is "tiga puluh enam".

    Raises ``ValueError`` below zero and from a trillion up; no paper of ours counts so far.
    """
    if not 0 <= number < 10**12:
        raise ValueError(f"{number} is not written in words")
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    scale, name = next((scale, name) for scale, name in _SCALES if number >= scale)
    count, rest = divmod(number, scale)
    # One hundred and one thousand join the numeral: seratus, seribu; a million does not.
    head = f"se{name}" if count == 1 and scale <= 10**3 else f"{number_in_words(count)} {name}"
    return f"{head} {number_in_words(rest)}" if rest else head


def number_in_words_en(number: int) -> str:
    """Return ``number`` in English up to 999: 36 is "thirty-six".

    Raises ``ValueError`` outside that; only years and months of validity are written in English.
    """
    if not 0 <= number < 1000:
        raise ValueError(f"{number} is not written in words")
    if number < len(_UNITS_EN):
        return _UNITS_EN[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return f"{_TENS_EN[tens]}-{_UNITS_EN[rest]}" if rest else _TENS_EN[tens]
    hundreds, rest = divmod(number, 100)
    head = f"{_UNITS_EN[hundreds]} hundred"
    return f"{head} and {number_in_words_en(rest)}" if rest else head
