"""Permissions, names, sizes, templates, tests, and words that must not stand anywhere."""

import ast
import re
from pathlib import Path

import pytest

from certify.accounts.roles import ROLES, Permission
from tests.test_architecture.reading import (
    PACKAGES,
    ROOT,
    dotted,
    name,
    sources,
    tree,
)


def test_every_permission_is_granted_by_a_role_and_asked_for():
    granted = {permission for row in ROLES.values() for permission in row.permissions}
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sources(*PACKAGES)
        if name(path) != "certify/accounts/roles.py"
    )
    asked = {p for p in Permission if re.search(rf"\b(Permission|P)\.{p.name}\b", text)}

    assert set(Permission) - granted == set()
    assert set(Permission) - asked == set()


DRAWERS = {"utils", "helpers", "services", "manager", "managers", "base", "misc", "common"}
LONGEST_MODULE = 450  # the aim is about 300


def test_no_module_is_a_drawer():
    assert [name(p) for p in sources(*PACKAGES) if p.stem in DRAWERS] == []


def test_modules_stay_short_enough_to_hold_in_the_head():
    lengths = {name(p): p.read_text(encoding="utf-8").count("\n") for p in sources(*PACKAGES)}

    assert {path: n for path, n in lengths.items() if n > LONGEST_MODULE} == {}


INLINE = re.compile(
    r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=|javascript:|\bhx-on", re.IGNORECASE
)
# Printed, not served: a paper carries its own style, and no browser runs it.
PRINTED = re.compile(r"/papers?/|/cetak/|_paper\.html$")


def test_templates_hold_no_inline_script_or_style():
    found = [
        f"{name(path)}: {match.group().strip()}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if not PRINTED.search(name(path))
        for match in INLINE.finditer(path.read_text(encoding="utf-8"))
    ]

    assert not found, "\n".join(map(str, found))


# Django's and crispy's help texts are markup by contract; ours are written in the source.
MARKUP = {"templates/bootstrap5/layout/help_text.html"}


def test_no_template_turns_escaping_off():
    off = re.compile(r"\|\s*safe\b|autoescape\s+off")
    found = [
        name(path)
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if name(path) not in MARKUP and off.search(path.read_text(encoding="utf-8"))
    ]

    assert not found, "\n".join(map(str, found))


SKIPS = {"pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail", "pytest.skip"}


def test_no_test_is_skipped():
    found = [
        name(path)
        for path in sources("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and dotted(node) in SKIPS
    ]

    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("word", ["/work/", "TODO", "FIXME", "XXX"])
def test_nothing_in_the_source_names_a_machine_or_postpones(word):
    here = Path(__file__)
    found = [
        name(path)
        for path in sources(*PACKAGES, "tests", "bin")
        if path != here and word in path.read_text(encoding="utf-8")
    ]

    assert not found, "\n".join(map(str, found))


def test_the_example_environment_names_every_variable_that_the_settings_read():
    settings = (ROOT / "certify" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", settings))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", example, re.MULTILINE))

    assert named - {"HOST"} == read
