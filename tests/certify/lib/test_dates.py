"""Dates and numbers in words, beside an independent library."""

import datetime as dt

import pytest
from num2words import num2words

from certify.lib import dates

HANDED_OVER = dt.date(2023, 1, 26)


def test_the_ways_to_write_one_day():
    assert [
        dates.long_date(HANDED_OVER),
        dates.short_date(HANDED_OVER),
        dates.long_date_en(HANDED_OVER),
        dates.weekday_date(HANDED_OVER),
        dates.date_in_words(HANDED_OVER),
        dates.weekday_date_in_words(HANDED_OVER),
    ] == [
        "26 Januari 2023",
        "26 Jan 2023",
        "26 January 2023",
        "Kamis, 26 Januari 2023",
        "tanggal dua puluh enam bulan Januari tahun dua ribu dua puluh tiga",
        "Kamis, tanggal dua puluh enam bulan Januari tahun dua ribu dua puluh tiga",
    ]


@pytest.mark.parametrize(
    ("last", "written"),
    [
        (dt.date(2026, 10, 12), "12 Oktober 2026"),
        (dt.date(2026, 10, 14), "12–14 Oktober 2026"),
        (dt.date(2026, 11, 2), "12 Oktober – 2 November 2026"),
        (dt.date(2027, 1, 2), "12 Oktober 2026 – 2 Januari 2027"),
    ],
)
def test_a_range_names_month_and_year_no_more_than_needed(last, written):
    assert dates.date_range(dt.date(2026, 10, 12), last) == written


NUMBERS = [*range(2101), *range(999_990, 1_000_111), 5_150_000, 10**9, 123_456_789_012]


def test_numbers_in_indonesian_agree_with_num2words():
    assert [dates.number_in_words(n) for n in NUMBERS] == [num2words(n, lang="id") for n in NUMBERS]


def test_numbers_in_english_agree_with_num2words():
    numbers = range(1000)
    assert [dates.number_in_words_en(n) for n in numbers] == [num2words(n) for n in numbers]


@pytest.mark.parametrize("number", [-1, 10**12])
def test_a_number_no_paper_counts_to_is_refused(number):
    with pytest.raises(ValueError, match="not written in words"):
        dates.number_in_words(number)


@pytest.mark.parametrize("number", [-1, 1000])
def test_english_words_end_below_a_thousand(number):
    with pytest.raises(ValueError, match="not written in words"):
        dates.number_in_words_en(number)
