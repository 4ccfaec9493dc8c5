"""The gate lets pass what looks the same both ways, and names what does not."""

import dataclasses

import pytest

from certificates.rendering import digital, holder
from certificates.rendering.compiled import compiling, gate, recipe, sentinels
from certificates.rendering.compiled.refusals import NotCompilableError
from certificates.rendering.design import STANDARD, Design, Wording
from tests.certificates.samples import SAMPLE

# A name in two lines on a page whose foot line has no room for it.
AT_MOST_IN_FULL = 1


def test_the_standard_design_passes(whole, forms):
    passage = gate.check(whole, design=STANDARD, forms=forms)
    assert len(passage.compared) + len(passage.in_full) == 20
    assert len(passage.in_full) <= AT_MOST_IN_FULL


class _OtherForms:
    """A store whose forms have another style: what a fault of the engine would look like."""

    def __init__(self, style):
        self._style = style

    def load(self, key):
        content = SAMPLE
        shape = sentinels.shape_of(content, holder.texts(content), STANDARD)
        typesetter = dataclasses.replace(digital.typesetter(STANDARD), own_style=self._style)
        form = compiling.compile_form(content, shape=shape, design=STANDARD, typesetter=typesetter)
        assert recipe.key(content, shape, STANDARD) == key
        return form


@pytest.mark.parametrize(
    ("style", "difference"),
    [
        (".front > .number { top: 68.7mm !important }", "a letter stands 0.57 pt away"),
        (".name { font-weight: 400 }", "the letters or their fonts differ"),
        (".until { color: #FF0000 }", "of 100,000 pixels differ"),
    ],
)
def test_a_form_that_prints_something_else_is_refused(style, difference):
    with pytest.raises(gate.FormDiffersError, match=f"^nama biasa: .*{difference}"):
        gate.check(SAMPLE, design=STANDARD, forms=_OtherForms(style))


def test_a_design_that_no_form_can_hold_is_refused_by_name(forms):
    note = "Diserahkan kepada {nama} " + "dengan hormat dan terima kasih " * 6
    design = Design(wording=Wording(units_note=note))
    with pytest.raises(NotCompilableError, match="belongs to a text that wraps"):
        gate.check(SAMPLE, design=design, forms=forms)
