"""Pages whose slots are filled: the same bytes as Django's, whatever the texts are."""

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from certificates.queries.verification import Unit
from certificates.views.verification import prepared

TEMPLATE = "certificates/verification/certificate.html"
SHARED = {"state": "valid", "words": "Sah", "words_en": "Valid", "official_host": "example.id"}
AWKWARD = (
    *("Siti", "a & b", '<b title="x">', "O'Neil", "\u200bé 𝒳", "100 %", "%s %(a)s %%"),
    *("strip", "{{ words }}"),
)
DRAWN = {"strip": '<svg viewBox="0 0 1 1"></svg>'}


def _texts(name):
    return {"holder_name": name, "register_number": "BTK.0001/2026", "certificate_number": None}


@pytest.mark.parametrize("text", AWKWARD)
def test_a_filled_page_is_what_django_renders(text):
    shared = SHARED | {"units": (Unit("K.1", text), Unit(text, "Mewarnai")), "scheme_name": text}

    page = prepared.page(TEMPLATE, shared=shared, texts=_texts(text), drawn=DRAWN)

    drawn = {name: mark_safe(picture) for name, picture in DRAWN.items()}
    assert page.decode() == render_to_string(TEMPLATE, shared | _texts(text) | drawn)


def test_one_answer_leaves_nothing_in_the_next():
    pages = [
        prepared.page(TEMPLATE, shared=SHARED | {"units": units}, texts=_texts(name), drawn=DRAWN)
        for name, units in (
            ("Siti", (Unit("K.1", "Satu"),)),
            ("Budi", ()),
            ("<Ani>", ()),
            ("Siti", (Unit("K.1", "Satu"),)),
        )
    ]

    assert [b"Siti" in page for page in pages] == [True, False, False, True]
    assert [b"K.1" in page for page in pages] == [True, False, False, True]
    assert [b"&lt;Ani&gt;" in page for page in pages] == [False, False, True, False]
    assert pages[0] == pages[3]
