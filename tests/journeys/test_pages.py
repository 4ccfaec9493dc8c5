"""Every page of every role: accessible, narrow enough, quiet, from this host alone."""

import gzip
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page
from pypdf import PdfReader

from certificates import operations
from tests.browsing import Open, bring_in
from tests.factories import accounts, participants, programs
from tests.journeys import furnishing, pages
from tests.journeys.furnishing import World

SIDES = {"agency": slice(0, 2), "body": slice(2, 5), "people": slice(5, None)}
KB = 1024


@pytest.fixture
def world(committed_cast) -> World:
    return furnishing.furnish(committed_cast)


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("side", SIDES)
def test_pages_of(side, world, server, open_page, complaints):
    report = pages.Report()
    for person in world.people[SIDES[side]]:
        page = watched(open_page)
        bring_in(page, person, server)
        client = accounts.sign_in(Client(), person)
        for opened in list(pages.follow(client, report, world.starts)):
            if report.is_new(opened):
                first = opened.route not in report.routes
                pages.examine(page, opened, complaints, report)
                if first:
                    pages.send_empty(page, opened, complaints, report)
    assert len(report.seen) > 5
    assert not report.faults, "\n".join(report.faults)


@pytest.mark.browser
def test_pages_without_sign_in(world, open_page, complaints):
    report = pages.Report()
    page = watched(open_page)
    for url in public_pages(world):
        pages.examine(page, pages.Opened(url, url, frozenset()), complaints, report)
    assert weight(open_page(), f"/v/{world.certificate.code}") <= 14 * KB
    own_page_in_two_taps(world, page, report)
    # Without the preview, which comes when it is scrolled to and has a limit of its own.
    picture = page.context.request.get(page.locator("img").get_attribute("src")).body()
    assert len(picture) <= 60 * KB
    fresh = open_page()
    fresh.context.add_cookies(page.context.cookies())
    assert weight(fresh, "/milik-saya/") - len(picture) <= 40 * KB
    assert not report.faults, "\n".join(report.faults)


def own_page_in_two_taps(world: World, page: Page, report: pages.Report) -> None:
    page.goto(f"/p/{operations.token_of(world.link)}")
    page.get_by_role("button", name="Buka").click()
    pages.look(page, "holder's page", report)
    assert page.get_by_role("link", name="Unduh").count() == 1


def watched(open_page: Open) -> Page:
    page = open_page()
    page.context.add_init_script(pages.WATCH)
    return page


def public_pages(world: World) -> list[str]:
    token = operations.token_of(world.link)
    return [
        "/masuk/",
        "/masuk/lupa/",
        "/v/",
        f"/v/{world.certificate.code}",
        f"/V/{world.revoked.code}",
        f"/v/{world.replaced.code}",
        "/v/AAAABBBBCCCC",
        "/v/salah",
        "/v/?kode=salah",
        "/v/berkas/",
        "/api/",
        f"/v/berkas/{world.certificate.pdf_sha256}/",
        f"/v/berkas/{world.revoked.pdf_sha256}/",
        f"/v/berkas/{'0' * 64}/?kode={world.certificate.code}",
        f"/v/berkas/{'0' * 64}/",
        f"/p/{token}",
        "/p/tidakada",
        "/undangan/tidakada/",
        "/kata-sandi-baru/tidakada/",
        "/tidak-ada-halaman-ini/",
    ]


@pytest.mark.browser
def test_axe_and_the_policy_would_speak(server, open_page, complaints):
    page = watched(open_page)
    page.goto("/masuk/")
    assert pages.heard_by_axe(page) == []
    page.evaluate("document.querySelector('label').remove()")
    assert any("axe label" in text for text in pages.heard_by_axe(page))
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
        }"""
    )
    assert page.evaluate("window.ran") is None
    assert any(text.startswith("script-src") for text in page.evaluate("window.violations"))
    complaints.messages.clear()


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
    committed_cast, server, open_page, tmp_path: Path
):
    stage = programs.stage(committed_cast, places=400)
    participants.accepted_many(stage, 40)
    page = open_page()
    bring_in(page, stage.cast.dewi, server)
    url = f"/program/{stage.program.pk}/papan/"
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
