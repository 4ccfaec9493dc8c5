"""The program into which lists are imported."""

import pytest

from programs.models import Program
from tests.factories import imports
from tests.factories.programs import Stage


@pytest.fixture
def program(stage: Stage) -> Program:
    return imports.three_schemes(stage)
