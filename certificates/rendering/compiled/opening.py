"""A drawn page opened where the holder's lines belong: what is drawn before them and what after.

The lines that were kept apart (`recording`) are set together, after everything that lies under
them and before what lies over them. For that one place is looked for in the page's operators
where they can all stand.
"""

import dataclasses
import re
from collections.abc import Mapping, Sequence

from certificates.rendering.compiled.recording import OVER
from certificates.rendering.compiled.refusals import NotCompilableError

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

_MARK = re.compile(rb"%text \d+")
_TOLERANCE = 1e-9


@dataclasses.dataclass(frozen=True)
class OpenedPage:
    """The two parts of a page and, by mark, the operators that tag each line for readers."""

    before: list[bytes]
    after: list[bytes]
    matrix: Matrix
    tags: Mapping[bytes, tuple[bytes, bytes]]


def open_page(operators: Sequence[bytes]) -> OpenedPage:
    """Return a page opened for its marked lines.

    Raises ``NotCompilableError`` when a line stands turned or scaled on the page, or when no place
    can take them all.
    """
    kept, tags, places = _without_marks(operators)
    if not tags:
        return OpenedPage([op for op in kept if op != OVER], [], IDENTITY, {})
    depths, matrices = _states(kept)
    lines_matrix = matrices[places[0]]
    if any(not _same(matrices[place], lines_matrix) for place in places):
        raise NotCompilableError("a holder's line is moved or turned on the page")
    end = kept.index(OVER) if OVER in kept else len(kept)
    under = [place for place in places if place <= end]
    # Lines in the margin are drawn last, beside all else; they may go in with the others.
    start, end = (max(under), end) if under else (max(places), len(kept))
    opening = min(range(start, end + 1), key=lambda place: (depths[place], place))
    return OpenedPage(
        before=[op for op in kept[:opening] if op != OVER],
        after=[op for op in kept[opening:] if op != OVER],
        matrix=_relative(lines_matrix, matrices[opening]),
        tags=tags,
    )


def _without_marks(
    operators: Sequence[bytes],
) -> tuple[list[bytes], dict[bytes, tuple[bytes, bytes]], list[int]]:
    """Return the operators without marks and their tags, the tags, and where each mark stood."""
    kept: list[bytes] = []
    tags: dict[bytes, tuple[bytes, bytes]] = {}
    places: list[int] = []
    ends_tag = False
    for operator in operators:
        if _MARK.fullmatch(operator):
            before = b""
            if kept and kept[-1] == b"BDC":
                before = b" ".join(kept[-3:])
                del kept[-3:]
                ends_tag = True
            tags[operator] = (before, b"EMC" if before else b"")
            places.append(len(kept))
        elif ends_tag and operator == b"EMC":
            ends_tag = False
        else:
            kept.append(operator)
    return kept, tags, places


def _states(operators: Sequence[bytes]) -> tuple[list[int], list[Matrix]]:
    """Return, before each operator and after the last, how deep it is nested and its matrix."""
    stack, matrix = [], IDENTITY
    depths, matrices = [0], [IDENTITY]
    for operator in operators:
        if operator == b"q":
            stack.append(matrix)
        elif operator == b"Q":
            matrix = stack.pop()
        elif operator.endswith(b" cm"):
            a, b, c, d, e, f = map(float, operator.split()[:6])
            matrix = _product((a, b, c, d, e, f), matrix)
        depths.append(len(stack))
        matrices.append(matrix)
    return depths, matrices


def matrix_after(operators: Sequence[bytes]) -> Matrix:
    """Return the matrix that holds after some operators."""
    return _states(operators)[1][-1]


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _relative(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that leads from ``outer`` to ``inner``; neither is turned."""
    a, b, c, d, e, f = outer
    if b or c or not (a and d):
        raise NotCompilableError("the page is turned where the holder's lines belong")
    return _product(inner, (1 / a, 0, 0, 1 / d, -e / a, -f / d))


def _same(first: Matrix, second: Matrix) -> bool:
    return all(abs(x - y) < _TOLERANCE for x, y in zip(first, second, strict=True))
