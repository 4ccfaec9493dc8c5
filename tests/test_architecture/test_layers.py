"""The web and the clock stay at the edge; operations alone write."""

import ast
import re
from pathlib import Path

from tests.test_architecture.reading import (
    PACKAGES,
    calls,
    dotted,
    imported,
    name,
    rooms,
    sources,
    tree,
)

WEB = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages")
EDGES = {"views", "urls", "admin", "forms", "middleware", "templatetags", "decorators"}
WEB_ALLOWED = {
    "certify/accounts/actor.py",  # narrows request.user for every view
    "certify/accounts/adapters.py",  # allauth hands it requests
    "certify/accounts/verification.py",  # the second question before a grave act is about a request
}


def test_rules_know_nothing_of_the_web():
    found = {
        name(path): sorted(i for i in imported(tree(path)) if i.startswith(WEB))
        for path in sources(*PACKAGES)
        if not rooms(path) & EDGES and name(path) not in WEB_ALLOWED
    }

    assert {path: names for path, names in found.items() if names} == {}


CLOCK = {"timezone.now", "timezone.localdate", "timezone.localtime", "date.today", "datetime.now"}
CLOCK_EDGES = {"views", "management", "tasks", "middleware", "forms", "templatetags", "jobs"}
CLOCK_ALLOWED = {
    "certify/accounts/models.py",  # the roles held today, asked by every permission
    "certify/once/decorators.py",  # belongs to the view it wraps
    "certify/accounts/verification.py",  # belongs to the view it guards
    "certify/accounts/adapters.py",  # called by allauth's views
}


def reads_clock(node: ast.AST) -> bool:
    """Tell a reading from a conversion: ``timezone.localdate(at)`` is none."""
    if not isinstance(node, ast.Call) or node.args or node.keywords:
        return False
    call = dotted(node.func)
    return any(call == clock or call.endswith(f".{clock}") for clock in CLOCK)


def test_the_clock_is_read_in_views_commands_and_tasks_only():
    found = {
        name(path)
        for path in sources(*PACKAGES)
        if not rooms(path) & CLOCK_EDGES and any(map(reads_clock, ast.walk(tree(path))))
    }

    assert found - CLOCK_ALLOWED == set()


def operations(path: Path) -> list[ast.FunctionDef]:
    """Give the public functions that open a transaction; their little helpers may be brief."""
    return [
        node
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and any("transaction.atomic" in ast.unparse(d) for d in node.decorator_list)
    ]


def test_operations_take_their_arguments_by_name():
    found = [
        f"{name(path)}: {function.name}"
        for path in sources(*PACKAGES)
        if "operations" in rooms(path)
        for function in operations(path)
        if function.args.args or function.args.posonlyargs
    ]

    assert not found, "\n".join(map(str, found))


WRITES = re.compile(
    r"\.(save|delete|create|get_or_create|update_or_create|bulk_create|bulk_update)$"
    r"|\.objects\..*\.update$|^transaction\.atomic$"
)


def test_views_never_open_a_transaction_or_write_a_row_themselves():
    found = [
        f"{name(path)}: {call}"
        for path in sources(*PACKAGES)
        if "views" in rooms(path)
        for call in calls(tree(path))
        if WRITES.search(call) and "operations." not in call
    ]

    assert not found, "\n".join(map(str, found))
