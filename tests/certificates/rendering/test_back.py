"""The list of units on the back of the blank: whole on one page, or refused before a number."""

import dataclasses

import pytest

from certificates.content import UnitLine
from certificates.rendering import Layout, NotPrintableError, back, check_printable, render_pdf
from tests.certificates.rendering import reading
from tests.certificates.samples import SAMPLE

SHORT = ("Melekatkan malam", "Apply wax")
LONG = (
    "Melakukan Pengawasan Mutu Proses Pewarnaan dan Pelorodan Kain Batik Tulis Kombinasi",
    "Supervise the Quality of Dyeing and Wax Removal Processes in Combined Hand-Drawn Batik Cloth",
)


def _units(count, title, english=None):
    return tuple(
        UnitLine(code=f"C.131300.{number:03}.01", title=title, title_en=english)
        for number in range(1, count + 1)
    )


def _fullest(title, english):
    """Give, for each setting, the longest list that it is still chosen for."""
    longest = {}
    for units in (_units(count, title, english) for count in range(1, 100)):
        setting = back.setting_of(units)
        if setting is None:
            break
        longest[setting] = units
    return longest


def _back_of(units):
    pdf = render_pdf(dataclasses.replace(SAMPLE, units=units), layout=Layout.OVERPRINT)
    assert reading.page_count(pdf) == 2
    return pdf


@pytest.mark.parametrize("titles", [SHORT, LONG, (LONG[0],), (LONG[0], SHORT[1])])
def test_each_setting_holds_what_it_is_chosen_for(titles):
    title, english = (*titles, None)[:2]
    longest = _fullest(title, english)
    assert len(longest) > 2
    for units in longest.values():
        last = reading.box_of(_back_of(units), units[-1].code, page=1)
        assert last.bottom < 297 - 15


def test_thirty_units_in_two_languages_stand_whole_on_one_back():
    units = _units(30, *LONG)
    printed = reading.words(_back_of(units), 1)
    assert [printed.count(part) for part in ("Melakukan", "Supervise", "C.131300.")] == [30] * 3


def test_more_units_than_a_back_holds_are_refused_before_a_number():
    content = dataclasses.replace(SAMPLE, units=_units(80, *LONG))
    sentence = "Daftar 80 unit kompetensi tidak muat di balik satu blanko BNSP"
    with pytest.raises(NotPrintableError, match=sentence):
        check_printable(content)


def test_a_body_without_blanks_goes_on_over_the_next_page():
    units = _units(80, *SHORT)
    pdf = render_pdf(dataclasses.replace(SAMPLE, units=units, on_behalf_of_bnsp=False))
    assert reading.page_count(pdf) > 2
    assert "C.131300.080.01" in reading.words(pdf, reading.page_count(pdf) - 1)
