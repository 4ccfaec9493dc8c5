"""Whoever can write to the database is found (reliability.md B3), and the hash is no secret (B6).

Each tampering is done by somebody who dropped the triggers, and undone again. What leaves the
chain whole in itself (a cut tail, a chain hashed anew) is found by a head that was kept outside;
the control shows that without that head it is not.
"""

import datetime as dt
import hashlib
import json
import random
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, models, transaction

from certify.audit import trail, triggers
from certify.audit.models import AuditEvent, AuditHead, AuditSubject

AT = dt.datetime(2026, 3, 1, 8, 30, tzinfo=dt.UTC)
LENGTH = 12
TRIALS = [60, pytest.param(1000, marks=pytest.mark.drill)]
VERIFIED_WITHIN_SECONDS = 10
LONG = [2_000, pytest.param(100_000, marks=pytest.mark.drill)]
Events = models.QuerySet(AuditEvent)
Subjects = models.QuerySet(AuditSubject)


def entries(cast, count: int, start: int = 0) -> list[trail.Entry]:
    return [
        trail.Entry(
            name="test.happened",
            summary=f"mencatat hal ke-{number} bagi René",
            subject=cast.agency,
            related=[cast.dewi],
            by=cast.dewi,
            at=AT + dt.timedelta(minutes=number),
            data={"nomor": number, "benar": number % 2 == 0, "daftar": ["a", "b"]},
        )
        for number in range(start, start + count)
    ]


@pytest.fixture
def chain(cast):
    """A chain of some events, in a database whose triggers somebody took away."""
    trail.record_many(entries(cast, LENGTH))
    connection.check_constraints()  # PostgreSQL drops no trigger while foreign keys wait
    with connection.cursor() as cursor:
        for name in sorted(triggers.installed(connection)):
            table = name.removeprefix("keep_").rsplit("_", 1)[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
    return list(AuditEvent.objects.order_by("sequence"))


def digest(event: AuditEvent) -> str:
    """Hash an event as a stranger would who knows only the recipe."""
    moment = event.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    columns = ("sequence", "name", "summary", "actor", "actor_name", "within", "subjects", "data")
    body = {"at": moment, **{column: getattr(event, column) for column in columns}}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    plain = unicodedata.normalize("NFC", text).encode()
    return hashlib.sha256(event.previous_hash.encode() + plain).hexdigest()


@dataclass(frozen=True)
class Tampering:
    """What was done, at which row it shows first, and whether the chain alone tells."""

    words: str
    row: int | None = None
    needs_anchor: bool = False


EDITS: dict[str, Callable[[AuditEvent, random.Random], object]] = {
    "at": lambda e, r: e.at + dt.timedelta(microseconds=r.randint(1, 9)),
    "name": lambda e, r: e.name + "x",
    "summary": lambda e, r: e.summary.replace("mencatat", "menghapus"),
    "actor": lambda e, r: (e.actor or 0) + r.randint(1, 9),
    "actor_name": lambda e, r: e.actor_name + "h",
    "within": lambda e, r: (e.within or 0) + 1,
    "subjects": lambda e, r: [*e.subjects, ["accounts.user", r.randint(1, 9)]],
    "data": lambda e, r: e.data | {"nomor": -1},
    "previous_hash": lambda e, r: "0" * 63 + str(r.randint(1, 9)),
    "hash": lambda e, r: f"{r.getrandbits(256):064x}",
}


def edit(chain: list[AuditEvent], rng: random.Random) -> Tampering:
    event, column = rng.choice(chain), rng.choice(sorted(EDITS))
    Events.filter(pk=event.pk).update(**{column: EDITS[column](event, rng)})
    return Tampering(f"edited {column} of {event.sequence}", event.sequence)


def edit_subject(chain: list[AuditEvent], rng: random.Random) -> Tampering:
    event = rng.choice(chain)
    subject = Subjects.filter(event=event).first()
    Subjects.filter(pk=subject.pk).update(key=subject.key + rng.randint(100, 999))
    return Tampering(f"edited a subject of {event.sequence}", event.sequence)


def delete(chain: list[AuditEvent], rng: random.Random) -> Tampering:
    event = rng.choice(chain)
    Subjects.filter(event=event)._raw_delete("default")
    Events.filter(pk=event.pk)._raw_delete("default")
    return Tampering(f"deleted {event.sequence}", event.sequence)


def swap(chain: list[AuditEvent], rng: random.Random) -> Tampering:
    first, second = sorted(rng.sample(chain, 2), key=lambda e: e.sequence)
    Events.filter(pk=first.pk).update(data=second.data, summary=second.summary)
    Events.filter(pk=second.pk).update(data=first.data, summary=first.summary)
    return Tampering(f"swapped {first.sequence} and {second.sequence}", first.sequence)


def insert(chain: list[AuditEvent], rng: random.Random) -> Tampering:
    """Add an event at the end with a right hash, or a subject, and leave the head alone."""
    last = chain[-1]
    if rng.random() < 0.5:
        event = rng.choice(chain)
        Subjects.bulk_create([AuditSubject(event=event, kind="accounts.user", key=77)])
        return Tampering(f"inserted a subject of {event.sequence}", event.sequence)
    forged = AuditEvent(
        sequence=last.sequence + 1,
        at=last.at,
        name="test.forged",
        summary="mencatat palsu",
        subjects=[],
        data={},
        previous_hash=last.hash,
    )
    forged.hash = digest(forged)
    Events.bulk_create([forged])
    return Tampering("inserted a forged event")


def cut(chain: list[AuditEvent], rng: random.Random) -> Tampering:
    """Cut the tail and mend the head."""
    place = rng.randrange(1, len(chain))
    tail, last = chain[place:], chain[place - 1]
    keys = [event.pk for event in tail]
    Subjects.filter(event__in=keys)._raw_delete("default")
    Events.filter(pk__in=keys)._raw_delete("default")
    AuditHead.objects.update(sequence=last.sequence, hash=last.hash)
    return Tampering(f"cut {len(tail)} events", needs_anchor=True)


def hash_anew(chain: list[AuditEvent], rng: random.Random) -> Tampering:
    """Rewrite an event and every hash after it, and mend the head."""
    place = rng.randrange(len(chain))
    previous = chain[place].previous_hash
    for event in chain[place:]:
        event.previous_hash = previous
        if event is chain[place]:
            event.summary = "mencatat yang tidak terjadi"
        previous = event.hash = digest(event)
        values = {"summary": event.summary, "previous_hash": event.previous_hash}
        Events.filter(pk=event.pk).update(hash=f"{event.pk:064d}")
        Events.filter(pk=event.pk).update(hash=event.hash, **values)
    AuditHead.objects.update(hash=previous)
    return Tampering(f"hashed anew from {chain[place].sequence}", needs_anchor=True)


WAYS = (edit, edit, edit, edit_subject, delete, swap, insert, cut, hash_anew)


@pytest.mark.parametrize("trials", TRIALS)
def test_every_tampering_is_found_and_the_first_bad_row_is_named(chain, trials):
    rng, anchor = random.Random(20261123), trail.head()
    missed, misnamed = [], []
    for number in range(trials):
        with transaction.atomic():
            fresh = list(AuditEvent.objects.order_by("sequence"))
            done = WAYS[number % len(WAYS)](fresh, rng)
            alone, anchored = trail.first_fault(), trail.first_fault(anchors=[anchor])
            if anchored is None or (alone is None) is not done.needs_anchor:
                missed.append(done.words)
            elif done.row is not None and anchored.sequence != done.row:
                misnamed.append((done, anchored))
            transaction.set_rollback(True)

    assert (missed, misnamed) == ([], [])
    assert trail.first_fault(anchors=[anchor]) is None


def test_control_without_a_head_kept_outside_a_new_chain_passes(chain):
    anchor = trail.head()
    hash_anew(list(AuditEvent.objects.order_by("sequence")), random.Random(1))

    call_command("verify_audit")

    with pytest.raises(CommandError, match="bukan yang dulu dicatat di luar"):
        call_command("verify_audit", kepala=[f"{anchor[0]}:{anchor[1]}"])
    with pytest.raises(CommandError, match="NOMOR:SIDIK"):
        call_command("verify_audit", kepala=["tanpa angka"])


def test_a_stranger_computes_the_same_hashes(chain):
    assert [digest(event) for event in chain] == [event.hash for event in chain]


def test_the_hash_of_a_known_event_is_known():
    """Golden: letters outside ASCII, a moment of another zone, nested values, no actor."""
    event = AuditEvent(
        sequence=7,
        at=dt.datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=dt.timezone(dt.timedelta(hours=7))),
        name="certificates.revoked",
        summary="menyetujui pencabutan sertifikat “BTK.0001/2026” milik René",
        actor=None,
        actor_name="",
        within=3,
        subjects=[["certificates.certificate", 1]],
        data={"to": "revoked", "from": "issued", "proposal": 12},
        previous_hash="0" * 64,
    )

    assert digest(event) == trail._digest(event) == GOLDEN


GOLDEN = "f5814e1e961ac77c22acb0e1bec628e7d97867156f49157058e6a3991d06c50a"


@pytest.mark.parametrize("length", LONG)
def test_many_rows_are_verified_in_seconds(cast, length):
    for start in range(0, length, 1000):
        trail.record_many(entries(cast, 1000, start))

    begun = time.perf_counter()
    assert trail.first_fault() is None
    assert time.perf_counter() - begun <= VERIFIED_WITHIN_SECONDS
