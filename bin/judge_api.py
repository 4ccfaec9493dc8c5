"""schemathesis asks the public API what its own description promises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from judge_verdicts import Disagreement

if TYPE_CHECKING:
    from judge_batch import Batch

ROOT = Path(__file__).resolve().parent.parent
TESTS = "tests/certificates/views/test_api.py"


def api(batch: Batch) -> str:
    """Run the fuzzer of the tests, with its control that must find a lying description.

    It has a database of its own, with states that the batch lacks.
    """
    del batch
    command = [sys.executable, "-m", "pytest", TESTS, "-q", "-n", "0", "-m", "not drill"]
    done = subprocess.run(
        [*command, "-k", "description"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    closing = done.stdout.strip().rpartition("\n")[2]
    if done.returncode != 0 or " passed" not in closing:
        raise Disagreement("API", done.stdout[-1500:] + done.stderr[-500:])
    return f"schemathesis finds the API as described ({closing.split(' in ')[0]})"
