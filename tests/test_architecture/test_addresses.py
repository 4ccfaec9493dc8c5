"""Every address has a name, and a form that changes something its one-use key."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.test_architecture.reading import (
    PACKAGES,
    calls,
)


def routes(
    patterns: list[URLPattern | URLResolver], space: str = "", path: str = ""
) -> Iterator[tuple[str, str, object]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, inner, f"{path}{pattern.pattern}")
        else:
            yield f"{space}{pattern.name}", f"{path}{pattern.pattern}", pattern.callback


def our_routes() -> list[tuple[str, str, object]]:
    found = list(routes(get_resolver().url_patterns))
    return [route for route in found if inspect.unwrap(route[2]).__module__.startswith(PACKAGES)]


def view_tree(view: object) -> ast.Module:
    return ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(view))))


WITHOUT_KEY = {
    "display",  # sets a cookie on the device
    "desk:ask",  # reads; sent by POST so that no NIK stands in an address
    "certificates:archive",  # a download that leaves its mark in the trail
    "certificates:read_numbers",  # reads a file into the form's boxes
    "certificates:send_file",  # reads a stranger's file and keeps nothing of it
    "certificates:status_list",  # signs what is true already, when the kept one no longer is
    "participants:import_file",  # a download that leaves its mark in the trail
    "participants:rejected_rows",  # the same
}


def changes_something(view: object) -> bool:
    node = view_tree(view)
    posted = any(
        isinstance(part, ast.Attribute) and part.attr in {"POST", "FILES"}
        for part in ast.walk(node)
    )
    return posted or any(re.search(r"(^|\.)operations\.", call) for call in calls(node))


def test_every_view_that_changes_something_has_a_one_use_key():
    found = [
        route
        for route, _, view in our_routes()
        if changes_something(view)
        and not getattr(view, "changes", False)
        and route not in WITHOUT_KEY
    ]

    assert not found, "\n".join(map(str, found))


def test_every_address_has_a_name():
    found = [path for route, path, _ in our_routes() if route.endswith("None")]

    assert not found, "\n".join(found)
