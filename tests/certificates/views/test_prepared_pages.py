"""Pages whose slots are filled: the same bytes as Django's, whatever the texts are."""

from typing import NamedTuple

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from certificates.views.verification import prepared

TEMPLATE = "certificates/verification/certificate.html"
FLAGS = {"state": "valid", "words": "Sah", "words_en": "Valid", "official_host": "example.id"}
AWKWARD = ("Siti", "a & b", '<b title="x">', "O'Neil", "\u200bé 𝒳", "units.0.0", "{{ words }}")


class Line(NamedTuple):
    code: str
    title: str


def _texts(name: str) -> dict[str, str | None]:
    return {
        "holder_name": name,
        "strip": mark_safe("<svg></svg>"),
        "certificate_number": None,
        "units_count": "2",
    }


@pytest.mark.parametrize("text", AWKWARD)
def test_a_filled_page_is_what_django_renders(text):
    texts, rows = _texts(text), {"units": [Line("K.1", text), Line(text, "Mewarnai")]}

    page = prepared.page(TEMPLATE, flags=FLAGS, texts=texts, rows=rows)

    assert page.decode() == render_to_string(TEMPLATE, FLAGS | texts | rows)


def test_one_answer_leaves_nothing_in_the_next():
    first, second = (
        prepared.page(TEMPLATE, flags=FLAGS, texts=_texts(name), rows={"units": lines})
        for name, lines in (("Siti", [Line("K.1", "Satu")]), ("Budi", []))
    )

    assert [b"Siti" in page for page in (first, second)] == [True, False]
    assert [b"K.1" in page for page in (first, second)] == [True, False]
    assert second == prepared.page(TEMPLATE, flags=FLAGS, texts=_texts("Budi"), rows={"units": ()})
