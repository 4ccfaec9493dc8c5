import datetime as dt
import itertools

import pytest
from openbadgeslib.ob3 import decode_encoded_list, set_indices

from certificates.credentials import LIST_SIZE, Form, Purpose, encoded_list, list_url, spread

SEED = bytes(range(32))


def test_a_list_says_which_bits_are_set_to_another_library():
    indices = {0, 7, 8, 131_071}

    bits = decode_encoded_list(encoded_list(indices))

    assert len(bits) == LIST_SIZE // 8
    assert set_indices(bits) == indices


def test_a_list_is_the_same_every_time():
    assert encoded_list([5]) == encoded_list([5])


def test_an_index_outside_is_refused():
    with pytest.raises(ValueError, match="outside"):
        encoded_list([LIST_SIZE])


def test_every_position_has_an_index_of_its_own():
    assert sorted(spread(n, seed=SEED) for n in range(LIST_SIZE)) == list(range(LIST_SIZE))


def test_neighbors_in_time_are_no_neighbors_in_the_list():
    indices = [spread(n, seed=SEED) for n in range(2000)]

    steps = [abs(b - a) for a, b in itertools.pairwise(indices)]
    rising = sum(b > a for a, b in itertools.pairwise(indices))
    assert min(steps) > 0
    assert sum(step < 1000 for step in steps) < 60
    assert 900 < rising < 1100
    assert indices != [spread(n, seed=SEED[::-1]) for n in range(2000)]


def test_a_position_outside_is_refused():
    with pytest.raises(ValueError, match="outside"):
        spread(LIST_SIZE, seed=SEED)


def test_each_purpose_has_an_address_in_each_form():
    assert {list_url("https://a.id/1", p, f) for p in Purpose for f in Form} == {
        "https://a.id/1/pencabutan.jwt",
        "https://a.id/1/pencabutan.json",
        "https://a.id/1/pembekuan.jwt",
        "https://a.id/1/pembekuan.json",
    }


def test_moments_are_written_in_utc():
    from certificates.credentials import moment

    wib = dt.timezone(dt.timedelta(hours=7))
    assert moment(dt.datetime(2026, 1, 1, 6, 30, 5, tzinfo=wib)) == "2025-12-31T23:30:05Z"
