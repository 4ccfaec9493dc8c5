"""What every template may use: Indonesian dates and numbers, status words, buttons that explain.

The words of dates come from ``certify.lib.dates``; what is only for a screen stands here.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe

from certify.lib import dates, nik
from certify.lib.verdict import Verdict

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()

# One glyph a word, drawn on a 16 unit grid with one stroke: an icon never stands without its word.
ICONS = {
    "check": "M2 8.5l4 4 8-9",
    "text": "M1 13L5 3l4 10M2.2 10h5.6M12 5v6M9.5 8h5",
    "sun": (
        "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1v2M8 13v2M1 8h2M13 8h2"
        "M3 3l1.5 1.5M11.5 11.5L13 13M13 3l-1.5 1.5M4.5 11.5L3 13"
    ),
    "cross": "M3 3l10 10M13 3L3 13",
    "dot": "M5.5 8a2.5 2.5 0 105 0 2.5 2.5 0 10-5 0",
    "clock": "M2 8a6 6 0 1012 0 6 6 0 10-12 0M8 4.5V8l2.5 2",
    "warn": "M8 2l6.5 12h-13zM8 6.5v4M8 12v.5",
    "pause": "M5.5 3v10M10.5 3v10",
    "swap": "M2 5.5h11l-3-3M14 10.5H3l3 3",
    "search": "M2.5 7a4.5 4.5 0 109 0 4.5 4.5 0 10-9 0M10.5 10.5L14 14",
    "down": "M3 6l5 5 5-5",
    "right": "M6 3l5 5-5 5",
    "download": "M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11",
    "share": "M8 10V2M5 4.5L8 2l3 2.5M3 8v6h10V8",
    "print": "M4 6V2h8v4M4 11H2V6h12v5h-2M4 9h8v5H4z",
    "lock": "M3.5 7h9v7h-9zM5.5 7V5a2.5 2.5 0 015 0v2",
}
SIGNS = {"good": "check", "bad": "cross", "act": "warn", "wait": "clock"}

BUTTONS = "canting.verdict_buttons"


@register.filter
def long_date(value: dt.date | None) -> str:
    """Return "13 Oktober 2029"; a moment counts by the office's clock; nothing is a dash."""
    if value is None:
        return "–"
    return dates.long_date(_local(value))


@register.filter
def clock(value: dt.datetime | None) -> str:
    """Return "09.14 WIB"."""
    if value is None:
        return "–"
    return f"{timezone.localtime(value):%H.%M} WIB"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """Return "hari ini, 09.14 WIB", "kemarin, …" or "9 Oktober 2026, 15.02 WIB"."""
    if value is None:
        return "–"
    day = timezone.localdate(value)
    passed = (timezone.localdate() - day).days
    words = {0: "hari ini", 1: "kemarin"}.get(passed) or dates.long_date(day)
    return f"{words}, {clock(value)}"


@register.filter
def date_range(first: dt.date | None, last: dt.date | None) -> str:
    """Return "12–14 Oktober 2026"; one known day stands alone."""
    known = [_local(day) for day in (first, last) if day is not None]
    if not known:
        return "–"
    return dates.date_range(known[0], known[-1])


@register.filter
def days_left(day: dt.date | None) -> str:
    """Return "hari ini", "besok", "3 hari lagi" or "lewat 2 hari"."""
    if day is None:
        return "–"
    days = (_local(day) - timezone.localdate()).days
    if days < 0:
        return f"lewat {-days} hari"
    return {0: "hari ini", 1: "besok"}.get(days, f"{days} hari lagi")


@register.filter
def thousands(value: int | None) -> str:
    """Return "12.345", with the Indonesian point."""
    return "–" if value is None else f"{value:,}".replace(",", ".")


@register.filter
def mask_nik(value: str | None) -> str:
    """Return a NIK with its middle hidden."""
    return nik.mask(value) if value else "–"


@register.filter
def groups_of_four(value: str | None) -> str:
    """Return a code as people read it aloud: "ABCD EFGH"."""
    plain = re.sub(r"[\s-]", "", value or "")
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))


@register.filter
def gathered(events: Iterable[Any]) -> list[dict[str, Any]]:
    """Join neighbors of a timeline in which the same person did the same thing the same day."""
    lines: list[dict[str, Any]] = []
    for event in events:
        same = (event.actor_name, event.summary, timezone.localdate(event.at))
        if lines and lines[-1]["same"] == same:
            lines[-1]["times"] += 1
        else:
            lines.append({"event": event, "times": 1, "same": same})
    return lines


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of ICONS, hidden from screen readers: the word beside it speaks."""
    path = mark_safe(ICONS[name])  # noqa: S308 -- a constant of this module
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="{}"/></svg>', path
    )


@register.simple_tag
def status(label: str, tone: str = "plain", *, tag: bool = False) -> SafeString:
    """A status as sign and word; tones: plain, act, good, bad, wait, none."""
    # Built here and not from a template: a board of 400 people prints three thousand of them.
    sign = icon(SIGNS[tone]) if tone in SIGNS else ""
    frame = " tag" if tag else ""
    return format_html('<span class="status {}{}">{}{}</span>', tone, frame, sign, label)


@register.simple_tag(takes_context=True)
def verdict_button(
    context: template.RequestContext,
    verdict: Verdict,
    label: str,
    url: str = "",
    *,
    kind: str = "primary",
    name: str = "",
    value: str = "",
) -> SafeString:
    """Show the act as a link (with ``url``) or submit button; refused: disabled, the reason beside.

    ``kind`` is primary, secondary, danger or link.
    """
    # Counted on the request: an included template has a context of its own, the page has one.
    number = context.request.META[BUTTONS] = context.request.META.get(BUTTONS, 0) + 1
    return render_to_string(
        "_components/button.html",
        {
            "verdict": verdict,
            "label": label,
            "url": url,
            "kind": kind,
            "name": name,
            "value": value,
            "why_id": f"alasan-{number}",
        },
    )


@register.inclusion_tag("_components/error_summary.html")
def error_summary(*forms: BaseForm | None) -> dict[str, Any]:
    """List under "Ada yang perlu diperbaiki" every error of the forms, each a link to its field."""
    return {"lines": [line for form in forms if form is not None for line in _error_lines(form)]}


@register.simple_tag(takes_context=True)
def back_address(context: template.RequestContext) -> str:
    """The page of ours that the person comes from, or the start page."""
    request: HttpRequest = context.request
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return came_from if ours else "/"


@register.simple_tag(takes_context=True)
def page_link(context: template.RequestContext, number: int, key: str = "halaman") -> str:
    """The address of another page of the same list, filters kept."""
    request: HttpRequest = context.request
    query = request.GET.copy()
    query[key] = str(number)
    return f"?{query.urlencode()}"


def _local(value: dt.date) -> dt.date:
    return timezone.localdate(value) if isinstance(value, dt.datetime) else value


def _error_lines(form: BaseForm) -> Iterable[Mapping[str, str]]:
    for field, errors in form.errors.items():
        bound = form[field] if field in form.fields else None
        # A field without words of its own (ticks in a table) is named by its errors alone: Django
        # would make an English word of its name, and no place bears its id.
        named = bound if bound and bound.field.label else None
        # A group of radios has no field of its own: its first choice takes the focus.
        target = (named.id_for_label or f"{named.auto_id}_0") if named else ""
        label = f"{named.label}: " if named else ""
        for error in errors:
            yield {"text": f"{label}{error}", "target": target}
