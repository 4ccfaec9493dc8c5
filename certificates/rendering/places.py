"""The places of each paper whose text varies in length, and how their text is fitted in.

A place is as wide as its paper allows. Text in it shrinks to the smallest size that still reads
well, then takes two lines; what is longer still is refused by `certificates.rendering.printable`.
"""

from collections.abc import Mapping

from certificates.content import CertificateContent
from certify.papers import measuring
from certify.papers.markup import text
from certify.papers.measuring import Slot

DIGITAL: Mapping[str, Slot] = {
    "holder_name": Slot(
        file="Spectral-Medium.ttf", width_mm=225, largest=30, smallest=20, largest_in_two=22
    ),
    "field": Slot(
        file="Spectral-Regular.ttf", width_mm=70, largest=16, smallest=11, largest_in_two=12
    ),
    "field_en": Slot(
        file="Spectral-Italic.ttf", width_mm=70, largest=10.5, smallest=8.5, largest_in_two=8.5
    ),
    "qualification": Slot(
        file="Spectral-Regular.ttf", width_mm=96, largest=20, smallest=12, largest_in_two=14
    ),
    "qualification_en": Slot(
        file="Spectral-Italic.ttf", width_mm=96, largest=11.5, smallest=8.5, largest_in_two=8.5
    ),
    "body_name": Slot(
        file="Spectral-Medium.ttf", width_mm=84, largest=10.5, smallest=8, largest_in_two=8
    ),
    "body_name_en": Slot(
        file="Spectral-Italic.ttf", width_mm=84, largest=8.5, smallest=7, largest_in_two=7
    ),
    "signatory_name": Slot(
        file="Spectral-Medium.ttf", width_mm=84, largest=11.5, smallest=8, largest_in_two=8
    ),
}


def _one_line(file: str, width_mm: float, largest: float, smallest: float) -> Slot:
    """Return a place that never takes two lines."""
    return Slot(
        file=file,
        width_mm=width_mm,
        largest=largest,
        smallest=smallest,
        largest_in_two=smallest - 1,
    )


# Less than the list of units is wide, beside which the photograph stands.
_SCHEME_MM = 180
_UPRIGHT, _ITALIC = "Spectral-Regular.ttf", "Spectral-Italic.ttf"

# The words of a design, with the values in their placeholders.
WORDING: Mapping[str, Slot] = {
    "title": _one_line(_UPRIGHT, 190, 37, 26),
    "title_en": _one_line(_ITALIC, 190, 13, 10),
    "together": Slot(file=_UPRIGHT, width_mm=146, largest=9, smallest=7, largest_in_two=7),
    "statement": _one_line(_UPRIGHT, 225, 11.5, 9),
    "statement_en": _one_line(_ITALIC, 225, 9, 7.5),
    "area": _one_line(_UPRIGHT, 72, 11, 9),
    "area_en": _one_line(_ITALIC, 72, 8.5, 7),
    "competency": _one_line(_UPRIGHT, 94, 11, 9),
    "competency_en": _one_line(_ITALIC, 94, 8.5, 7),
    "validity": _one_line(_UPRIGHT, 72, 11, 9),
    "validity_en": _one_line(_ITALIC, 72, 8.5, 7),
    "until": _one_line(_UPRIGHT, 51, 10.5, 8.5),
    "until_en": _one_line(_ITALIC, 51, 8.5, 7),
    "digital_line": Slot(
        file="PlusJakartaSans-Medium.ttf",
        width_mm=84,
        largest=7.5,
        smallest=6.5,
        largest_in_two=6.5,
    ),
    "note": Slot(
        file="PlusJakartaSans-Medium.ttf", width_mm=84, largest=6.5, smallest=6, largest_in_two=6
    ),
    "units": _one_line(_UPRIGHT, 185, 22, 15),
    "units_en": _one_line(_ITALIC, 185, 13, 10),
}

OVERPRINT: Mapping[str, Slot] = {
    "holder_name": Slot(
        file="Spectral-Medium.ttf", width_mm=165, largest=22, smallest=14, largest_in_two=16
    ),
    "field": Slot(
        file="Spectral-Medium.ttf", width_mm=165, largest=14, smallest=11, largest_in_two=12
    ),
    "field_en": Slot(
        file="Spectral-Italic.ttf", width_mm=165, largest=11, smallest=9, largest_in_two=9
    ),
    "qualification": Slot(
        file="Spectral-Medium.ttf", width_mm=165, largest=16, smallest=11, largest_in_two=12
    ),
    "qualification_en": Slot(
        file="Spectral-Italic.ttf", width_mm=165, largest=11, smallest=9, largest_in_two=9
    ),
    "body_name": Slot(
        file="Spectral-Medium.ttf", width_mm=165, largest=11, smallest=9, largest_in_two=9
    ),
    "body_name_en": Slot(
        file="Spectral-Italic.ttf", width_mm=165, largest=9.5, smallest=8, largest_in_two=8
    ),
    "signatory_name": Slot(
        file="Spectral-Medium.ttf", width_mm=165, largest=12, smallest=10, largest_in_two=10
    ),
}

# The second person who signs.
WITNESS: Mapping[str, Slot] = {
    "opening": _one_line(_UPRIGHT, 84, 10.5, 8.5),
    "position": _one_line(_UPRIGHT, 84, 10.5, 7.5),
    "name": _one_line("Spectral-Medium.ttf", 84, 11.5, 8),
}


def holder_lines(name: str) -> tuple[str, ...]:
    """Return the holder's name as it stands below the photograph."""
    return measuring.wrapped(name, file="Spectral-Medium.ttf", width_mm=54, size=9)


def has_scheme_on_two_lines(content: CertificateContent) -> bool:
    """Say whether scheme and program surely take one line each above the list of units."""
    below = f"{content.scheme_code} · {content.standard_reference} · {content.program_name}"
    return (
        measuring.font(_UPRIGHT).width_mm(content.scheme_name, 10.5) <= _SCHEME_MM
        and measuring.font("PlusJakartaSans-Medium.ttf").width_mm(below, 8) <= _SCHEME_MM
    )


def fill(content: CertificateContent, places: Mapping[str, Slot]) -> dict[str, str]:
    """Return, for each place, its lines as markup and its type size, under the template's names.

    Raises ``ValueError`` for a text that does not fit; `check_printable` has refused it before.
    """
    filled = {}
    for field, slot in places.items():
        fitted = slot.fit(getattr(content, field))
        if fitted is None:
            raise ValueError(f"{field} does not fit its place")
        filled[field] = "<br>".join(map(text, fitted.lines))
        filled[f"{field}_size"] = f"{fitted.size:g}pt"
    return filled


def fill_words(words: Mapping[str, str], places: Mapping[str, Slot]) -> dict[str, str]:
    """Return, for each place of a design's words, its lines as markup and its style attribute.

    The style is empty where the style sheet's own size fits. Raises ``ValueError`` as ``fill``.
    """
    filled = {}
    for field, slot in places.items():
        fitted = slot.fit(words[field])
        if fitted is None:
            raise ValueError(f"{field} does not fit its place")
        filled[field] = "<br>".join(map(text, fitted.lines))
        is_smaller = fitted.size != slot.largest
        filled[f"{field}_style"] = f' style="font-size: {fitted.size:g}pt"' if is_smaller else ""
    return filled
