"""Whatever is typed is printed or refused, never carried out (reliability.md F11)."""

import dataclasses

import pytest

from certificates.content import UnitLine
from certificates.rendering import Design, NotPrintableError, placeholders, render_pdf
from certificates.rendering.design import Base, Witness, Wording
from certificates.rendering.faults import faults
from tests.certificates.rendering import reading
from tests.certificates.samples import SAMPLE

# Of each language that a template could be written in. No space, so that a line break hides none.
CANARIES = (
    "{{7*7}}",
    "${x}",
    "<script>1",
    "{nama.__class__}",
    "{0}",
    "%s",
    "%(nama)s",
    "$city",
    "{%include%}",
    "#{7*7}",
    "<%=7*7%>",
    "&lt;b&gt;",
    "url(x)",
    "{nama!r}",
)
WORDS = [field.name for field in dataclasses.fields(Wording)]
LITERAL = [canary for canary in CANARIES if not placeholders.names(canary)]
FIELDS = [
    field.name
    for field in dataclasses.fields(SAMPLE)
    if isinstance(getattr(SAMPLE, field.name), str)
    # The name of a version is not printed; address and code are printed in other letters.
    and field.name not in ("template_version", "verify_url", "verify_code")
]


def letters(pdf):
    return "".join((reading.text(pdf, 0) + reading.text(pdf, 1)).split())


@pytest.mark.parametrize("base", list(Base))
def test_every_value_is_printed_as_it_is(base):
    """All canaries, each in some value; every value has one."""
    typed = {field: f"{CANARIES[at % len(CANARIES)]}{at:02}" for at, field in enumerate(FIELDS)}
    unit = UnitLine(code="{{7*7}}", title="${x}<b>", title_en="{nama.__class__}")
    design = Design(base=base, wording=Wording(note="{program}"))
    printed = letters(
        render_pdf(dataclasses.replace(SAMPLE, units=(unit,), **typed), design=design)
    )
    assert {field for field, value in typed.items() if value not in printed} == set()
    assert [value in printed for value in ("{{7*7}}", "${x}<b>", "{nama.__class__}")] == [True] * 3
    assert "49" not in printed


@pytest.mark.parametrize("canary", LITERAL)
def test_words_of_a_design_are_printed_as_they_are(canary):
    witness = Witness(opening=canary, name=canary, position=canary)
    words = {field: f"{getattr(Wording(), field)}{canary}" for field in WORDS}
    design = Design(wording=Wording(**words), witness=witness)
    assert faults(design) == []
    printed = letters(render_pdf(SAMPLE, design=design))
    assert printed.count(canary) == len(WORDS) + 3


@pytest.mark.parametrize("field", WORDS)
@pytest.mark.parametrize("canary", [text for text in CANARIES if placeholders.names(text)])
def test_braces_that_are_no_placeholder_are_refused_at_their_field(field, canary):
    design = Design(wording=Wording(**{field: f"{getattr(Wording(), field)}{canary}"}))
    found = faults(design)
    assert [fault.field for fault in found] == [field]
    assert "bukan isian yang dikenal" in found[0].sentence


def test_a_refused_wording_that_got_in_all_the_same_is_printed_as_it_is():
    """The last line of defence: nothing that came past the form is carried out either."""
    printed = letters(render_pdf(SAMPLE, design=Design(wording=Wording(note="{nama.__class__}"))))
    assert "{nama.__class__}" in printed


def test_a_careless_template_would_carry_it_out_control():
    """The control: Python's own formatting does what the canary asks."""
    assert "str" in "{nama.__class__}".format(nama="Siti")


@pytest.mark.parametrize("letter", ["\u202e", "\u200d", "\u0000", "批"])
def test_letters_that_steer_or_that_we_lack_are_refused(letter):
    with pytest.raises(NotPrintableError, match="memuat huruf"):
        render_pdf(SAMPLE, design=Design(wording=Wording(note=f"a{letter}b")))
