"""A folder of compiled forms: each under the key of what it was made of, written once."""

import contextlib
import logging
import os
import tempfile
from pathlib import Path

from certificates.rendering.compiled import codec
from certificates.rendering.compiled.form import Form

logger = logging.getLogger(__name__)


class FormStore:
    """Compiled forms in a folder. Many processes may share it: a form appears whole or not at all.

    A form is never changed. One that is damaged is told in the log, and made again from what its
    key stands for.

    With ``compiles_apart`` a form that is not there is compiled in a process of its own
    (`certificates.rendering.compiled.apart`): for processes that live long.
    """

    def __init__(self, folder: Path, *, compiles_apart: bool = False) -> None:
        self._folder = folder
        self.compiles_apart = compiles_apart

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FormStore) and self._folder == other._folder

    def __hash__(self) -> int:
        return hash(self._folder)

    def load(self, key: str) -> Form | None:
        """Return the form with this key, or None when it is not there as it was written."""
        try:
            form = codec.decode(self._path(key).read_bytes())
        except FileNotFoundError:
            return None
        except codec.DamagedFormError:
            logger.exception("a compiled form is damaged and is made again: %s", key)
            return None
        if form.key != key:
            logger.error("a compiled form lies under another's key: %s", key)
            return None
        return form

    def save(self, form: Form) -> None:
        """Keep a form. The same form kept twice is one."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(codec.encode(form))
                file.flush()
                os.fsync(file.fileno())
            Path(draft).chmod(0o444)
            Path(draft).replace(self._path(form.key))
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(draft).unlink()
            raise

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.form"
