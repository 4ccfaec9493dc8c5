"""What a stranger may know of a certificate: one query, and one or two more for what few have.

Nothing is written. Forty guests scan at once, so the query is prepared
(`certificates.queries.prepared`).
"""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat

from certificates import rules
from certificates.enums import CertificateStatus, FileAnswer, PublicState, SealKind, SealStatus
from certificates.models import Certificate, SealKey, SignedFile, StatusChange
from certificates.queries.prepared import SLOT, PreparedQuery

UNKNOWN_TO_PUBLIC = (CertificateStatus.RESERVED.value, CertificateStatus.VOID.value)
NO_CODE = "-"
CODES_OF_A_FILE = 5


class Unit(NamedTuple):
    """One competency unit, as it is printed."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the paper must say, as its frozen content does. Nothing else of it is for strangers."""

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
    def read(cls, public_facts: str) -> Self:
        """Read what ``CertificateContent.public_json`` wrote."""
        values = json.loads(public_facts)
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
            units=tuple(map(Unit._make, values["units"])),
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
    successor: Successor | None = None
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
    return _read(BY_CODE.one(code), today=today)


def answer_to_file(
    sha256: str, codes: Iterable[str], *, today: dt.date
) -> tuple[FileAnswer, Answer]:
    """Answer for a file: its hash, and the codes that can be read in it.

    A file that carries the code of a certificate and has another hash was changed after it left
    us. Without a code of ours it is not ours, whatever it looks like.
    """
    sha256 = sha256.lower()
    by_hash = _read(BY_HASH.one(sha256) or BY_SIGNED_HASH.one(sha256), today=today)
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
# What only few certificates have is asked for afterwards, for them alone: every table that is named
# here costs each page some hundredths of a millisecond.


def _rows(sought: Q) -> QuerySet[Certificate, tuple[Any, ...]]:
    sealing = SealKey.objects.filter(fingerprint=OuterRef("seal_fingerprint")).order_by()
    signed = SignedFile.objects.filter(certificate=OuterRef("pk"))
    renewing = Certificate.objects.filter(renews=OuterRef("pk"))
    return (
        Certificate.objects.filter(sought)
        .exclude(status__in=UNKNOWN_TO_PUBLIC)
        .order_by()
        .values_list(
            "pk",
            "code",
            "status",
            "valid_until",
            "public_facts",
            "content_sha256",
            "replaces_id",
            "renews_id",
            Exists(renewing),
            # Together, so that the key is looked up once.
            Subquery(sealing.values_list(Concat("standing", Value(" "), "status"))[:1]),
            Case(When(seal_fingerprint="", then=Exists(signed)), default=False),
        )[:1]
    )


BY_CODE = PreparedQuery("by_code", lambda: _rows(Q(code=SLOT)))
BY_HASH = PreparedQuery("by_hash", lambda: _rows(Q(pdf_sha256=SLOT)))
# By itself: asked together with the other, neither index would serve.
BY_SIGNED_HASH = PreparedQuery("by_signed_hash", lambda: _rows(Q(signed_files__sha256=SLOT)))


def _read(row: tuple[Any, ...] | None, *, today: dt.date) -> Answer:
    if row is None:
        return UNKNOWN
    pk, code, status, valid_until, public_facts, content_sha256, *rest = row
    replaces, renews, is_renewed, seal_key, is_signed = rest
    is_in_chain = replaces or renews or is_renewed or status == CertificateStatus.REPLACED
    is_changed = status != CertificateStatus.ISSUED
    facts = Facts.read(public_facts)
    state = rules.public_state(status, valid_until, today=today)
    if state is PublicState.VALID and facts.is_example:
        state = PublicState.SAMPLE
    found = Found(
        code=code,
        content_sha256=content_sha256,
        facts=facts,
        seal=_seal(seal_key, is_signed=bool(is_signed)),
        changed_at=_changed_at(pk, status) if is_changed else None,
        **(_chain(pk, replaces, renews) if is_in_chain else {}),
    )
    return Answer(state, found)


def _chain(pk: int, replaces: int | None, renews: int | None) -> dict[str, Successor]:
    """Give the neighbors of a certificate that has any: a second query, for a few in a hundred."""
    around = Q(pk__in=[replaces or 0, renews or 0]) | Q(replaces=pk) | Q(renews=pk)
    rows = Certificate.objects.exclude(status__in=UNKNOWN_TO_PUBLIC).filter(around).order_by("pk")
    links: dict[str, Successor] = {}
    for row in rows.select_related("body").defer("content", "public_facts"):
        link = Successor(row.code, str(row))
        if row.pk == replaces:
            links["replaces"] = link
        if row.pk == renews:
            links["renews"] = link
        if row.replaces_id == pk:
            links["successor"] = link
        if row.renews_id == pk and row.status == CertificateStatus.ISSUED:
            links["renewal"] = link
    return links


def _changed_at(pk: int, status: str) -> dt.datetime | None:
    """Give the moment since which a certificate is what it is now."""
    changes = StatusChange.objects.filter(certificate=pk, target=status)
    return changes.order_by("-changed_at", "-pk").values_list("changed_at", flat=True).first()


def _seal(key: str | None, *, is_signed: bool) -> SealKind:
    """Say what a file's signature is worth, never kinder than the truth.

    ``key`` is the standing and the status of the key that sealed it.
    """
    if key is None:
        return SealKind.SIGNED if is_signed else SealKind.NONE
    standing, status = key.split()
    if status == SealStatus.COMPROMISED and standing != SealKind.DEVELOPMENT:
        return SealKind.COMPROMISED
    return SealKind(standing)
