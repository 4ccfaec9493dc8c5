"""The drawings of a holder as operators around what varies: QR code and isen seri.

Both are drawn once by WeasyPrint when a form is compiled. Of the QR code everything but the dark
modules is kept. The isen seri is drawn twice, for a hash of zeros and for one of ones; where the
two differ are the dots of the 64 petals.
"""

import dataclasses
import functools
import re
from collections.abc import Sequence

from certificates.rendering import motifs
from certificates.rendering.compiled import syntax
from certificates.rendering.compiled.form import Drawing, Strip
from certificates.rendering.compiled.qr_table import QrTable
from certificates.rendering.compiled.refusals import NotCompilableError

ALL_ZEROS, ALL_ONES = "0" * 64, "f" * 64
# Each dot is a line: where it begins, and where it ends.
_OPERATORS_OF_ZERO, _OPERATORS_OF_ONE = 2 * 2, 3 * 2


def qr_drawing(
    number: int, entries: bytes, before: Sequence[bytes], operators: Sequence[bytes]
) -> Drawing:
    """Return the QR code's drawing without its modules.

    The encoder's drawing strokes the runs of dark modules; filling the same rectangles takes half
    the operators.
    """
    try:
        first = next(at for at, op in enumerate(operators) if op.endswith(b" m"))
        stroke = operators.index(b"S")
    except (StopIteration, ValueError) as error:
        raise NotCompilableError("the QR code is not drawn with strokes") from error
    head = [
        op.removesuffix(b"RG") + b"rg" if op.endswith(b"RG") else op for op in operators[:first]
    ]
    return Drawing(
        number=number,
        entries=entries,
        before=b"\n".join((*before, *head, b"")),
        after=b"\n".join((b"f", *operators[stroke + 1 :])),
    )


def dark_modules(table: QrTable, symbol: int) -> bytes:
    """Return the operators for the dark modules of a symbol, one unit to a module."""
    eights = symbol.to_bytes(table.stride * table.side // 8 + 1, "little")
    drawings = _drawn(table.stride, len(eights))
    return b"".join([drawn[bits] for drawn, bits in zip(drawings, eights, strict=True)])


class _Eights(dict[int, bytes]):
    """The rectangles of eight modules that follow each other in a symbol, by their bits.

    There are no more than 31,000 in a symbol of 29 rows, so they are kept.
    """

    def __init__(self, first: int, stride: int) -> None:
        super().__init__()
        self._first = first
        self._stride = stride

    def __missing__(self, bits: int) -> bytes:
        drawn = b""
        for run in re.finditer("1+", f"{bits:b}"[::-1]):
            # The light modules after each row keep a run from going on in the next.
            y, x = divmod(self._first + run.start(), self._stride)
            drawn += b"%d %d %d 1 re\n" % (x, y, run.end() - run.start())
        self[bits] = drawn
        return drawn


@functools.cache
def _drawn(stride: int, count: int) -> list[_Eights]:
    return [_Eights(at * 8, stride) for at in range(count)]


@dataclasses.dataclass(frozen=True)
class DrawnStrip:
    """The isen seri taken apart: what is fixed around its dots, and the dots.

    ``state`` are the operators that say how dots look. For each petal there are the dots of a 0
    and of a 1, placed in the drawing as a whole.
    """

    before: list[bytes]
    after: list[bytes]
    state: list[bytes]
    zeros: tuple[bytes, ...]
    ones: tuple[bytes, ...]


def take_apart(zeros: Sequence[bytes], ones: Sequence[bytes]) -> DrawnStrip:
    """Return the isen seri out of its drawings for a hash of zeros and for one of ones.

    Raises ``NotCompilableError`` when they do not differ in the dots of 64 petals and in nothing
    else.
    """
    first = next((at for at, pair in enumerate(zip(zeros, ones, strict=False)) if _differ(pair)), 0)
    if b"q" not in zeros[:first]:
        raise NotCompilableError("the isen seri looks the same whatever it says")
    start = first - 1 - zeros[:first][::-1].index(b"q")
    state = [op for op in zeros[start + 2 : first] if not op.endswith(b" m")]
    left_zeros, left_ones = list(zeros[start:]), list(ones[start:])
    zero_dots: list[bytes] = []
    one_dots: list[bytes] = []
    x = y = 0.0
    after = len(zeros)
    while left_zeros and left_ones:
        if left_zeros[0] != left_ones[0]:
            zero_dots.append(_dots(left_zeros, _OPERATORS_OF_ZERO, x, y))
            one_dots.append(_dots(left_ones, _OPERATORS_OF_ONE, x, y))
            after = len(left_zeros)
            continue
        operator = left_zeros.pop(0)
        left_ones.pop(0)
        if operator.endswith(b" cm"):
            x, y = map(float, operator.split()[4:6])
    if left_zeros or left_ones or len(zero_dots) != motifs.STRIP_BITS:
        raise NotCompilableError("the isen seri is not drawn as 64 petals with dots")
    tail = list(zeros[len(zeros) - after :])
    return DrawnStrip(
        before=list(zeros[:start]),
        after=tail[tail.index(b"Q") + 1 :],
        state=state,
        zeros=tuple(zero_dots),
        ones=tuple(one_dots),
    )


def _differ(pair: tuple[bytes, bytes]) -> bool:
    return pair[0] != pair[1]


def _dots(operators: list[bytes], count: int, x: float, y: float) -> bytes:
    """Take the lines of a petal's dots off the front and return them moved by ``x`` and ``y``."""
    moved = []
    for operator in operators[:count]:
        own_x, own_y, name = operator.split()
        moved.append(
            b"%s %s %s\n" % (syntax.number(float(own_x) + x), syntax.number(float(own_y) + y), name)
        )
    del operators[:count]
    return b"".join(moved)


def dots(drawn: Strip, sha256: str) -> bytes:
    """Return the operators of the isen seri's dots for a content's hash."""
    bits = motifs.strip_bits(sha256)
    petals = [
        one if bit else zero for bit, zero, one in zip(bits, drawn.zeros, drawn.ones, strict=True)
    ]
    return b"".join((drawn.before, *petals, b"S\n"))
