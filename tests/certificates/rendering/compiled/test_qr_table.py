"""The table gives the symbols of the encoder, mask and all."""

import random

import pytest

from certificates.rendering import qr
from certificates.rendering.compiled import qr_table
from certificates.rendering.compiled.refusals import NeedsFullRenderError, NotCompilableError

PREFIX = "HTTPS://BATIK.JOMBANGKAB.GO.ID/V/"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _rows(table, symbol):
    return tuple(
        bytearray(line >> x & 1 for x in range(table.side)) for line in table.lines(symbol)
    )


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
