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
    """A table whose rows are never deleted.

    ``frozen`` columns never change (None: no column does); ``set_once`` text columns and
    ``filled_once`` nullable columns are filled once. A row with a ``since`` column is free until
    that column is filled.
    """

    table: str
    frozen: tuple[str, ...] | None = None
    set_once: tuple[str, ...] = ()
    filled_once: tuple[str, ...] = ()
    since: str = ""


PROTECTED: tuple[Protected, ...] = (
    Protected("audit_auditevent"),
    Protected("audit_auditsubject"),
    Protected("assessments_markchange"),
    Protected("assessments_recommendation"),
    Protected("assessments_decision"),
    Protected("assessments_keptpaper"),
    Protected(
        "certificates_certificate",
        (
            "assessment_id",
            "body_id",
            "program_id",
            "scheme_id",
            "register_year",
            "register_number",
            "code",
            "holder_name",
            "qualification",
            "certificate_number",
            "registration_number",
            "is_example",
            "content",
            "public_facts",
            "content_sha256",
            "issued_on",
            "valid_until",
            "replaces_id",
            "renews_id",
            "issued_by_id",
            "reserved_at",
            "status_list_id",
            "status_index",
        ),
        ("pdf", "pdf_sha256", "seal_fingerprint", "void_reason"),
    ),
    Protected("certificates_statuschange"),
    Protected("certificates_keptcredential"),
    Protected("certificates_signedfile"),
    Protected(
        "certificates_sealkey",
        (
            "body_id",
            "place",
            "standing",
            "name",
            "token",
            "token_key",
            "chain",
            "fingerprint",
            "subject",
            "issuer",
            "algorithm",
            "valid_from",
            "valid_until",
            "added_by_id",
            "added_at",
        ),
    ),
    Protected(
        "certificates_credentialkey",
        ("body_id", "name", "did", "x", "is_development", "active_from", "made_by_id"),
    ),
    Protected("certificates_statuslist", ("body_id", "number", "address", "size", "seed")),
    Protected(
        "certificates_proposal",
        (
            "certificate_id",
            "kind",
            "reason",
            "document",
            "full_name",
            "certificate_number",
            "registration_number",
            "name_report_id",
            "proposed_by_id",
            "proposed_at",
        ),
        ("decline_reason",),
        ("decided_by_id", "decided_at", "withdrawn_at", "run_id"),
    ),
    Protected(
        "certificates_physicalcopy",
        (
            "certificate_id",
            "copy_number",
            "kind",
            "reason",
            "proposal_id",
            "printed_by_id",
            "printed_at",
        ),
    ),
    Protected("certificates_copychange"),
    Protected(
        "certificates_handover",
        (
            "certificate_id",
            "copy_id",
            "recipient_kind",
            "recipient_name",
            "relation",
            "handed_on",
            "handed_by_id",
            "handed_at",
        ),
        ("cancel_reason",),
        ("ended_at", "canceled_by_id", "canceled_at"),
    ),
    Protected(
        "certificates_templateversion",
        ("template_id", "number", "design", "design_sha256", "frozen_by_id", "frozen_at"),
        since="frozen_at",
    ),
)


def _changed(protected: Protected, differs: str) -> str:
    frozen = [f"OLD.{c} {differs} NEW.{c}" for c in protected.frozen or ()]
    once = [f"(OLD.{c} <> '' AND OLD.{c} {differs} NEW.{c})" for c in protected.set_once]
    filled = [f"(OLD.{c} IS NOT NULL AND OLD.{c} {differs} NEW.{c})" for c in protected.filled_once]
    return " OR ".join(frozen + once + filled)


def _conditions(protected: Protected, differs: str) -> tuple[str, str]:
    """Give when an update is refused, and when a delete is; empty is always."""
    kept = f"OLD.{protected.since} IS NOT NULL" if protected.since else ""
    changed = f"({_changed(protected, differs)})" if protected.frozen else ""
    return " AND ".join(part for part in (kept, changed) if part), kept


def _sqlite(protected: Protected) -> list[str]:
    table, name = protected.table, f"keep_{protected.table}"
    act = f"BEGIN SELECT RAISE(ABORT, '{table} rows are kept as they are'); END"
    kept = (protected.frozen or ()) + protected.set_once + protected.filled_once
    columns = f" OF {', '.join(kept)}" if protected.frozen else ""
    update, delete = (
        f" WHEN {condition}" if condition else "" for condition in _conditions(protected, "IS NOT")
    )
    return [
        f"DROP TRIGGER IF EXISTS {name}_delete",
        f"DROP TRIGGER IF EXISTS {name}_update",
        f"CREATE TRIGGER {name}_delete BEFORE DELETE ON {table}{delete} {act}",
        f"CREATE TRIGGER {name}_update BEFORE UPDATE{columns} ON {table}{update} {act}",
    ]


def _postgresql(protected: Protected) -> list[str]:
    table, name = protected.table, f"keep_{protected.table}"
    update, delete = (
        f" WHEN ({condition})" if condition else ""
        for condition in _conditions(protected, "IS DISTINCT FROM")
    )
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
        f"CREATE TRIGGER {name}_delete BEFORE DELETE ON {table} {row}{delete} {call}",
        f"CREATE TRIGGER {name}_update BEFORE UPDATE ON {table} {row}{update} {call}",
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
