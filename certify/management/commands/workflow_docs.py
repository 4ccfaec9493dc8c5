"""Write docs/workflow.md from the tables of moves, or tell that it is stale."""

import importlib
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import module_has_submodule

from certify.lib.workflow import Workflow

HEAD = """# Workflows

Generated from each app's `workflow.py` by `make docs`; `make check` fails when it is stale.
An arrow's name is the move: it is also the URL, the permission and the audit event.
"""


def tables() -> list[tuple[str, Workflow]]:
    """Give every workflow of every app, in the order of the road."""
    found = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "workflow"):
            module = importlib.import_module(f"{app.name}.workflow")
            found += [
                (app.name, value) for value in vars(module).values() if isinstance(value, Workflow)
            ]
    return found


def document() -> str:
    """Write all diagrams with their Indonesian labels."""
    parts = [HEAD]
    for app, workflow in tables():
        labels = "\n".join(f"- `{s}`: {workflow.labels.get(s, s)}" for s in workflow.states)
        parts.append(
            f"## {workflow.name} (`{app}`)\n\n{labels}\n\n```mermaid\n{workflow.mermaid()}\n```\n"
        )
    return "\n".join(parts)


class Command(BaseCommand):
    """``manage.py workflow_docs [--check]``."""

    help = "Menulis docs/workflow.md dari tabel langkah."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--check``."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write, or compare and end non-zero."""
        path = settings.BASE_DIR / "docs" / "workflow.md"
        text = document()
        if not options["check"]:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            msg = "docs/workflow.md is stale: run `make docs`"
            raise CommandError(msg)
