"""Pages that Django renders once, with slots for what differs from answer to answer.

A scanned code must be answered in less than a millisecond, which rendering a template alone would
take. So a template is rendered once for each *shape* of an answer (which state, which optional
lines, which scheme), with a slot wherever a text of one certificate belongs; an answer then fills
the slots.
"""

import functools
import html
import re
from collections.abc import Hashable, Mapping
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

SHAPES = 512
NEEDS_ESCAPING = re.compile("[&<>\"']").search


class Shape(NamedTuple):
    """A page with ``%b`` for each of its slots, and what belongs in them."""

    page: bytes
    slots: tuple[str, ...]


def page(
    template: str,
    *,
    shared: Mapping[str, Hashable],
    texts: Mapping[str, str | None],
    drawn: Mapping[str, str] | None = None,
) -> bytes:
    """Return a page of a template that is given all three.

    ``shared`` is what many answers have in common, down to the value; ``texts`` are of one answer,
    and are escaped; a text that is None is not there for the template. ``drawn`` is HTML of ours.
    """
    pictures = drawn or {}
    shape = _shape(
        template,
        tuple(shared.items()),
        tuple([name for name, text in texts.items() if text is not None]),
        tuple(pictures),
    )
    values = {name: text or "" for name, text in texts.items()}
    if NEEDS_ESCAPING("".join(values.values())):
        values = {name: html.escape(text) for name, text in values.items()}
    values |= pictures
    return shape.page % tuple([values[name].encode() for name in shape.slots])


@functools.lru_cache(maxsize=SHAPES)
def _shape(
    template: str,
    shared: tuple[tuple[str, Hashable], ...],
    texts: tuple[str, ...],
    drawn: tuple[str, ...],
) -> Shape:
    """Render a shape with marks where texts and pictures belong, and open it there."""
    marks = {name: mark_safe(f"\ue000{name}\ue001") for name in (*texts, *drawn)}  # noqa: S308
    rendered = render_to_string(template, dict(shared) | marks)
    slot = re.compile(f"\ue000({'|'.join(marks)})\ue001")
    page = slot.sub("%b", rendered.replace("%", "%%")).encode()
    return Shape(page=page, slots=tuple(slot.findall(rendered)))
