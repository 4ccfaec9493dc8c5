"""What a measurement was made on, in one line each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _field(path: str, name: str) -> str:
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return line[len(name) :].strip(" \t:=")
    return "?"


def described() -> dict[str, str]:
    """Give processor, cores, memory, system, Python and the commit."""
    memory = int(_field("/proc/meminfo", "MemTotal").split()[0]) // 1024 // 1024
    git = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        "processor": _field("/proc/cpuinfo", "model name"),
        "cores": str(os.cpu_count()),
        "memory": f"{memory} GB",
        "system": _field("/etc/os-release", "PRETTY_NAME").strip('"'),
        "python": sys.version.split()[0],
        "load": f"{os.getloadavg()[0]:.1f}",
        "commit": git.stdout.strip() or "?",
    }
