"""B2: every kept column of every protected table is tried by plain SQL, and refused."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from certificates import operations
from certificates.enums import ProposalKind
from certificates.models import SignedFile
from certify.audit import triggers
from tests.certificates.test_immutability.altering import another, raw
from tests.factories import assessments, certificates, designs, seals
from tests.factories.programs import Stage

pytestmark = pytest.mark.django_db
KEPT = "rows are kept as they are"
RUNNING = Path(__file__).parents[3] / "docs" / "running.md"


@pytest.fixture
def furnished(stage: Stage) -> Stage:
    """A row in every protected table, nearly all by the real moves."""
    certificates.credential_key(stage)
    assessments.assessment_at("in_force", stage)
    designs.design_at("frozen", stage)
    row = certificates.issued(stage)[0]
    operations.credential_in(certificate=row, kind="json", at=timezone.now())
    SignedFile.objects.create(
        certificate=row,
        pdf="sertifikat/lain.pdf",
        sha256="1" * 64,
        original_sha256=row.pdf_sha256,
        signer="Direktur",
        signer_fingerprint="2" * 64,
        signer_issuer="Otoritas",
        uploaded_by=stage.cast.sari,
        uploaded_at=timezone.now(),
    )
    seals.sealed_body(stage)
    handover = certificates.handed_over(stage, row)
    operations.cancel_handover(
        handover=handover, reason="salah catat", by=stage.cast.dewi, at=timezone.now()
    )
    declined = certificates.proposed(stage, row)
    operations.decline(
        proposal=declined, reason="tidak perlu", by=stage.cast.bagas, at=timezone.now()
    )
    certificates.changed(stage, row, ProposalKind.SUSPEND)
    return stage


def attempts() -> Iterator[tuple[str, Callable[[], object]]]:
    """Give every change of a kept value, and every deletion, by table and column."""
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    for protected in triggers.PROTECTED:
        model = by_table[protected.table]
        kept = {f"{protected.since}__isnull": False} if protected.since else {}
        row = raw(model).filter(**kept).order_by("pk").first()
        assert row is not None, f"no row of {protected.table}: add one to furnished"
        columns = protected.frozen or [f.attname for f in model._meta.concrete_fields]
        once = [
            c
            for c in protected.set_once + protected.filled_once
            if getattr(row, c) not in ("", None)
        ]
        for column in [*columns, *once]:
            field = model._meta.get_field(column.removesuffix("_id"))
            value = another(field, getattr(row, field.attname))
            yield (
                f"{protected.table}.{column}",
                lambda m=model, k=row.pk, c=field.attname, v=value: (
                    raw(m).filter(pk=k).update(**{c: v})
                ),
            )
        yield (
            f"delete from {protected.table}",
            lambda m=model, k=row.pk: raw(m).filter(pk=k)._raw_delete("default"),
        )


def passing(acts: Iterator[tuple[str, Callable[[], object]]]) -> tuple[list[str], int]:
    """Try each act and undo it; give which ones no trigger stopped, and how many there were."""
    let_through, count = [], 0
    for name, act in acts:
        count += 1
        try:
            with transaction.atomic():
                act()
                let_through.append(name)
                transaction.set_rollback(True)
        except DatabaseError as refusal:
            if KEPT not in str(refusal):
                let_through.append(f"{name}: {refusal}")
    return let_through, count


def test_the_database_refuses_every_change_and_deletion_of_what_is_kept(furnished):
    let_through, count = passing(attempts())

    assert let_through == []
    assert count > 100


def test_control_without_the_triggers_the_same_changes_go_through(furnished):
    acts = list(attempts())
    connection.check_constraints()  # PostgreSQL drops no trigger while foreign keys wait
    with connection.cursor() as cursor:
        for name in sorted(triggers.installed(connection)):
            table = name.removeprefix("keep_").rsplit("_", 1)[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")

    let_through, count = passing(iter(acts))

    assert len(let_through) == count


def test_the_database_refuses_truncate(furnished):
    """SQLite does not even know the word."""
    words = KEPT if connection.vendor == "postgresql" else 'near "TRUNCATE": syntax error'
    connection.check_constraints()  # PostgreSQL truncates nothing while foreign keys wait
    for protected in triggers.PROTECTED:
        with (
            pytest.raises(DatabaseError, match=words),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"TRUNCATE {protected.table} CASCADE")


def carry_out(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def become_the_web_role() -> None:
    """Go on as the role that docs/running.md lets serve, with the grants as they stand there."""
    grants = re.findall(r"^GRANT .*;$", RUNNING.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(grants) == 3
    for statement in ("CREATE ROLE canting_web", *grants, "SET LOCAL ROLE canting_web"):
        carry_out(statement)


def takings_away() -> Iterator[tuple[str, Callable[[], object]]]:
    """Give every way to make a protected table writable, or to be rid of it."""
    statements = ["SET LOCAL session_replication_role = replica"]
    for table in (protected.table for protected in triggers.PROTECTED):
        statements += [
            f"TRUNCATE {table} CASCADE",
            f"ALTER TABLE {table} ADD COLUMN other integer",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            f"DROP TRIGGER keep_{table}_update ON {table}",
            f"DROP TRIGGER keep_{table}_delete ON {table}",
            f"DROP TABLE {table} CASCADE",
        ]
    for statement in statements:
        yield statement, lambda s=statement: carry_out(s)


def refusals(acts: Iterator[tuple[str, Callable[[], object]]]) -> dict[str, str]:
    """Try each act and undo it; give in which words it was refused, empty where it was not."""
    words = {}
    for name, act in acts:
        words[name] = ""
        try:
            with transaction.atomic():
                act()
                transaction.set_rollback(True)
        except DatabaseError as refusal:
            words[name] = str(refusal)
    return words


def test_the_web_role_neither_changes_nor_unlocks_what_is_kept(furnished):
    """SQLite knows no roles: who can open the file owns it (docs/architecture.md)."""
    connection.check_constraints()  # PostgreSQL alters no table while foreign keys wait
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError, match='near "SET": syntax error'):
            carry_out("SET ROLE canting_web")
        return
    become_the_web_role()

    let_through, count = passing(attempts())
    words = refusals(takings_away())

    assert (let_through, count > 100) == ([], True)
    assert len(words) == 1 + 6 * len(triggers.PROTECTED)
    refused = re.compile("permission denied|must be owner")
    assert {name: said for name, said in words.items() if not refused.search(said)} == {}


def test_control_the_owner_of_the_tables_unlocks_them(furnished):
    """Why the web role owns none; TRUNCATE alone is refused by its trigger even so."""
    connection.check_constraints()
    acts = takings_away()
    if connection.vendor == "sqlite":
        names = (name.partition(" ON ")[0] for name, _ in takings_away() if "TRIGGER keep" in name)
        acts = ((name, lambda s=name: carry_out(s)) for name in names)

    words = refusals(acts)

    assert {said for name, said in words.items() if not name.startswith("TRUNCATE")} == {""}
