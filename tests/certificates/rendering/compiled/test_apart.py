"""A process beside the worker compiles its forms, and the worker never loads WeasyPrint."""

import dataclasses
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from certificates.rendering import FormStore, NotPrintableError, render_pdf
from certificates.rendering.compiled import apart, engine
from certificates.rendering.compiled.refusals import NotCompilableError
from certificates.rendering.design import Design, Wording
from tests.certificates.samples import SAMPLE

NOTE = "Diserahkan kepada {nama} " + "dengan hormat dan terima kasih " * 6
WORKER = """
import pathlib, sys
from certificates.rendering import FormStore, render_pdf
from tests.certificates.samples import SAMPLE
render_pdf(SAMPLE, forms=FormStore(pathlib.Path(sys.argv[1]), compiles_apart=True))
print("weasyprint" in sys.modules, "fontTools" in sys.modules)
"""


@pytest.fixture(autouse=True)
def _nobody_beside():
    apart.end()
    engine.forget_forms()
    yield
    apart.end()
    engine.forget_forms()


def _children():
    listed = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {int(child) for path in listed for child in path.read_text().split()}


def test_a_process_whose_forms_are_compiled_apart_loads_no_weasyprint(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    render_pdf(SAMPLE, forms=FormStore(here))
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(there)], check=True, capture_output=True, text=True
    )
    assert done.stdout == "False False\n"
    [one], [other] = (list(folder.iterdir()) for folder in (here, there))
    assert (one.name, one.read_bytes()) == (other.name, other.read_bytes())


def test_another_is_started_when_it_was_killed():
    before = _children()
    first = apart.compile_form(SAMPLE, design=Design())
    [child] = _children() - before
    os.kill(child, signal.SIGKILL)
    assert apart.compile_form(SAMPLE, design=Design()) == first
    assert len(_children() - before) == 1


def test_it_refuses_in_the_words_of_whoever_compiles():
    with pytest.raises(NotCompilableError, match="belongs to a text that wraps"):
        apart.compile_form(SAMPLE, design=Design(wording=Wording(units_note=NOTE)))
    with pytest.raises(NotPrintableError, match="huruf"):
        apart.compile_form(dataclasses.replace(SAMPLE, city="北京"), design=Design())


def test_a_form_is_compiled_here_when_it_does_not_answer(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "COMMAND", ("false",))
    made = render_pdf(SAMPLE, forms=FormStore(tmp_path / "apart", compiles_apart=True))
    engine.forget_forms()
    assert made == render_pdf(SAMPLE, forms=FormStore(tmp_path / "here"))


def test_whoever_stands_still_is_not_waited_for(monkeypatch):
    before = _children()
    monkeypatch.setattr(apart, "COMMAND", ("sleep", "60"))
    monkeypatch.setattr(apart, "ANSWER_SECONDS", 0.2)
    with pytest.raises(apart.NoAnswerError):
        apart.compile_form(SAMPLE, design=Design())
    assert _children() == before


def test_a_question_longer_than_the_pipe_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(apart, "COMMAND", ("sleep", "60"))
    monkeypatch.setattr(apart, "ANSWER_SECONDS", 0.2)
    large = dataclasses.replace(SAMPLE, photo_jpeg=bytes(1_000_000))
    with pytest.raises(apart.NoAnswerError):
        apart.compile_form(large, design=Design())
