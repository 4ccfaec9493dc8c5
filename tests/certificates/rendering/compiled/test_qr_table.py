"""The table gives the symbols of the encoder, mask and all."""

import itertools
import random

import pytest

from certificates.rendering import qr
from certificates.rendering.compiled import qr_table
from certificates.rendering.compiled.refusals import NeedsFullRenderError, NotCompilableError

PREFIX = "HTTPS://BATIK.JOMBANGKAB.GO.ID/V/"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _rows(table, symbol):
    modules = range(table.side)
    return tuple(bytearray(symbol >> y * table.stride + x & 1 for x in modules) for y in modules)


@pytest.mark.parametrize("prefix", [PREFIX, "HTTPS://A.ID/V/", PREFIX + "X"])
def test_three_hundred_codes_are_those_of_the_encoder(prefix):
    rng = random.Random(20260123)
    table = qr_table.compile_table(prefix + "0" * 12, prefix=prefix)
    for _ in range(100):
        address = prefix + "".join(rng.choices(CROCKFORD, k=12))
        assert _rows(table, table.symbol(address)) == qr.matrix(address)


@pytest.mark.parametrize(
    "address", [PREFIX + "0" * 11, "HTTP" + PREFIX[4:] + "0" * 13, PREFIX + "a" * 12]
)
def test_an_address_of_another_kind_is_left_to_the_encoder(address):
    table = qr_table.compile_table(PREFIX + "0" * 12, prefix=PREFIX)
    with pytest.raises(NeedsFullRenderError):
        table.symbol(address)


def test_an_address_in_small_letters_has_no_table():
    with pytest.raises(NotCompilableError, match="alphanumeric"):
        qr_table.compile_table("https://a.id/V/000", prefix="https://a.id/V/")


def _told(module_rows):
    """Judge a symbol as ISO/IEC 18004, 7.8.3.1, says it: module by module, run by run."""
    lines = [*module_rows, *zip(*module_rows, strict=True)]
    total = 0
    for line in lines:
        for _, run in itertools.groupby(line):
            length = len(list(run))
            total += length - 2 if length >= 5 else 0
        total += 40 * _finders_in("".join(map(str, line)))
    for upper, lower in itertools.pairwise(module_rows):
        squares = zip(upper, upper[1:], lower, lower[1:], strict=False)
        total += 3 * sum(len(set(square)) == 1 for square in squares)
    share = sum(map(sum, module_rows)) / len(module_rows) ** 2
    return total + 10 * int(abs(share * 100 - 50) / 5)


def _finders_in(line):
    count, at = 0, 0
    while (at := line.find("1011101", at)) >= 0:
        light_before = "1" not in line[max(0, at - 4) : at]
        light_after = "1" not in line[at + 7 : at + 11]
        counts = light_before or light_after
        count += counts
        at += 7 if counts else 1
    return count


@pytest.mark.parametrize("side", [21, 29, 41])
def test_a_symbol_is_judged_as_the_standard_says_it(side):
    rng = random.Random(side)
    for _ in range(200):
        rows = [rng.choices((0, 1), weights=(rng.random() + 0.1, 0.6), k=side) for _ in range(side)]
        for _ in range(12):
            y, x = rng.randrange(side), rng.randrange(side - 6)
            rows[y][x : x + 7] = [1, 0, 1, 1, 1, 0, 1]
        stride = side + qr_table.GUARD
        symbol = sum(
            dark << y * stride + x for y, row in enumerate(rows) for x, dark in enumerate(row)
        )
        assert qr_table.penalty(symbol, side) == _told(rows)
