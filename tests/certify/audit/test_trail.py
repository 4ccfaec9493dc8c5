"""The trail: chained, append-only, and kept by the database itself."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from certify.audit import trail, triggers
from certify.audit.models import AppendOnlyError, AuditEvent, AuditHead, AuditSubject

AT = dt.datetime(2026, 3, 1, 8, 30, tzinfo=dt.UTC)


def append(cast, count=3, **fields):
    """Append plain events about the agency."""
    return [
        trail.record(
            name="test.happened",
            summary=f"mencatat hal ke-{number}",
            subject=cast.agency,
            by=cast.dewi,
            at=AT + dt.timedelta(minutes=number),
            data={"number": number},
            **fields,
        )
        for number in range(count)
    ]


def tamper(statement):
    """Change rows as somebody who can drop the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in triggers.installed(connection):
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = origin")


def test_chain_links_each_event_to_the_one_before(cast):
    first, second, third = append(cast)

    assert [e.sequence for e in (first, second, third)] == [
        first.sequence,
        first.sequence + 1,
        first.sequence + 2,
    ]
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    assert trail.head() == (third.sequence, third.hash)
    assert trail.first_fault() is None


def test_event_outside_a_transaction_is_refused(real_commits):
    with pytest.raises(RuntimeError):
        trail.record(name="test.happened", summary="", subject=AuditHead(pk=1), by=None, at=AT)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET summary = 'mencatat hal ke-9' WHERE sequence = {middle}",
        "UPDATE audit_auditevent SET at = '2020-01-01 00:00:00+00' WHERE sequence = {middle}",
        "UPDATE audit_auditevent SET actor = 0 WHERE sequence = {middle}",
        "UPDATE audit_auditsubject SET key = 0 WHERE event_id = {event}",
        "UPDATE audit_auditevent SET sequence = 900 WHERE sequence = {middle}",
    ],
)
def test_one_changed_value_is_found_at_its_row(cast, statement):
    _, middle, _ = append(cast)
    tamper(statement.format(middle=middle.sequence, event=middle.pk))

    fault = trail.first_fault()

    assert fault is not None
    assert fault.sequence == middle.sequence
    with pytest.raises(CommandError, match=str(middle.sequence)):
        call_command("verify_audit")


def test_cut_tail_is_found(cast):
    *_, last = append(cast)
    tamper(f"DELETE FROM audit_auditsubject WHERE event_id = {last.pk}")
    tamper(f"DELETE FROM audit_auditevent WHERE id = {last.pk}")

    fault = trail.first_fault()

    assert fault == trail.Fault(
        last.sequence, f"Rantai terpotong setelah baris {last.sequence - 1}."
    )


def test_models_refuse_change_and_delete(cast):
    event, *_ = append(cast)

    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        event.delete()
    with pytest.raises(AppendOnlyError):
        AuditEvent.objects.update(summary="")
    with pytest.raises(AppendOnlyError):
        AuditSubject.objects.all().delete()


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_auditsubject"])
@pytest.mark.parametrize("verb", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_database_refuses_change_and_delete(cast, table, verb):
    append(cast)

    with (
        pytest.raises(DatabaseError, match="rows are kept as they are"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table=table))


@pytest.mark.django_db
def test_every_protected_table_has_its_triggers():
    expected = set()
    for protected in triggers.PROTECTED:
        verbs = ["delete", "update"]
        if connection.vendor == "postgresql":
            verbs.append("truncate")
        expected |= {f"keep_{protected.table}_{verb}" for verb in verbs}

    assert triggers.installed(connection) == expected


def test_timeline_hides_what_is_kept_within_another_organization(cast):
    shared, *_ = append(cast, count=1)
    inner, *_ = append(cast, count=1, within=cast.body)

    assert trail.timeline(cast.agency, user=cast.dewi) == [shared]
    assert trail.timeline(cast.agency, user=cast.sari) == [inner, shared]


def test_timeline_says_when_it_leaves_out_the_oldest(cast):
    events = append(cast, count=4)

    all_of_them = trail.timeline(cast.agency, user=cast.dewi, limit=4)
    newest = trail.timeline(cast.agency, user=cast.dewi, limit=3)

    assert (all_of_them, all_of_them.has_more) == (events[::-1], False)
    assert (newest, newest.has_more) == (events[:0:-1], True)


def test_rolled_back_work_leaves_no_event(cast):
    before = trail.head()

    with pytest.raises(RuntimeError, match="undone"), transaction.atomic():
        append(cast)
        raise RuntimeError("undone")

    assert trail.head() == before
    assert trail.first_fault() is None


def _entries(cast, count):
    return [
        trail.Entry(
            name="test.happened",
            summary=f"mencatat hal ke-{number}",
            subject=cast.agency,
            related=[cast.body],
            by=cast.dewi,
            at=AT,
            data={"number": number},
        )
        for number in range(count)
    ]


def test_many_events_continue_the_same_chain(cast):
    before = append(cast, 1)[0]

    many = trail.record_many(_entries(cast, 3))
    after = append(cast, 1)[0]

    assert [e.sequence for e in many] == [before.sequence + step for step in (1, 2, 3)]
    assert [e.previous_hash for e in (*many, after)] == [e.hash for e in (before, *many)]
    assert AuditSubject.objects.filter(event__in=many).count() == 6
    assert trail.timeline(cast.body, user=cast.dewi)[:3] == many[::-1]
    assert trail.first_fault() is None
    assert trail.record_many([]) == []


def test_many_events_cost_the_queries_of_one(cast, django_assert_num_queries):
    trail.record_many(_entries(cast, 1))
    with django_assert_num_queries(4):
        trail.record_many(_entries(cast, 1))

    with django_assert_num_queries(4):
        trail.record_many(_entries(cast, 50))
