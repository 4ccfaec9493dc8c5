"""Every page of every role: accessible, narrow enough, quiet, from this host alone."""

import gzip
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browsing import Open, bring_in
from tests.factories import accounts, participants
from tests.journeys import furnishing, pages
from tests.journeys.furnishing import World

SIDES = {
    "agency": ("dewi", "head"),
    "body": ("sari", "tuti", "bagas"),
    "people": ("budi", "wulan", "keeper"),
}
KB = 1024


@pytest.fixture
def world(committed_cast) -> World:
    return furnishing.furnish(committed_cast)


@pytest.mark.browser
@pytest.mark.parametrize("side", SIDES)
def test_pages_of(side, world, server, open_page, complaints):
    report = pages.Report()
    for name in SIDES[side]:
        person = getattr(world.stage.cast, name)
        page = watched(open_page)
        bring_in(page, person, server)
        for opened in list(pages.follow(accounts.sign_in(Client(), person))):
            if (opened.route, opened.shape) not in report.seen:
                report.seen.add((opened.route, opened.shape))
                pages.examine(page, opened, complaints, report)
    assert len(report.seen) > 5
    assert not report.faults, "\n".join(report.faults)


@pytest.mark.browser
def test_pages_without_sign_in(world, open_page, complaints):
    report = pages.Report()
    page = watched(open_page)
    for url in public_pages(world):
        pages.examine(page, pages.Opened(url, url, frozenset()), complaints, report)
    assert not report.faults, "\n".join(report.faults)


def watched(open_page: Open) -> Page:
    page = open_page()
    page.context.add_init_script(pages.WATCH)
    return page


def public_pages(world: World) -> list[str]:
    return ["/masuk/", "/masuk/lupa/"]


def weight(page: Page, url: str) -> int:
    """Bytes of a first visit, compressed as the server does (fonts and pictures as they are)."""
    total = 0

    def add(response) -> None:
        nonlocal total
        body = response.body()
        kind = response.headers.get("content-type", "")
        is_text = kind.startswith(("text/", "application/", "image/svg"))
        total += len(gzip.compress(body, 6)) if is_text else len(body)

    page.on("response", add)
    page.goto(url, wait_until="networkidle")
    page.remove_listener("response", add)
    return total


@pytest.mark.browser
def test_board_of_400_stays_light_and_40_print_on_one_sheet(
    world, server, open_page, tmp_path: Path
):
    stage = world.stage
    page = open_page()
    bring_in(page, stage.cast.dewi, server)
    url = f"/program/{stage.program.pk}/papan/"
    missing = 40 - stage.program.enrollments.count()
    participants.accepted_many(stage, missing)
    page.goto(url)
    sheet = tmp_path / "papan.pdf"
    page.pdf(path=sheet, prefer_css_page_size=True)
    papers = PdfReader(sheet).pages
    assert len(papers) == 1
    assert papers[0].mediabox.width > papers[0].mediabox.height
    participants.accepted_many(stage, 360)
    first_visit = open_page()
    bring_in(first_visit, stage.cast.dewi, server)
    assert weight(first_visit, url) <= 120 * KB
