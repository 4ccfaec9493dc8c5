"""The import wizard: upload, columns, repairs, review; then the import as it was saved."""

from participants.views.imports.columns import import_columns, keep_columns
from participants.views.imports.repairs import import_repairs, keep_repairs
from participants.views.imports.review import commit_import, import_review
from participants.views.imports.saved import (
    confirm_undo,
    discard_import,
    import_detail,
    import_file,
    rejected_rows,
    undo_import,
)
from participants.views.imports.upload import import_template, import_upload, start_import

__all__ = [
    "commit_import",
    "confirm_undo",
    "discard_import",
    "import_columns",
    "import_detail",
    "import_file",
    "import_repairs",
    "import_review",
    "import_template",
    "import_upload",
    "keep_columns",
    "keep_repairs",
    "rejected_rows",
    "start_import",
    "undo_import",
]
