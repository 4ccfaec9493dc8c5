"""Fixtures that know no app live in tests/processes.py; the cast is in tests/conftest.py."""

pytest_plugins = ["tests.browsing", "tests.processes"]
