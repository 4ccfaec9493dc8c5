"""The import of a list: read, repaired, saved in one transaction, taken back as a whole."""

from participants.operations.imports.commit import begin_saving, commit_import, give_back_import
from participants.operations.imports.drafts import (
    INLINE_BYTES,
    discard_import,
    keep_answers,
    open_import_file,
    read_import,
    start_import,
)
from participants.operations.imports.undo import undo_import

__all__ = [
    "INLINE_BYTES",
    "begin_saving",
    "commit_import",
    "discard_import",
    "give_back_import",
    "keep_answers",
    "open_import_file",
    "read_import",
    "start_import",
    "undo_import",
]
