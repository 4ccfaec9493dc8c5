"""From an uploaded file or a pasted block to sheets; a hostile file harms a child process only."""

import json
import os
import subprocess
import sys
from pathlib import Path

from participants.importing import archive, delimited, kinds, limits, sheets
from participants.importing.refusals import Refusal, UnreadableFileError
from participants.importing.sheets import Book

_ROOT = Path(__file__).resolve().parents[2]
_CHILD = (sys.executable, "-P", "-m", "participants.importing.child")


def read_file(content: bytes) -> Book:
    """Read an upload, whatever its name says.

    Raises:
        UnreadableFileError: with the sentence and the steps that help.
    """
    if kinds.recognize(content) is kinds.Kind.WORKBOOK:
        archive.check(content)
        return _read_in_child(content)
    return delimited.read(content)


def is_workbook(content: bytes) -> bool:
    """Tell whether a file that was read before is a workbook."""
    return kinds.recognize(content) is kinds.Kind.WORKBOOK


def read_pasted(text: str) -> Book:
    """Read a block copied out of Excel: lines with tabs.

    Raises:
        UnreadableFileError: with the sentence and the steps that help.
    """
    if not text.strip():
        raise UnreadableFileError(Refusal.EMPTY)
    if len(text.encode()) > limits.PACKED_BYTES:
        raise UnreadableFileError(Refusal.TOO_LARGE)
    return delimited.read_text(text, name="Tempelan")


def _read_in_child(content: bytes) -> Book:
    try:
        done = subprocess.run(
            _CHILD,
            input=content,
            capture_output=True,
            timeout=limits.CHILD_SECONDS,
            check=False,
            cwd=_ROOT,
            env=child_environment(),
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(Refusal.TOO_HEAVY) from error
    if done.returncode != 0 or len(done.stdout) > limits.CHILD_ANSWER_BYTES:
        # Killed by a limit, or a parser that gave up in a way nobody foresaw.
        raise UnreadableFileError(Refusal.TOO_HEAVY)
    try:
        if done.stdout.startswith(b'{"refused"'):
            raise UnreadableFileError(Refusal(json.loads(done.stdout)["refused"]))
        return sheets.load(done.stdout)
    except ValueError as error:
        raise UnreadableFileError(Refusal.DAMAGED) from error


def child_environment() -> dict[str, str]:
    """Pass no settings and no keys to the child: only where Python finds its modules."""
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    return kept | {
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        "OPENPYXL_LXML": "False",
    }
