"""Database triggers on append-only tables and frozen columns, from one list, for both databases.

What SQLite cannot refuse: whoever can open the file can drop a trigger; there is no TRUNCATE to
refuse. What PostgreSQL cannot refuse: the owner of a table can drop its triggers, so in
production the web role owns no table (docs/running.md). Either way ``verify_audit`` finds it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Protected:
    """A table whose rows are never deleted; ``frozen`` columns never change (None: no column)."""

    table: str
    frozen: tuple[str, ...] | None = None


PROTECTED: tuple[Protected, ...] = (
    Protected("audit_auditevent"),
    Protected("audit_auditsubject"),
    Protected("assessments_markchange"),
    Protected("assessments_recommendation"),
    Protected("assessments_decision"),
    Protected(
        "certificates_certificate",
        (
            "assessment_id",
            "body_id",
            "register_year",
            "register_number",
            "code",
            "content",
            "content_sha256",
            "issued_on",
            "valid_until",
            "replaces_id",
        ),
    ),
    Protected("certificates_statuschange"),
)


def _sqlite(protected: Protected) -> list[str]:
    table, name = protected.table, f"keep_{protected.table}"
    refuse = f"SELECT RAISE(ABORT, '{table} rows are kept as they are')"
    columns = f" OF {', '.join(protected.frozen)}" if protected.frozen else ""
    when = ""
    if protected.frozen:
        changed = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in protected.frozen)
        when = f" WHEN {changed}"
    return [
        f"DROP TRIGGER IF EXISTS {name}_delete",
        f"DROP TRIGGER IF EXISTS {name}_update",
        f"CREATE TRIGGER {name}_delete BEFORE DELETE ON {table} BEGIN {refuse}; END",
        f"CREATE TRIGGER {name}_update BEFORE UPDATE{columns} ON {table}{when} BEGIN {refuse}; END",
    ]


def _postgresql(protected: Protected) -> list[str]:
    table, name = protected.table, f"keep_{protected.table}"
    when = ""
    if protected.frozen:
        changed = " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in protected.frozen)
        when = f" WHEN ({changed})"
    function = (
        "CREATE OR REPLACE FUNCTION canting_keep() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% rows are kept as they are', TG_TABLE_NAME; END $$"
    )
    row, statement = (f"FOR EACH {each}" for each in ("ROW", "STATEMENT"))
    call = "EXECUTE FUNCTION canting_keep()"
    return [
        function,
        f"DROP TRIGGER IF EXISTS {name}_delete ON {table}",
        f"DROP TRIGGER IF EXISTS {name}_update ON {table}",
        f"DROP TRIGGER IF EXISTS {name}_truncate ON {table}",
        f"CREATE TRIGGER {name}_delete BEFORE DELETE ON {table} {row} {call}",
        f"CREATE TRIGGER {name}_update BEFORE UPDATE ON {table} {row}{when} {call}",
        f"CREATE TRIGGER {name}_truncate BEFORE TRUNCATE ON {table} {statement} {call}",
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """Install every trigger of the list whose table exists."""
    tables = set(connection.introspection.table_names())
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for protected in PROTECTED:
            if protected.table in tables:
                for statement in statements(protected):
                    cursor.execute(statement)


def install_after_migrate(*, using: str, **_: Any) -> None:
    """Answer to ``post_migrate``."""
    install(connections[using])


def installed(connection: BaseDatabaseWrapper) -> set[str]:
    """Give the names of our triggers that the database has."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keep_%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'keep_%'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}
