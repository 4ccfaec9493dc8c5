"""A real browser on a running server: Debian's Chromium, driven by Playwright.

Fixtures for tests marked ``browser``; the server is ``server`` of tests/conftest.py. Every page
keeps what the browser complained about and every request that left for another host.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from certify.accounts.models import User
from tests.factories import accounts

# Playwright runs an event loop in this thread; our ORM calls beside it are synchronous on purpose.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DESK = {"width": 1366, "height": 900}
PHONE = {"width": 360, "height": 780}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 15_000


@dataclass
class Complaints:
    """What went wrong in a browser while nobody looked."""

    messages: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("Chromium is not installed; `make test` installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Complaints:
    """Filled by every page of the test."""
    return Complaints()


Open = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, server: str, complaints: Complaints) -> Iterator[Open]:
    """Give a function that opens a fresh window: ``open_page(viewport=PHONE)``."""
    contexts: list[BrowserContext] = []

    def open_window(viewport: dict[str, int] = DESK, **options: object) -> Page:
        context = chromium.new_context(
            base_url=server,
            viewport=viewport,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                complaints.messages.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        page.on("pageerror", lambda error: complaints.messages.append(str(error)))
        page.on("request", lambda request: _note_foreign(request.url, server, complaints))
        return page

    yield open_window
    for context in contexts:
        context.close()


def _note_foreign(url: str, server: str, complaints: Complaints) -> None:
    parts = urlsplit(url)
    if parts.scheme in {"http", "https"} and f"{parts.scheme}://{parts.netloc}" != server:
        complaints.foreign.append(url)


def bring_in(page: Page, person: User, server: str) -> None:
    """Sign a person in without the sign-in page, as the test client does.

    Journeys that are about signing in type into the page instead.
    """
    client = accounts.sign_in(Client(), person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server}]
    )
