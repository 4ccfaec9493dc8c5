"""The stage of every certificate test."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.certificates import tokens
from tests.conftest import Cast
from tests.factories import programs
from tests.factories.programs import Stage


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session on a fresh PKCS#11 token; a process has only one."""
    with tokens.opened(tmp_path_factory.mktemp("token")) as session:
        yield session


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A body with a scheme, a program and people of both organizations."""
    cast.body.name_en = "Example Professional Certification Body"
    cast.body.save()
    return programs.stage(cast, places=400)
