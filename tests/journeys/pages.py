"""Finds every page that a person can open by following links, and opens it in Chromium."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page

from tests.browsing import Complaints

WIDTHS = (1366, 768, 360, 320)
WITH_AXE = {1366, 360}
PER_ROUTE = 3
LATER = re.compile(r"^/(keluar|static|berkas)/|\.(pdf|xlsx|csv|zip|png|txt)$")


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


def follow(client: Client, start: str = "/") -> Iterator[Opened]:
    """Follow links from ``start``; of many objects on one route, the first few."""
    queue, known, seen = deque([start]), {start}, Counter[str]()
    while queue:
        url = queue.popleft()
        route = route_of(url)
        if route is None or seen[route] >= PER_ROUTE or LATER.search(urlsplit(url).path):
            continue
        answer = client.get(url)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        seen[route] += 1
        links = Links()
        links.feed(answer.content.decode())
        yield Opened(url, route, frozenset(links.shape))
        for link in links.found:
            target = absolute(url, link)
            if target and target not in known:
                known.add(target)
                queue.append(target)


def absolute(page: str, link: str) -> str:
    """Give the address behind a link of ours; empty for anything else."""
    if link.startswith("?"):
        return urlsplit(page).path + link
    return link.split("#")[0] if link.startswith("/") else ""


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

    def note(self, where: str, what: str) -> None:
        self.faults.append(f"{where}: {what}")


WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


def examine(page: Page, opened: Opened, complaints: Complaints, report: Report) -> None:
    """Open one page at every width: axe, sideways scroll, console, policy, other hosts."""
    where = opened.url
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    answer = page.goto(opened.url)
    policy = answer.headers.get("content-security-policy", "") if answer else ""
    if "default-src 'none'" not in policy:
        report.note(where, "no strict policy in the answer")
    look(page, where, report)
    heard = page.evaluate("window.violations") + complaints.messages + complaints.foreign
    for text in heard:
        report.note(where, text)
    complaints.messages.clear()
    complaints.foreign.clear()


def look(page: Page, where: str, report: Report) -> None:
    """Check what stands on the screen at every width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            report.note(where, f"{width} px: scrolls sideways to {wide}")
        if width in WITH_AXE:
            for violation in Axe().run(page).response["violations"]:
                nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
                report.note(where, f"{width} px: axe {violation['id']}: {nodes}")
