"""The stage of a program, and that of strangers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import Cast
from tests.factories import programs
from tests.factories.programs import Stage


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return programs.stage(cast)


@pytest.fixture
def other_stage(strangers: Cast) -> Stage:
    return programs.stage(strangers)


@pytest.fixture
def django_capture_queries():
    """Give a context manager that lists the queries made inside it."""
    return lambda: CaptureQueriesContext(connection)
