#!/usr/bin/env python3
"""Write requirements.txt and requirements-dev.txt from their .in files, with the reasons kept."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINE = re.compile(r"^(?P<pin>(?P<name>[\w.-]+)(\[[\w,]+\])?==\S+)\s*#\s*(?P<why>.+)$")


def canonical(name: str) -> str:
    """Return the name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def resolve(source: str) -> dict[str, tuple[str, str]]:
    """Return name -> (pin, who needs it) for everything ``source`` brings in."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header"]
    command += ["--python-version", "3.11", "--annotation-style", "line", source]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    found = {}
    for line in output.splitlines():
        if line and not line.startswith(("#", "-")):
            pin, _, via = line.partition("#")
            found[canonical(pin.split("==")[0].strip())] = (pin.strip(), via.strip())
    return found


def write(source: str, target: str, *, without: set[str], first: str = "") -> set[str]:
    """Write ``target``: direct requirements with their reason, then what they bring along."""
    direct = {}
    for line in (ROOT / source).read_text(encoding="utf-8").splitlines():
        if match := LINE.match(line):
            direct[canonical(match["name"])] = (match["pin"], match["why"])
    resolved = resolve(source)
    brought = {n: v for n, v in resolved.items() if n not in direct and n not in without}
    lines = [f"# Written by `make lock` from {source}; edit that file.", ""]
    lines += [first, ""] if first else []
    lines += [f"{pin:<35}# {why}" for pin, why in direct.values()]
    lines += ["", "# Brought along by the above"]
    lines += [f"{pin:<35}# {via}" for _, (pin, via) in sorted(brought.items())]
    (ROOT / target).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return set(resolved)


if __name__ == "__main__":
    runtime = write("requirements.in", "requirements.txt", without=set())
    write(
        "requirements-dev.in",
        "requirements-dev.txt",
        without=runtime,
        first="-r requirements.txt",
    )
