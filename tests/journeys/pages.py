"""Finds every page that a person can open by following links, and opens it in Chromium."""

import re
from collections import Counter, deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from axe_playwright_python import base as axe
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page

from tests.browsing import Complaints

DESK, PHONE = 1366, 360
WIDTHS = (DESK, 768, PHONE, 320)
PER_ROUTE = 2
LATER = re.compile(r"^/(keluar|static|berkas)/|\.(pdf|xlsx|csv|zip|png|txt|json|jwt|svg)$")


class Links(HTMLParser):
    """The links of a page and its shape: what is in it, whatever the texts say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.shape: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.found.append(str(values["href"]))
        self.shape.add(f"{tag}.{values.get('class')}")


@dataclass(frozen=True)
class Opened:
    """A page found: its address, the route behind it, and its shape."""

    url: str
    route: str
    shape: frozenset[str]


def follow(client: Client, report: "Report", starts: Collection[str] = ()) -> Iterator[Opened]:
    """Follow links from the start page and ``starts``; of many objects on one route, a few.

    A link that this person cannot open is a fault of the page that shows it; of ``starts`` each
    person opens what is theirs.
    """
    queue, source, seen = deque(["/", *starts]), dict.fromkeys(["/", *starts], ""), Counter[str]()
    while queue:
        url = queue.popleft()
        route = route_of(url)
        if not route_is_wanted(route, url) or (source[url] and seen[route] >= PER_ROUTE):
            continue
        answer = client.get(url)
        if answer.status_code >= 400:
            if source[url]:
                report.note(source[url], f"leads to {url}, which answers {answer.status_code}")
            continue
        report.reached.add(route)
        links = Links()
        if onward := answer.headers.get("Location", ""):
            links.found.append(onward)
        else:
            seen[route] += 1
            if "text/html" in answer.headers["Content-Type"]:
                links.feed(answer.content.decode())
                yield Opened(url, route, frozenset(links.shape))
        new = [target for link in links.found if (target := absolute(url, link)) not in source]
        source |= dict.fromkeys(new, url)
        queue.extend(dict.fromkeys(new))


def route_is_wanted(route: str | None, url: str) -> bool:
    """Tell whether the address is a page of ours: no file, no way out."""
    return route is not None and not LATER.search(urlsplit(url).path)


def absolute(page: str, link: str) -> str:
    """Give the address behind a link of ours; for anything else the page itself."""
    if link.startswith("?"):
        return urlsplit(page).path + link
    return link.split("#")[0] if link.startswith("/") else page


def route_of(url: str) -> str | None:
    """Give the route that answers the address."""
    try:
        return resolve(urlsplit(url).path).route
    except Resolver404:
        return None


def routes(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Give every route of the project with its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route, pattern


@dataclass
class Report:
    """What is wrong with the pages seen."""

    faults: list[str] = field(default_factory=list)
    seen: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    routes: set[str] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)

    def is_new(self, opened: "Opened") -> bool:
        """Tell whether a page of this shape was not looked at yet, and remember it."""
        new = (opened.route, opened.shape) not in self.seen
        self.seen.add((opened.route, opened.shape))
        return new

    def note(self, where: str, what: str) -> None:
        self.faults.append(f"{where}: {what}")


RUN_AXE = """
async () => (await axe.run({resultTypes: ["violations"]})).violations
"""

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


def examine(page: Page, opened: Opened, complaints: Complaints, report: Report) -> None:
    """Open one page at every width: axe, sideways scroll, console, policy, other hosts."""
    where = opened.url
    page.set_viewport_size({"width": DESK, "height": 800})
    answer = page.goto(opened.url)
    policy = answer.headers.get("content-security-policy", "") if answer else ""
    if "default-src 'none'" not in policy:
        report.note(where, "no strict policy in the answer")
    # Other states of a page differ in words rather than in layout: one width hears them all.
    with_axe = {PHONE} if opened.route in report.routes else {DESK, PHONE}
    report.routes.add(opened.route)
    look(page, where, report, with_axe)
    heard = page.evaluate("window.violations") + complaints.messages + complaints.foreign
    refused = answer is not None and answer.status >= 400
    for text in heard:
        # The browser writes down every refusal of the page itself; we asked for this one.
        if not (refused and text.startswith("Failed to load resource")):
            report.note(where, text)
    complaints.messages.clear()
    complaints.foreign.clear()


def look(page: Page, where: str, report: Report, with_axe: Collection[int] = (PHONE,)) -> None:
    """Check what stands on the screen at every width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            report.note(where, f"{width} px: scrolls sideways to {wide}")
        if width in with_axe:
            for text in heard_by_axe(page):
                report.note(where, f"{width} px: {text}")


def heard_by_axe(page: Page) -> list[str]:
    """Give what axe says about the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.AXE_SCRIPT)
    return [
        f"axe {violation['id']}: "
        + "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        for violation in page.evaluate(RUN_AXE)
    ]


EMPTY = """
(form) => {
  for (const field of form.querySelectorAll("input, textarea, select")) {
    if (field.type !== "hidden" && field.type !== "submit") field.value = "";
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
  }
  form.noValidate = true;
}
"""


def send_empty(page: Page, opened: Opened, complaints: Complaints, report: Report) -> None:
    """Send the page's form with nothing in it: the refusal is a state of its own."""
    # A file is compared on the page itself: its form leads nowhere while its script runs.
    wanted = "main form[method=post]:not([data-check-file]):has([required]:not([type=hidden]))"
    form = page.locator(wanted).first
    if form.count() == 0:
        return
    form.evaluate(EMPTY)
    with page.expect_navigation() as answered:
        form.evaluate("(form) => form.requestSubmit()")
    answer = answered.value
    if answer is not None and answer.status == 422:
        look(page, f"{opened.url} (empty)", report)
        if page.locator(".error-summary, .wrong, .note.bad").count() == 0:
            report.note(opened.url, "says nothing about what is missing")
    complaints.messages.clear()
    complaints.foreign.clear()
