"""What a stranger may know of a certificate: one query, whatever is asked; nothing is written.

Forty guests scan at once, so the query is not put together anew for each of them: Django writes
its SQL once per process (0.5 ms), and from then on it is only asked (0.05 ms).
"""

import datetime as dt
import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.dateparse import parse_datetime

from certificates import rules
from certificates.enums import CertificateStatus, FileAnswer, PublicState, SealKind, SealStatus
from certificates.models import Certificate, SealKey, SignedFile, StatusChange

UNKNOWN_TO_PUBLIC = (CertificateStatus.RESERVED.value, CertificateStatus.VOID.value)
NO_CODE = "-"
SLOT = "\ue000"
CODES_OF_A_FILE = 5


@dataclass(frozen=True, slots=True)
class Unit:
    """One competency unit, as it is printed."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the paper must say, out of its frozen content. Nothing else of it is for strangers."""

    holder_name: str
    qualification: str
    qualification_en: str
    scheme_name: str
    certificate_number: str | None
    registration_number: str | None
    register_number: str
    issued_on: dt.date
    valid_until: dt.date
    body_name: str
    body_name_en: str
    units: tuple[Unit, ...]
    is_example: bool

    @classmethod
    def read(cls, content: str) -> Self:
        """Read a frozen content; its pictures, most of its length, are left alone."""
        values = json.loads(content)
        return cls(
            holder_name=values["holder_name"],
            qualification=values["qualification"],
            qualification_en=values["qualification_en"],
            scheme_name=values["scheme_name"],
            certificate_number=values["certificate_number"],
            registration_number=values["registration_number"],
            register_number=values["register_number"],
            issued_on=dt.date.fromisoformat(values["issued_on"]),
            valid_until=dt.date.fromisoformat(values["valid_until"]),
            body_name=values["body_name"],
            body_name_en=values["body_name_en"],
            units=tuple(Unit(unit["code"], unit["title"]) for unit in values["units"]),
            is_example=values["is_example"],
        )


@dataclass(frozen=True, slots=True)
class Successor:
    """Another certificate of the same chain: replaced, renewed or renewing."""

    code: str
    register_number: str


@dataclass(frozen=True, slots=True)
class Found:
    """A certificate that the public may see."""

    code: str
    content_sha256: str
    facts: Facts
    seal: SealKind
    changed_at: dt.datetime | None
    successor: Successor | None
    replaces: Successor | None = None
    renews: Successor | None = None
    renewal: Successor | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one code."""

    state: PublicState
    certificate: Found | None = None


UNKNOWN = Answer(PublicState.UNKNOWN)


def answer(typed: str, *, today: dt.date) -> Answer:
    """Answer a code as it was typed or scanned.

    Unknown, malformed and reserved codes take the same way: one query that finds no row.
    """
    code = rules.normalize_code(typed)
    if not rules.is_code(code):
        code = NO_CODE  # asked all the same: a malformed code takes as long as an unknown one
    return _read(_ask("code", code), today=today)


def answer_to_file(
    sha256: str, codes: Iterable[str], *, today: dt.date
) -> tuple[FileAnswer, Answer]:
    """Answer for a file: its hash, and the codes that can be read in it.

    A file that carries the code of a certificate and has another hash was changed after it left
    us. Without a code of ours it is not ours, whatever it looks like.
    """
    sha256 = sha256.lower()
    by_hash = _read(_ask("sha256", sha256) or _ask("signed", sha256), today=today)
    if by_hash.certificate is not None:
        return FileAnswer.UNCHANGED, by_hash
    for code in list(dict.fromkeys(codes))[:CODES_OF_A_FILE]:
        by_code = answer(code, today=today)
        if by_code.certificate is not None:
            return FileAnswer.CHANGED, by_code
    return FileAnswer.UNKNOWN, UNKNOWN


def shown(typed: str) -> Certificate | None:
    """Give the certificate of a code if the public may see it, for what is fetched beside it."""
    seen = Certificate.objects.exclude(status__in=UNKNOWN_TO_PUBLIC)
    return (
        seen.select_related("body__organization").filter(code=rules.normalize_code(typed)).first()
    )


# The one query --------------------------------------------------------------------------------


def _sought(by: str) -> Q:
    """Give what finds a certificate. Every hash under which a file of ours is known stands here."""
    return {
        "code": Q(code=SLOT),
        "sha256": Q(pdf_sha256=SLOT),
        # By itself: asked together with the other, neither index would serve.
        "signed": Q(signed_files__sha256=SLOT),
    }[by]


def _rows(by: str) -> QuerySet[Certificate, tuple[Any, ...]]:
    change = StatusChange.objects.filter(certificate=OuterRef("pk"), target=OuterRef("status"))
    sealing = SealKey.objects.filter(fingerprint=OuterRef("seal_fingerprint"))
    signed = SignedFile.objects.filter(certificate=OuterRef("pk"))
    replacing = ~Q(successors__status__in=UNKNOWN_TO_PUBLIC)
    return (
        Certificate.objects.filter(_sought(by))
        .exclude(status__in=UNKNOWN_TO_PUBLIC)
        .annotate(
            successor=FilteredRelation("successors", condition=replacing),
            renewal=FilteredRelation(
                "renewals", condition=Q(renewals__status=CertificateStatus.ISSUED.value)
            ),
            changed_at=Subquery(change.order_by("-changed_at", "-pk").values("changed_at")[:1]),
            seal_standing=Subquery(sealing.values("standing")[:1]),
            seal_status=Subquery(sealing.values("status")[:1]),
            is_signed=Exists(signed),
        )
        .order_by()
        .values_list(
            "code",
            "status",
            "valid_until",
            "content",
            "content_sha256",
            "changed_at",
            "seal_standing",
            "seal_status",
            "is_signed",
            F("body__register_prefix"),
            *(
                F(f"{other}__{column}")
                for other in ("successor", "replaces", "renews", "renewal")
                for column in ("code", "register_number", "register_year")
            ),
        )[:1]
    )


@functools.cache
def _statement(by: str, vendor: str) -> tuple[str, tuple[Any, ...]]:
    del vendor  # each database has its own SQL
    sql, parameters = _rows(by).query.sql_with_params()
    return sql, tuple(parameters)


def _ask(by: str, value: str) -> tuple[Any, ...] | None:
    sql, parameters = _statement(by, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value if known == SLOT else known for known in parameters])
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def _read(row: tuple[Any, ...] | None, *, today: dt.date) -> Answer:
    if row is None:
        return UNKNOWN
    code, status, valid_until, content, content_sha256, changed_at, *rest = row
    (standing, seal_status, is_signed, prefix), others = rest[:4], rest[4:]
    facts = Facts.read(content)
    state = rules.public_state(status, valid_until, today=today)
    if state is PublicState.VALID and facts.is_example:
        state = PublicState.SAMPLE
    found = Found(
        code=code,
        content_sha256=content_sha256,
        facts=facts,
        seal=_seal(standing, seal_status, is_signed=bool(is_signed)),
        changed_at=_moment(changed_at),
        successor=_linked(prefix, *others[:3]),
        replaces=_linked(prefix, *others[3:6]),
        renews=_linked(prefix, *others[6:9]),
        renewal=_linked(prefix, *others[9:]),
    )
    return Answer(state, found)


def _seal(standing: str | None, status: str | None, *, is_signed: bool) -> SealKind:
    """Say what a file's signature is worth, never kinder than the truth."""
    if standing is None:
        return SealKind.SIGNED if is_signed else SealKind.NONE
    if status == SealStatus.COMPROMISED and standing != SealKind.DEVELOPMENT:
        return SealKind.COMPROMISED
    return SealKind(standing)


def _moment(value: dt.datetime | str | None) -> dt.datetime | None:
    """SQLite knows no moments: what a subquery gives is text there, in UTC."""
    moment = parse_datetime(value) if isinstance(value, str) else value
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=dt.UTC)


def _linked(
    prefix: str, code: str | None, number: int | None, year: int | None
) -> Successor | None:
    if code is None or number is None:
        return None
    return Successor(code, rules.register_number(prefix, number, year or 0))
