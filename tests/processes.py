"""Other processes on a test's committed database, and waiting for what they do."""

import gc
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 60
DATABASES = frozenset({"db", "transactional_db", "django_db_setup"})

Start = Callable[..., subprocess.Popen[bytes]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every control, found by its name, and every test that opens no database.

    A drill runs the controls beside the promises; what opens no database says the same on both.
    """
    for item in items:
        if "control" in item.name:
            item.add_marker("control")
        if isinstance(item, pytest.Function) and not _opens_a_database(item):
            item.add_marker("pure")


def _opens_a_database(item: pytest.Function) -> bool:
    by_mark = item.get_closest_marker("django_db") is not None
    return by_mark or not DATABASES.isdisjoint(item.fixturenames)


def pytest_collection_finish() -> None:
    """Let the collector look at what tests leave, not at four thousand tests again and again.

    Measured on two rooms: a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Migrate one test database; pytest-django's own skips it when no test has its marker."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def start_process(real_commits) -> Iterator[Start]:
    """Give a function that starts ``python …`` on the committed database; all die at the end."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        environment = real_commits.environment | {
            "DJANGO_SETTINGS_MODULE": "certify.settings",
            "PYTHONPATH": str(ROOT),
        }
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, start_new_session=True
        )
        started.append(process)
        return process

    try:
        yield start
    finally:
        for process in started:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()


def wait_for(condition: Callable[[], object], *, seconds: float = PATIENCE_SECONDS) -> None:
    """Return when ``condition()`` is true; fail when that takes too long."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {condition}"
        time.sleep(0.05)
