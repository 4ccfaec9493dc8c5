"""PDF objects given other numbers: what many certificates in one file take."""

import re
from collections.abc import Iterable, Mapping

# Strings may say anything, also what looks like a reference; they are passed over.
_STRING_OR_REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]+>|\b(\d+) 0 R\b", re.DOTALL)


def references(value: bytes) -> set[int]:
    """Return the numbers of the objects that a dictionary refers to."""
    return {int(found[1]) for found in _STRING_OR_REFERENCE.finditer(value) if found[1]}


def renumbered(value: bytes, numbers: Mapping[int, int]) -> bytes:
    """Return a dictionary whose references point to the objects' other numbers.

    Raises ``KeyError`` for an object that has none.
    """

    def changed(found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % numbers[int(found[1])] if found[1] else found[0]

    return _STRING_OR_REFERENCE.sub(changed, value)


def reachable(roots: Iterable[int], values: Mapping[int, bytes]) -> set[int]:
    """Return the objects that ``roots`` lead to, themselves among them."""
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        number = waiting.pop()
        if number in found or number not in values:
            continue
        found.add(number)
        waiting += references(values[number])
    return found
