"""What a stranger may know of a certificate: a constant number of queries, nothing written."""

from dataclasses import dataclass
from datetime import date, datetime

from certificates import rules
from certificates.content import CertificateContent
from certificates.enums import CertificateStatus, PublicState
from certificates.models import Certificate, StatusChange

UNKNOWN_TO_PUBLIC = (CertificateStatus.RESERVED, CertificateStatus.VOID)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one code."""

    state: PublicState
    certificate: Certificate | None = None
    content: CertificateContent | None = None
    changed_at: datetime | None = None
    successor: Certificate | None = None


NO_CODE = "-"
UNKNOWN = Answer(PublicState.UNKNOWN)


def answer(typed: str, *, today: date) -> Answer:
    """Answer a code as it was typed or scanned.

    Unknown, malformed and reserved codes take the same way: one query each, the same answer.
    """
    code = rules.normalize_code(typed)
    if not rules.is_code(code):
        code = NO_CODE  # asked all the same: a malformed code takes as long as an unknown one
    certificate = Certificate.objects.select_related("body__organization").filter(code=code).first()
    if certificate is None or certificate.status in UNKNOWN_TO_PUBLIC:
        return UNKNOWN
    change = (
        StatusChange.objects.filter(certificate=certificate, target=certificate.status)
        .order_by("-changed_at", "-pk")
        .first()
    )
    successor = (
        Certificate.objects.filter(replaces=certificate)
        .exclude(status__in=UNKNOWN_TO_PUBLIC)
        .select_related("body")
        .defer("content")
        .first()
    )
    return Answer(
        state=rules.public_state(certificate.status, certificate.valid_until, today=today),
        certificate=certificate,
        content=certificate.frozen,
        changed_at=change.changed_at if change else None,
        successor=successor,
    )
