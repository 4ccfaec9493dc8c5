"""The stage on which the cast of assessments acts."""

import pytest

from tests.conftest import Cast
from tests.factories import programs
from tests.factories.programs import Stage


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """Scheme in force, open program, two assessors."""
    return programs.stage(cast)
