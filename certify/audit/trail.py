"""Writing and checking the trail."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from certify.accounts.models import Organization, User
from certify.audit.models import AuditEvent, AuditHead, AuditSubject
from certify.lib.canonical import canonical_json

GENESIS = "0" * 64
# A run of 40 certificates takes 80; more than this makes a page heavy for an old PC.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """The first row at which the chain does not hold."""

    sequence: int
    sentence: str


def subject_of(row: models.Model) -> tuple[str, int]:
    """Name a row for the trail: its model label and key."""
    return row._meta.label_lower, int(row.pk)


def _digest(event: AuditEvent) -> str:
    body = {
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "name": event.name,
        "summary": event.summary,
        "actor": event.actor,
        "actor_name": event.actor_name,
        "within": event.within,
        "subjects": event.subjects,
        "data": event.data,
    }
    return hashlib.sha256(event.previous_hash.encode() + canonical_json(body)).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What happened, before the trail gives it its number.

    ``name`` is ``<app>.<past participle>``; ``summary`` is the Indonesian sentence of *Riwayat*
    without the actor ("menerima permohonan"). Neither it nor ``data`` may hold personal data:
    the trail cannot be erased. ``data`` holds strings, integers, booleans, lists and dicts.
    """

    name: str
    summary: str
    subject: models.Model
    by: User | None
    at: datetime
    within: Organization | None = None
    related: Iterable[models.Model] = ()
    data: dict[str, Any] | None = None


def record(
    *,
    name: str,
    summary: str,
    subject: models.Model,
    by: User | None,
    at: datetime,
    within: Organization | None = None,
    related: Iterable[models.Model] = (),
    data: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event in the caller's transaction; ``Entry`` says what each argument is.

    Raises:
        RuntimeError: there is no transaction to belong to.
    """
    entry = Entry(
        name=name,
        summary=summary,
        subject=subject,
        by=by,
        at=at,
        within=within,
        related=related,
        data=data,
    )
    return record_many([entry])[0]


def record_many(entries: Sequence[Entry]) -> list[AuditEvent]:
    """Append events in the caller's transaction, in order, in as many queries as one takes.

    The end of the chain is locked until that transaction ends, so it is best done last.

    Raises:
        RuntimeError: there is no transaction to belong to.
    """
    if not transaction.get_connection().in_atomic_block:
        msg = "an audit event belongs to the transaction of the change it records"
        raise RuntimeError(msg)
    if not entries:
        return []
    locked = AuditHead.objects.select_for_update()
    head, _ = locked.get_or_create(pk=1, defaults={"hash": GENESIS})
    events = []
    for entry in entries:
        event = _event(entry, sequence=head.sequence + 1, previous_hash=head.hash)
        head.sequence, head.hash = event.sequence, event.hash
        events.append(event)
    AuditEvent.objects.bulk_create(events)
    AuditSubject.objects.bulk_create(
        AuditSubject(event=event, kind=kind, key=key)
        for event in events
        for kind, key in event.subjects
    )
    head.save(update_fields=["sequence", "hash"])
    return events


def _event(entry: Entry, *, sequence: int, previous_hash: str) -> AuditEvent:
    subjects = dict.fromkeys(subject_of(row) for row in (entry.subject, *entry.related))
    event = AuditEvent(
        sequence=sequence,
        at=entry.at,
        name=entry.name,
        summary=entry.summary,
        actor=entry.by.pk if entry.by else None,
        actor_name=entry.by.full_name if entry.by else "",
        within=entry.within.pk if entry.within else None,
        subjects=[list(pair) for pair in subjects],
        data=entry.data or {},
        previous_hash=previous_hash,
    )
    event.hash = _digest(event)
    return event


class Timeline(list[AuditEvent]):
    """The newest events of an object; ``has_more`` tells whether there are older ones."""

    has_more = False


def timeline(subject: models.Model, *, user: User, limit: int = SHOWN) -> Timeline:
    """Give the newest events of an object that ``user`` may see.

    Events kept within an organization are shown only to people who hold a role there.
    """
    kind, key = subject_of(subject)
    organizations = [g.organization_id for g in user.active_grants if g.organization_id]
    found = list(
        AuditEvent.objects.filter(
            pk__in=AuditSubject.objects.filter(kind=kind, key=key).values("event")
        )
        .filter(models.Q(within__isnull=True) | models.Q(within__in=organizations))
        .order_by("-sequence")[: limit + 1]
    )
    newest = Timeline(found[:limit])
    newest.has_more = len(found) > limit
    return newest


def _faults() -> Iterator[Fault]:
    previous, expected = GENESIS, 1
    subjects = _subject_index()
    for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000):
        if event.sequence != expected:
            yield Fault(expected, f"Baris {expected} hilang.")
            return
        if event.previous_hash != previous or event.hash != _digest(event):
            yield Fault(event.sequence, f"Baris {event.sequence} tidak cocok dengan rantainya.")
            return
        listed = sorted((str(kind), int(key)) for kind, key in event.subjects)
        if listed != sorted(subjects.pop(event.pk, [])):
            yield Fault(event.sequence, f"Daftar objek baris {event.sequence} berubah.")
            return
        previous, expected = event.hash, expected + 1
    head = AuditHead.objects.filter(pk=1).first()
    if head and (head.sequence, head.hash) != (expected - 1, previous):
        yield Fault(expected, f"Rantai terpotong setelah baris {expected - 1}.")
    if not head and expected > 1:
        yield Fault(expected, "Kepala rantai hilang.")


def _subject_index() -> dict[int, list[tuple[str, int]]]:
    index: dict[int, list[tuple[str, int]]] = {}
    rows = AuditSubject.objects.order_by("pk").values_list("event_id", "kind", "key")
    for event, kind, key in rows.iterator(chunk_size=5000):
        index.setdefault(event, []).append((kind, key))
    return index


def first_fault(*, anchors: Iterable[tuple[int, str]] = ()) -> Fault | None:
    """Recompute the whole chain and give the first row at which it does not hold.

    ``anchors`` are heads that were printed or kept elsewhere (minutes of a panel, manifests of
    backups): whoever cut the tail or rewrote the chain with its hashes cannot have changed those.
    """
    return next(_faults(), None) or next(_lost(anchors), None)


def _lost(anchors: Iterable[tuple[int, str]]) -> Iterator[Fault]:
    for sequence, kept in sorted(anchors):
        if sequence and not AuditEvent.objects.filter(sequence=sequence, hash=kept).exists():
            yield Fault(sequence, f"Baris {sequence} bukan yang dulu dicatat di luar server.")


def head() -> tuple[int, str]:
    """Give number and hash of the last event, to be printed and kept elsewhere."""
    row = AuditHead.objects.filter(pk=1).first()
    return (row.sequence, row.hash) if row else (0, GENESIS)
