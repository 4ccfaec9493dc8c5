"""Pages that Django renders once, with slots for what differs from answer to answer.

A scanned code must be answered in less than a millisecond, which rendering a template alone would
take. So a template is rendered once for each *shape* of an answer (which state, which optional
lines, how many units), with a slot wherever a text belongs; an answer then fills the slots.
"""

import functools
import html
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

SHAPES = 512
MARK = re.compile("\ue000([a-z0-9_.]+)\ue001")
NEEDS_ESCAPING = re.compile("[&<>\"']").search


class Slot(NamedTuple):
    """Where a text of ``texts`` belongs, or a column of a line of ``rows``."""

    place: int
    name: str
    line: int
    column: int


NO_LINE = -1


def page(
    template: str,
    *,
    flags: Mapping[str, str | bool | None],
    texts: Mapping[str, str | None],
    rows: Mapping[str, Sequence[tuple[str, ...]]] | None = None,
) -> bytes:
    """Return a page: ``flags`` are for its conditions, ``texts`` and ``rows`` are what it shows.

    A text that is None is not there for the template. The lines of ``rows`` are named tuples.
    Texts are escaped unless they are marked safe, as in every template.
    """
    lists = rows or {}
    chunks, slots = _shape(
        template,
        tuple(flags.items()),
        tuple(texts),
        tuple([name for name, text in texts.items() if text is None]),
        tuple([(name, len(lines), _columns(lines)) for name, lines in lists.items()]),
    )
    filled = list(chunks)
    for place, name, line, column in slots:
        text = texts[name] if line == NO_LINE else lists[name][line][column]
        filled[place] = _escaped(text) if text else ""
    return "".join(filled).encode()


def _columns(lines: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(lines[0], "_fields", ()) if lines else ()
    return names


def _escaped(text: str) -> str:
    """As ``conditional_escape`` does, whose care for lazy texts costs more than the work."""
    if isinstance(text, SafeString) or not NEEDS_ESCAPING(text):
        return text
    return html.escape(text)


@functools.lru_cache(maxsize=SHAPES)
def _shape(
    template: str,
    flags: tuple[tuple[str, str | bool | None], ...],
    texts: tuple[str, ...],
    absent: tuple[str, ...],
    lists: tuple[tuple[str, int, tuple[str, ...]], ...],
) -> tuple[tuple[str, ...], tuple[Slot, ...]]:
    """Render a shape; give its pieces, and what to put in the place of which of them."""
    context: dict[str, object] = dict(flags)
    context |= {name: None if name in absent else _mark(name) for name in texts}
    context |= {
        name: [
            {column: _mark(f"{name}.{line}.{at}") for at, column in enumerate(columns)}
            for line in range(count)
        ]
        for name, count, columns in lists
    }
    pieces = MARK.split(render_to_string(template, context))
    slots = [_slot(place, pieces[place]) for place in range(1, len(pieces), 2)]
    return tuple(pieces), tuple(slots)


def _mark(name: str) -> str:
    return mark_safe(f"\ue000{name}\ue001")  # noqa: S308 -- filled with escaped text only


def _slot(place: int, name: str) -> Slot:
    if "." not in name:
        return Slot(place, name, NO_LINE, 0)
    of, line, column = name.split(".")
    return Slot(place, of, int(line), int(column))
