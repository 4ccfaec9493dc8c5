"""What the small scripts add, in a real browser: keys, messages, one sending, a quiet refresh."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import PHONE, bring_in
from tests.factories import participants, programs

pytestmark = pytest.mark.browser


@pytest.fixture
def stage(committed_cast):
    made = programs.stage(committed_cast)
    participants.accepted_many(made, 3)
    return made


@pytest.fixture
def board(stage, server, open_page):
    page = open_page()
    bring_in(page, stage.cast.dewi, server)
    page.goto(f"/program/{stage.program.pk}/papan/")
    return page


def test_rows_are_walked_and_opened_by_keys(board):
    for key in ("j", "j", "k", "j"):
        board.keyboard.press(key)
    second = board.locator("tbody tr").nth(1)
    expect(second).to_have_class("here")
    expect(second.locator("a")).to_be_focused()
    board.keyboard.press("Enter")
    expect(board).to_have_url(re.compile(r"/peserta/\d+/$"))


def test_slash_searches(board):
    board.keyboard.press("/")
    expect(board.locator("[data-search]")).to_be_focused()
    board.keyboard.type("pembatik")
    board.keyboard.press("Enter")
    expect(board).to_have_url(re.compile(r"/cari/\?q=pembatik$"))
    expect(board.locator(".found li")).to_have_count(3)


def test_what_has_the_focus_is_seen(board):
    for _ in range(40):
        board.keyboard.press("Tab")
        hidden = board.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              if (box.width < 2 || document.activeElement.closest(".skip")) return "";
              const top = document.elementFromPoint(
                box.left + box.width / 2, box.top + box.height / 2);
              const seen = top && (document.activeElement.contains(top)
                || top.contains(document.activeElement));
              return seen ? "" : document.activeElement.outerHTML;
            }"""
        )
        assert hidden == ""


def test_menu_closes_with_escape(board):
    menu = board.locator("details[data-menu]")
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    board.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")


def test_a_quiet_board_is_not_replaced_and_a_changed_one_is(board, stage):
    board.evaluate("document.querySelector('#papan').dataset.kept = 'yes'")
    with board.expect_response(lambda answer: "cap=" in answer.url) as quiet:
        board.evaluate(
            "htmx.ajax('GET', document.querySelector('#papan').getAttribute('hx-get'),"
            " {source: '#papan', target: '#papan', swap: 'outerHTML', select: '#papan'})"
        )
    assert quiet.value.status == 204
    expect(board.locator("#papan")).to_have_attribute("data-kept", "yes")
    participants.accepted_many(stage, 1)
    board.evaluate(
        "htmx.ajax('GET', document.querySelector('#papan').getAttribute('hx-get'),"
        " {source: '#papan', target: '#papan', swap: 'outerHTML', select: '#papan'})"
    )
    expect(board.locator("tbody tr")).to_have_count(4)


def test_larger_text_needs_no_sideways_scroll(stage, server, open_page):
    page = open_page(viewport=PHONE)
    bring_in(page, stage.cast.dewi, server)
    for url in ("/", f"/program/{stage.program.pk}/papan/", "/orang/", "/cari/"):
        page.goto(url)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], url
