"""Rules about the source that no linter states. An exception is a line here, with its reason."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from certify.accounts.roles import ROLES, Permission

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("certify", "programs", "participants", "assessments", "certificates", "desk")
OURS = {config.label for config in apps.get_app_configs() if config.name.startswith(PACKAGES)}


def sources(*folders: str) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    )


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def rooms(path: Path) -> set[str]:
    """Give the module names along a path: certificates/views/card.py is in views."""
    return {*path.relative_to(ROOT).with_suffix("").parts}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- the web stays at the edge --------------------------------------------------------------------

WEB = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages")
EDGES = {"views", "urls", "admin", "forms", "middleware", "templatetags", "decorators"}
WEB_ALLOWED = {
    "certify/accounts/actor.py",  # narrows request.user for every view
    "certify/accounts/adapters.py",  # allauth hands it requests
    "certify/accounts/verification.py",  # the second question before a grave act is about a request
}


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_rules_know_nothing_of_the_web():
    found = {
        name(path): sorted(i for i in imported(tree(path)) if i.startswith(WEB))
        for path in sources(*PACKAGES)
        if not rooms(path) & EDGES and name(path) not in WEB_ALLOWED
    }

    assert {path: names for path, names in found.items() if names} == {}


# --- the clock is read at the edge ----------------------------------------------------------------

CLOCK = {"timezone.now", "timezone.localdate", "timezone.localtime", "date.today", "datetime.now"}
CLOCK_EDGES = {"views", "management", "tasks", "middleware", "forms", "templatetags", "jobs"}
CLOCK_ALLOWED = {
    "certify/accounts/models.py",  # the roles held today, asked by every permission
    "certify/once/decorators.py",  # belongs to the view it wraps
    "certify/accounts/verification.py",  # belongs to the view it guards
    "certify/accounts/adapters.py",  # called by allauth's views
}


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def calls(module: ast.AST) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield dotted(node.func)


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


# --- operations -----------------------------------------------------------------------------------


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


# --- addresses ------------------------------------------------------------------------------------


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
    "certificates:read_numbers",  # reads a file into the form's boxes
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


# --- models ---------------------------------------------------------------------------------------

# Rows that are written once; triggers refuse the rest (certify/audit/triggers.py). "Frozen" rows
# move through states, but what they say does not change.
IMMUTABLE = {
    "audit.AuditEvent",
    "audit.AuditSubject",
    "assessments.MarkChange",
    "assessments.Recommendation",
    "assessments.Decision",
    "certificates.CopyChange",
    "certificates.KeptCredential",
    "certificates.SignedFile",
    "certificates.StatusChange",
}
FROZEN = {
    "certificates.Certificate",
    "certificates.CredentialKey",
    "certificates.Handover",
    "certificates.PhysicalCopy",
    "certificates.Proposal",
    "certificates.SealKey",
    "certificates.StatusList",
    "certificates.TemplateVersion",
}


# Whoever adds a model decides here whether its rows are evidence that is written once.
MUTABLE = {
    "certificates.CertificateTemplate",
    "certificates.SealPolicy",
    "accounts.AccountLink",
    "accounts.FactorReset",
    "accounts.Organization",
    "accounts.RoleGrant",
    "accounts.Signatory",
    "accounts.User",
    "assessments.Assessment",
    "assessments.Consent",
    "assessments.Decree",
    "assessments.DecreePattern",
    "assessments.EvidencePhoto",
    "assessments.Mark",
    "assessments.Note",
    "assessments.Panel",
    "assessments.PanelCase",
    "assessments.PanelMember",
    "assessments.Participation",
    "audit.AuditHead",
    "certificates.AccessLink",
    "certificates.IssueItem",
    "certificates.IssueRun",
    "certificates.NameReport",
    "certificates.OfficialNumber",
    "certificates.StatusPublication",
    "jobs.Job",
    "once.UsedKey",
    "participants.Application",
    "participants.Enrollment",
    "participants.ImportDraft",
    "participants.KinTie",
    "participants.NikReveal",
    "participants.Person",
    "participants.Training",
    "programs.Agency",
    "programs.Assessor",
    "programs.CertificationBody",
    "programs.Criterion",
    "programs.District",
    "programs.Element",
    "programs.Program",
    "programs.Quota",
    "programs.Scheme",
    "programs.SchemeUnit",
    "programs.Standard",
    "programs.Unit",
    "programs.Venue",
    "programs.Village",
    "programs.Wave",
}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def test_immutable_models_are_those_that_the_triggers_keep():
    from certify.audit.triggers import PROTECTED

    by_table = {model._meta.db_table: model._meta.label for model in our_models()}
    kept = {by_table[p.table] for p in PROTECTED if p.frozen is None}
    frozen = {by_table[p.table] for p in PROTECTED if p.frozen is not None}

    assert (kept, frozen) == (IMMUTABLE, FROZEN)


def test_every_model_is_declared_mutable_or_not():
    assert {model._meta.label for model in our_models()} == IMMUTABLE | FROZEN | MUTABLE


# A moment whose author is known elsewhere, or that has no author.
UNPAIRED = {
    "jobs.Job.started",
}


def constrained(model: type[models.Model]) -> list[set[str]]:
    """Give the fields that each check constraint of a model speaks of."""
    return [
        set(re.findall(r"[a-z]+(?:_[a-z]+)*", str(constraint.condition)))
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]


def test_who_and_when_are_set_together_in_the_database():
    found = []
    for model in our_models():
        fields = {field.name: field for field in model._meta.local_fields}
        for at in (n for n in fields if n.endswith("_at") and fields[n].null):
            what = at.removesuffix("_at")
            by = fields.get(f"{what}_by")
            is_pair = by is not None and by.null
            known = any({at, f"{what}_by"} <= names for names in constrained(model))
            if is_pair and not known and f"{model._meta.label}.{what}" not in UNPAIRED:
                found.append(f"{model._meta.label}.{what}")

    assert not found, "\n".join(map(str, found))


def test_constraint_names_are_sentences_that_fit():
    found = [
        constraint.name
        for model in our_models()
        for constraint in model._meta.constraints
        if len(constraint.name) > 60 or constraint.name.count("_") < 2
    ]

    assert not found, "\n".join(map(str, found))


def test_evidence_is_never_deleted_with_what_it_hangs_on():
    allowed = {"CASCADE": set(), "SET_NULL": set()}
    found = [
        f"{model._meta.label}.{field.name}: {field.remote_field.on_delete.__name__}"
        for model in our_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete.__name__ in allowed
        and model._meta.label in IMMUTABLE | FROZEN
    ]

    assert not found, "\n".join(map(str, found))


# --- permissions ----------------------------------------------------------------------------------


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


# --- names, sizes, templates, tests ---------------------------------------------------------------

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

    assert named - {"HOST", "PORT"} == read
