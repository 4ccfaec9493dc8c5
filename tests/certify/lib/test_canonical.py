"""The canonical bytes of a value: golden vectors, and what is refused."""

import datetime as dt
import enum

import pytest

from certify.lib.canonical import canonical_json

JAKARTA = dt.timezone(dt.timedelta(hours=7))


class Colour(enum.StrEnum):
    SOGA = "soga"


class Level(enum.IntEnum):
    TWO = 2


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, b"null"),
        (True, b"true"),
        (10**20, b"100000000000000000000"),
        ("Siti \u201cRom\u201d\n", b'"Siti \xe2\x80\x9cRom\xe2\x80\x9d\\n"'),
        ({"b": 1, "a": [], "B": {}}, b'{"B":{},"a":[],"b":1}'),
        ((1, "dua", (3,)), b'[1,"dua",[3]]'),
        (dt.date(2023, 1, 26), b'"2023-01-26"'),
        (dt.datetime(2023, 1, 26, 9, 0, tzinfo=JAKARTA), b'"2023-01-26T02:00:00Z"'),
        (
            dt.datetime(2023, 1, 26, 2, 0, 0, 5, tzinfo=dt.UTC),
            b'"2023-01-26T02:00:00.000005Z"',
        ),
        ([Colour.SOGA, Level.TWO], b'["soga",2]'),
    ],
)
def test_a_value_has_one_spelling(value, written):
    assert canonical_json(value) == written


def test_the_same_letter_typed_in_two_ways_gives_the_same_bytes():
    composed, decomposed = "Ren\u00e9", "Rene\u0301"
    assert canonical_json({decomposed: decomposed}) == canonical_json({composed: composed})


def test_the_order_of_the_keys_does_not_matter():
    assert canonical_json({"a": 1, "b": 2}) == canonical_json({"b": 2, "a": 1})


@pytest.mark.parametrize("value", [1.0, float("nan"), b"x", bytearray(b"x"), {1, 2}, object()])
def test_what_has_no_single_spelling_is_refused(value):
    with pytest.raises(TypeError, match="canonical JSON has no form for"):
        canonical_json([value])


def test_a_key_that_is_no_string_is_refused():
    with pytest.raises(TypeError, match="keys are strings, not int"):
        canonical_json({1: "satu"})


def test_two_keys_that_are_the_same_text_are_refused():
    with pytest.raises(ValueError, match="twice"):
        canonical_json({"\u00e9": 1, "e\u0301": 2})


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        canonical_json(dt.datetime(2023, 1, 26))
