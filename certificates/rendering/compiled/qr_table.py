"""QR codes of addresses that differ in a few letters, by table instead of by computation.

Encoding, error correction and masking are linear over GF(2): once version, error level and length
are fixed, the symbol of an address is the symbol of a sample, with one row of a table added
(XOR) for every bit of data that differs. Which of the eight masks a symbol takes is then decided
as ISO/IEC 18004, 7.8.3 says, on whole symbols at once: a symbol is one large integer, and a
rule about neighbours is that integer shifted against itself. The result is the symbol that
`certificates.rendering.qr` gets from its encoder, in a hundredth of the time.

Module (x, y) of a symbol is bit ``y * stride + x``. The four unused bits after each row are light,
as the quiet zone is.
"""

import dataclasses
import functools
from collections.abc import Sequence
from typing import NamedTuple

from certificates.rendering.compiled.refusals import NeedsFullRenderError, NotCompilableError

# ISO/IEC 18004, table 5: the letters of the alphanumeric mode. A pair takes 11 bits, a last one 6.
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
BITS_OF_PAIR, BITS_OF_LAST = 11, 6
MASKS = 8
GUARD = 4
# From version 7 up a symbol also carries its version, which no URL of ours is long enough for.
LARGEST_SIDE = 41


@dataclasses.dataclass(frozen=True, kw_only=True)
class QrTable:
    """The symbols of all addresses that begin with ``prefix`` and have ``length`` letters.

    ``symbols`` are those of the sample, one for each mask; ``rows`` has, for each unit of data
    after ``first_unit``, one row for each of its bits, the lowest first.
    """

    prefix: str
    sample: str
    side: int
    symbols: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]

    @property
    def stride(self) -> int:
        """The bits from one row of modules to the next."""
        return self.side + GUARD

    def symbol(self, address: str) -> int:
        """Return the symbol of an address, in the mask that the standard chooses.

        Raises ``NeedsFullRenderError`` for an address of another kind.
        """
        if len(address) != len(self.sample) or not address.startswith(self.prefix):
            raise NeedsFullRenderError("the address is not of this form's kind")
        difference = 0
        values = self._values(address)
        for rows, value, sample in zip(self.rows, values, self._sample_values, strict=True):
            changed = value ^ sample
            for row in rows:
                if changed & 1:
                    difference ^= row
                changed >>= 1
        penalties = [penalty(judged ^ difference, self.side) for judged in self._judged]
        return self.symbols[penalties.index(min(penalties))] ^ difference

    def _values(self, address: str) -> list[int]:
        try:
            return units(address[first_unit(self.prefix) * 2 :])
        except ValueError as error:
            raise NeedsFullRenderError("the address has a letter without a place") from error

    @functools.cached_property
    def _sample_values(self) -> list[int]:
        return self._values(self.sample)

    @functools.cached_property
    def _judged(self) -> list[int]:
        """The symbols of the sample as masks are judged; no address changes what is left out."""
        cleared = ~format_modules(self.side)
        return [symbol & cleared for symbol in self.symbols]


def units(letters: str) -> list[int]:
    """Return the data of letters in alphanumeric mode; ``ValueError`` for other letters."""
    codes = [LETTERS.index(letter) for letter in letters]
    pairs = [high * len(LETTERS) + low for high, low in zip(codes[::2], codes[1::2], strict=False)]
    return pairs + codes[len(pairs) * 2 :]


def first_unit(prefix: str) -> int:
    """Return which unit of data is the first that addresses with this prefix may differ in."""
    return len(prefix) // 2


def _letters(value: int, count: int) -> str:
    if count == 1:
        return LETTERS[value]
    high, low = divmod(value, len(LETTERS))
    return LETTERS[high] + LETTERS[low]


def compile_table(sample: str, *, prefix: str) -> QrTable:
    """Return the table for addresses like ``sample`` that share its ``prefix``.

    Raises ``NotCompilableError`` for an address that is not in capitals or is too long.
    """
    if not sample.startswith(prefix) or not set(sample) <= set(LETTERS):
        raise NotCompilableError(f"the QR code of {sample!r} is not in the alphanumeric mode")
    symbols = tuple(_encoded(sample, mask) for mask in range(MASKS))
    side = _side(sample)
    if side > LARGEST_SIDE:
        raise NotCompilableError(f"the QR code of {sample!r} is too large")
    rows = []
    for start in range(first_unit(prefix) * 2, len(sample), 2):
        count = min(2, len(sample) - start)
        zero = _encoded(_with(sample, start, _letters(0, count)), 0)
        rows.append(
            tuple(
                _encoded(_with(sample, start, _letters(1 << bit, count)), 0) ^ zero
                for bit in range(BITS_OF_PAIR if count == 2 else BITS_OF_LAST)
            )
        )
    return QrTable(prefix=prefix, sample=sample, side=side, symbols=symbols, rows=tuple(rows))


def _with(address: str, start: int, letters: str) -> str:
    return address[:start] + letters + address[start + len(letters) :]


def _made(address: str, mask: int) -> Sequence[bytearray]:
    import segno  # noqa: PLC0415 -- only compiling needs the encoder

    code = segno.make(
        address, error="q", boost_error=False, micro=False, mode="alphanumeric", mask=mask
    )
    return tuple(code.matrix)


def _side(address: str) -> int:
    return len(_made(address, 0))


def _encoded(address: str, mask: int) -> int:
    matrix = _made(address, mask)
    stride = len(matrix) + GUARD
    return sum(
        1 << y * stride + x for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
    )


def format_modules(side: int) -> int:
    """Return the modules that tell level and mask; they count as light when masks are judged."""
    stride, last = side + GUARD, side - 1
    near = [index for index in range(9) if index != 6]
    far = range(last - 7, last + 1)
    places = {(8, y) for y in (*near, *far)} | {(x, 8) for x in (*near, *far)}
    return sum(1 << y * stride + x for x, y in places)


class _Plane(NamedTuple):
    """Which bits count on a symbol of a size: guards and modules, and those with a neighbour."""

    all: int
    has_right: int
    has_below: int


@functools.cache
def _plane(side: int) -> _Plane:
    stride = side + GUARD
    rows = [((1 << side) - 1) << y * stride for y in range(side)]
    return _Plane(
        all=(1 << side * stride) - 1,
        has_right=sum(row & row >> 1 for row in rows),
        has_below=sum(rows[:-1]),
    )


def penalty(dark: int, side: int) -> int:
    """Return the penalty of a symbol: ISO/IEC 18004, 7.8.3.1, all four features.

    Both colors are counted at once, for what counts is whether neighbours are alike.
    """
    stride, plane = side + GUARD, _plane(side)
    light = dark ^ plane.all
    light_right, light_below = light >> 1, light >> stride
    alike_right = (dark ^ light_right) & plane.has_right
    alike_below = (dark ^ light_below) & plane.has_below
    total = _long_runs(alike_right, 1) + _long_runs(alike_below, stride)
    total += 3 * (alike_right & alike_right >> stride & alike_below).bit_count()
    total += 40 * _finder_likes(dark, light_right, 1)
    total += 40 * _finder_likes(dark, light_below, stride)
    share = dark.bit_count() / side**2
    return total + 10 * int(abs(share * 100 - 50) / 5)


def _long_runs(alike: int, step: int) -> int:
    """Return 3 points for each run of five of one color, and one for each module beyond.

    ``alike`` are the modules that are like the next one.
    """
    threes = alike & alike >> step
    fives = threes & threes >> 2 * step
    beyond = fives & fives >> step
    return 3 * fives.bit_count() - 2 * beyond.bit_count()


def _finder_likes(dark: int, light_next: int, step: int) -> int:
    """Return how often 1:1:3:1:1 stands in a row or column with four light modules beside it.

    ``light_next`` are the modules before a light one.
    """
    ends = dark & light_next & dark >> 2 * step
    found = ends & ends >> 4 * step & dark >> 3 * step
    twos = dark | dark << step
    # Shifting brings in light modules from outside, as the standard has it.
    among_last_four = twos | twos << 2 * step
    counted = found & ~(among_last_four << step & among_last_four >> 10 * step)
    # Two that share modules count once, from the left or from the top.
    while shared := counted & (counted << 4 * step | counted << 6 * step):
        counted ^= shared & -shared
    return counted.bit_count()
