#!/usr/bin/env python3
"""Everything a reviewer should not have to say.

Format, lint, types, imports, templates, migrations, production settings, stale diagrams and stale
CSS. Usage: check.py [name …]; no name means all.
"""

from __future__ import annotations

import base64
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable


def templates() -> list[str]:
    """Return every template's path."""
    return sorted(str(p.relative_to(ROOT)) for p in (ROOT / "templates").rglob("*.html"))


def production() -> dict[str, str]:
    """Return an environment as a server has it, with invented secrets."""
    folder = tempfile.mkdtemp(prefix="canting-check-")
    return {
        "PRODUCTION": "1",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "NIK_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "NIK_INDEX_KEY": secrets.token_urlsafe(48),
        "KEY_PASSPHRASE": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "canting.example.go.id",
        "CSRF_TRUSTED_ORIGINS": "https://canting.example.go.id",
        "PUBLIC_URL": "https://canting.example.go.id",
        "VAR_DIR": folder,
        "DATABASE_URL": f"sqlite:///{folder}/canting.sqlite3",
    }


def manage(*arguments: str) -> list[str]:
    """Return the command line of a management command."""
    return [PYTHON, "manage.py", *arguments]


def commands() -> dict[str, list[list[str]]]:
    """Return name -> command lines, in the order of how fast they tell something."""
    return {
        "format": [[f"{BIN}/ruff", "format", "--check", "--quiet", "."]],
        "lint": [[f"{BIN}/ruff", "check", "--quiet", "."]],
        "imports": [[f"{BIN}/lint-imports", "--no-cache"]],
        "templates": [
            [f"{BIN}/djlint", "templates", "--lint", "--quiet"],
            [f"{BIN}/djade", "--check", "--target-version", "5.2", *templates()],
        ],
        "types": [[f"{BIN}/mypy"]],
        "migrations": [manage("makemigrations", "--check", "--dry-run")],
        "deploy": [manage("check", "--deploy", "--fail-level", "WARNING")],
        "diagrams": [manage("workflow_docs", "--check")],
        "css": [[PYTHON, "bin/build_css.py", "--check"]],
    }


def run(name: str, lines: list[list[str]]) -> bool:
    """Run one check, show what it said only when it failed."""
    environment = {**os.environ, **(production() if name == "deploy" else {})}
    started = time.monotonic()
    said = ""
    for line in lines:
        done = subprocess.run(
            line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            said += done.stdout + done.stderr
            said += f"`{' '.join(line[:4])} …` ended with {done.returncode}\n"
    print(f"{name:<12}{'failed' if said else 'ok':<8}{time.monotonic() - started:5.1f} s")
    if said:
        print(said, flush=True)
    return not said


if __name__ == "__main__":
    wanted = sys.argv[1:] or list(commands())
    results = [run(name, commands()[name]) for name in wanted]
    sys.exit(0 if all(results) else 1)
