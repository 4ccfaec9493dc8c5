"""What a database holds, in a form that a backup can be compared with."""

from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import FileField

from certify.audit import trail
from certify.privacy import keys, rotation


def row_counts() -> dict[str, int]:
    """Count the rows of every table."""
    counts = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def stored_files() -> set[str]:
    """Name every file that some row points to."""
    names: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                rows = model._default_manager.order_by("pk").values_list(field.attname, flat=True)
                names |= {str(name) for name in rows.iterator(chunk_size=2000) if name}
    return names


def unreadable_count() -> int:
    """Count the encrypted values that the configured keys do not open."""
    count = 0
    with connection.cursor() as cursor:
        for table, _, column in rotation.encrypted_columns():
            cursor.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")  # noqa: S608
            count += sum(not _opens(token) for (token,) in cursor.fetchall())
    return count


def _opens(token: str) -> bool:
    try:
        keys.decrypt(token)
    except keys.UnreadableError:
        return False
    return True


def take() -> dict[str, Any]:
    """Give counts and the end of the audit chain: cheap enough for a running system."""
    sequence, digest = trail.head()
    return {"rows": row_counts(), "audit": {"sequence": sequence, "hash": digest}}


def faults() -> list[str]:
    """Say what does not hold together inside the database and between it and its files."""
    found = []
    fault = trail.first_fault()
    if fault is not None:
        found.append(f"audit chain: event {fault.sequence} does not hold")
    missing = sorted(name for name in stored_files() if not default_storage.exists(name))
    found += [f"file is missing: {name}" for name in missing]
    unreadable = unreadable_count()
    if unreadable:
        found.append(f"{unreadable} encrypted values do not open with the NIK_KEYS given here")
    return found
