"""Writing issued files so that each is whole or absent, also after a power cut."""

import os
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.core.files.storage import default_storage

# Waiting for the disk costs no processor: files that wait together share its journal's writes.
WRITERS = 4


def write_all(files: Sequence[tuple[str, bytes]]) -> None:
    """Write pairs of name and content in private storage; all are durable when this returns.

    Each gets a temporary name, fsync and its own name; then every folder gets one fsync. Writing
    the same again is harmless, and what is there already, whole, is left alone.

    Raises:
        OSError: the disk refused one; those that have their name are whole.
    """
    targets = [(Path(default_storage.path(name)), content) for name, content in files]
    folders = sorted({target.parent for target, _ in targets})
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    if len(targets) == 1:
        _write(*targets[0])
    else:
        with ThreadPoolExecutor(WRITERS) as writers:
            list(writers.map(lambda pair: _write(*pair), targets))
    for folder in folders:
        _sync(folder)


def _write(target: Path, content: bytes) -> None:
    if _is_there(target, content):
        return
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with temporary.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _is_there(target: Path, content: bytes) -> bool:
    """Tell whether a former try wrote it; a kill may have come before its fsync, so repeat that."""
    try:
        with target.open("rb") as kept:
            is_same = kept.read() == content
            if is_same:
                os.fsync(kept.fileno())
            return is_same
    except FileNotFoundError:
        return False


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
