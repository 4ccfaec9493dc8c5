"""Pages that Django renders once, with slots for what differs from answer to answer.

A scanned code must be answered in less than a millisecond, which rendering a template alone would
take. So a template is rendered once for each *shape* of an answer (which state, which optional
lines, how many units), with a slot wherever a text belongs; an answer then fills the slots.
"""

import functools
import html
import re
from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

SHAPES = 512
SLOT = re.compile("\ue000([a-z0-9_.]+)\ue001")

Rows = Sequence[Mapping[str, str]]


def page(
    template: str,
    *,
    flags: Mapping[str, str | bool | None],
    texts: Mapping[str, str | None],
    rows: Mapping[str, Rows] | None = None,
) -> bytes:
    """Return a page: ``flags`` are for its conditions, ``texts`` and ``rows`` are what it shows.

    A text that is None is not there for the template. Texts are escaped unless they are marked
    safe, as in every template.
    """
    lists = rows or {}
    chunks = _chunks(
        template,
        tuple(flags.items()),
        tuple((name, text is None) for name, text in texts.items()),
        tuple(
            (name, len(lines), tuple(lines[0]) if lines else ()) for name, lines in lists.items()
        ),
    )
    values = {name: _escaped(text) for name, text in texts.items() if text}
    for name, lines in lists.items():
        for place, line in enumerate(lines):
            for column, text in line.items():
                values[f"{name}.{place}.{column}"] = _escaped(text)
    return "".join(
        values.get(chunk, "") if is_slot else chunk for chunk, is_slot in chunks
    ).encode()


def _escaped(text: str) -> str:
    """As ``conditional_escape`` does, whose care for lazy texts costs more than the work."""
    return text if isinstance(text, SafeString) else html.escape(text)


@functools.lru_cache(maxsize=SHAPES)
def _chunks(
    template: str,
    flags: tuple[tuple[str, str | bool | None], ...],
    texts: tuple[tuple[str, bool], ...],
    lists: tuple[tuple[str, int, tuple[str, ...]], ...],
) -> tuple[tuple[str, bool], ...]:
    """Render a shape; give its fixed texts and, marked, the names of its slots."""
    context: dict[str, object] = dict(flags)
    context |= {name: None if is_absent else _slot(name) for name, is_absent in texts}
    context |= {
        name: [
            {column: _slot(f"{name}.{place}.{column}") for column in columns}
            for place in range(count)
        ]
        for name, count, columns in lists
    }
    parts = SLOT.split(render_to_string(template, context))
    return tuple((part, bool(place % 2)) for place, part in enumerate(parts))


def _slot(name: str) -> str:
    return mark_safe(f"\ue000{name}\ue001")  # noqa: S308 -- filled with escaped text only
