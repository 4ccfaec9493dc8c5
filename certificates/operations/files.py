"""Writing an issued file so that it is whole or absent, also after a power cut."""

import os
import secrets
from pathlib import Path

from django.core.files.storage import default_storage


def write_durably(name: str, content: bytes) -> None:
    """Write ``content`` under ``name`` in private storage: temporary name, fsync, rename, fsync.

    Writing the same again is harmless.
    """
    target = Path(default_storage.path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
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
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
