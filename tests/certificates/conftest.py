"""The stage of every certificate test."""

import pytest

from tests.conftest import Cast
from tests.factories import programs
from tests.factories.programs import Stage


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A body with a scheme, a program and people of both organizations."""
    cast.body.name_en = "Example Professional Certification Body"
    cast.body.save()
    return programs.stage(cast, places=400)
