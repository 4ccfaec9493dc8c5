"""Fixtures that know no app live in tests/processes.py; the cast is in tests/conftest.py."""

import os

# Before anything imports openpyxl: it reads as the import's child does, through defusedxml.
os.environ.setdefault("OPENPYXL_LXML", "False")

pytest_plugins = ["tests.browsing", "tests.processes"]
