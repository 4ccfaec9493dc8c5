"""The scripts of bin/ are no package; tests load them by their path."""

import importlib
import sys

import pytest

from tests.processes import ROOT


@pytest.fixture
def script(monkeypatch):
    """Give a function that loads a script of bin/ by name."""
    monkeypatch.syspath_prepend(str(ROOT / "bin"))

    def load(name: str):
        sys.modules.pop(name, None)
        return importlib.import_module(name)

    return load
