"""Writing and checking the trail."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from certify.accounts.models import Organization, User
from certify.audit.models import AuditEvent, AuditHead, AuditSubject
from certify.lib.canonical import canonical_json

GENESIS = "0" * 64


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
    """Append one event in the caller's transaction.

    ``name`` is ``<app>.<past participle>``; ``summary`` is the Indonesian sentence of *Riwayat*
    without the actor ("menerima permohonan"). Neither it nor ``data`` may hold personal data:
    the trail cannot be erased. ``data`` holds strings, integers, booleans, lists and dicts.

    Raises:
        RuntimeError: there is no transaction to belong to.
    """
    if not transaction.get_connection().in_atomic_block:
        msg = "an audit event belongs to the transaction of the change it records"
        raise RuntimeError(msg)
    AuditHead.objects.get_or_create(pk=1, defaults={"hash": GENESIS})
    head = AuditHead.objects.select_for_update().get(pk=1)
    subjects = list(dict.fromkeys(subject_of(row) for row in (subject, *related)))
    event = AuditEvent(
        sequence=head.sequence + 1,
        at=at,
        name=name,
        summary=summary,
        actor=by.pk if by else None,
        actor_name=by.full_name if by else "",
        within=within.pk if within else None,
        subjects=[list(pair) for pair in subjects],
        data=data or {},
        previous_hash=head.hash,
    )
    event.hash = _digest(event)
    event.save()
    AuditSubject.objects.bulk_create(
        AuditSubject(event=event, kind=kind, key=key) for kind, key in subjects
    )
    head.sequence, head.hash = event.sequence, event.hash
    head.save(update_fields=["sequence", "hash"])
    return event


def timeline(subject: models.Model, *, user: User, limit: int = 15) -> list[AuditEvent]:
    """Give the newest events of an object that ``user`` may see.

    Events kept within an organization are shown only to people who hold a role there.
    """
    kind, key = subject_of(subject)
    organizations = [g.organization_id for g in user.active_grants if g.organization_id]
    return list(
        AuditEvent.objects.filter(
            pk__in=AuditSubject.objects.filter(kind=kind, key=key).values("event")
        )
        .filter(models.Q(within__isnull=True) | models.Q(within__in=organizations))
        .order_by("-sequence")[:limit]
    )


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


def first_fault() -> Fault | None:
    """Recompute the whole chain and give the first row at which it does not hold."""
    return next(_faults(), None)


def head() -> tuple[int, str]:
    """Give number and hash of the last event, to be printed and kept elsewhere."""
    row = AuditHead.objects.filter(pk=1).first()
    return (row.sequence, row.hash) if row else (0, GENESIS)
