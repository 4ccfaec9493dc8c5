"""Only with the WeasyPrint it was written for, and only what a form can hold."""

import dataclasses

import pytest
import weasyprint

from certificates.rendering import STANDARD, digital, holder
from certificates.rendering.compiled import compiling, recipe, recording, sentinels
from certificates.rendering.compiled.refusals import NotCompilableError
from certificates.rendering.placeholders import PLACEHOLDERS
from tests.certificates.samples import SAMPLE

# Compiling reaches into this version. Before raising it, read `recording` beside its changes.
WEASYPRINT = "70.0"


def test_the_engine_is_written_for_the_weasyprint_that_is_installed():
    assert (weasyprint.__version__, recipe.WEASYPRINT) == (WEASYPRINT, WEASYPRINT)


def test_another_weasyprint_is_refused(monkeypatch):
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(NotCompilableError, match=r"WeasyPrint 70\.0, this is 71\.0"):
        recording.check_version()


def _compile(style, content=SAMPLE):
    shape = sentinels.shape_of(content, holder.texts(content), STANDARD)
    typesetter = dataclasses.replace(digital.typesetter(STANDARD), own_style=style)
    return compiling.compile_form(content, shape=shape, design=STANDARD, typesetter=typesetter)


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        (".name { text-transform: uppercase }", "changes a value of the holder"),
        (".name { text-decoration: underline }", "decorated"),
        (".registration { text-align: justify }", "justified"),
        (".registration { text-indent: 3mm }", "indented"),
        (".registration { width: 9mm !important }", "wraps"),
        (".registration { transform: rotate(3deg) }", "moved or turned"),
        (".number { font-family: serif }", "none of our files"),
        (".number { padding-left: 3mm; text-align: left }", None),
        (".number::before { content: 'No '; padding: 0 3mm }", "cannot be set exactly"),
        (".front > .rule { border: none }", "one name and one line"),
        (".qr-code { display: none }", "0 of the QR code"),
        (".micro { font-variant-caps: small-caps }", None),
    ],
)
def test_a_page_that_a_form_cannot_hold_is_refused_by_name(style, reason):
    if reason is None:
        assert _compile(style).lines
        return
    with pytest.raises(NotCompilableError, match=reason):
        _compile(style)


def test_the_placeholders_of_a_holder_are_those_whose_value_is_the_holders():
    shape = sentinels.shape_of(SAMPLE, holder.texts(SAMPLE), STANDARD)
    nobody = recipe.nobody(SAMPLE, shape)
    changed = {name for name, value in PLACEHOLDERS.items() if value(SAMPLE) != value(nobody)}
    assert changed == sentinels.HOLDER_PLACEHOLDERS


@pytest.mark.parametrize("lines", [(1, 1), (1, 2), (1, 3), (2, 2), (2, 3), (2, 4), (2, 6)])
def test_nobody_has_a_name_of_every_shape(lines):
    shape = sentinels.shape_of(SAMPLE, holder.texts(SAMPLE), STANDARD)
    wanted = dataclasses.replace(shape, name_lines=lines[0], below_photo=lines[1])
    nobody = recipe.nobody(SAMPLE, wanted)
    assert sentinels.shape_of(nobody, holder.texts(nobody), STANDARD) == wanted
