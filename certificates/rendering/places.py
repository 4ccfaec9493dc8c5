"""The places of each paper whose text varies in length, and how their text is fitted in.

A place is as wide as its paper allows. Text in it shrinks to the smallest size that still reads
well, then takes two lines; what is longer still is refused by `certificates.rendering.printable`.
"""

from collections.abc import Mapping

from certificates.content import CertificateContent
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
    "agency_name": Slot(
        file="Spectral-Regular.ttf", width_mm=135, largest=9, smallest=7, largest_in_two=7
    ),
    "digital_line": Slot(
        file="PlusJakartaSans-Medium.ttf",
        width_mm=84,
        largest=7.5,
        smallest=6.5,
        largest_in_two=6.5,
    ),
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
