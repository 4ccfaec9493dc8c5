"""The register of certificates: what staff see of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from certificates import rules
from certificates.enums import CertificateStatus
from certificates.models import (
    STANDING,
    Certificate,
    CopyChange,
    Handover,
    OfficialNumber,
    PhysicalCopy,
    Proposal,
    StatusChange,
)
from certify.accounts.models import User
from certify.accounts.roles import Permission
from programs.models import Program

UNFINISHED = (CertificateStatus.RESERVED, CertificateStatus.VOID)


def visible_to(user: User) -> QuerySet[Certificate]:
    """A body sees all of its certificates, an agency the issued ones of its programs."""
    bodies = user.organizations_with(Permission.VIEW_CERTIFICATION)
    agencies = user.organizations_with(Permission.VIEW_PROGRAMS)
    issued = ~Q(status__in=UNFINISHED)
    return (
        Certificate.objects.filter(Q(body__in=bodies) | (issued & Q(program__agency__in=agencies)))
        .select_related("body__organization", "program", "scheme")
        .order_by("-issued_on", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty means everything."""

    words: str = ""
    status: str = ""
    program: int | None = None
    expiring_by: date | None = None


def filtered(
    rows: QuerySet[Certificate], filters: Filters, *, today: date
) -> QuerySet[Certificate]:
    """Narrow the list; words find a name, a number or a verification code."""
    if filters.words:
        rows = rows.filter(_matches(filters.words))
    if filters.program:
        rows = rows.filter(program=filters.program)
    if filters.status == "expired":
        rows = rows.filter(status=CertificateStatus.ISSUED, valid_until__lt=today)
    elif filters.status == "valid":
        rows = rows.filter(status=CertificateStatus.ISSUED, valid_until__gte=today)
    elif filters.status:
        rows = rows.filter(status=filters.status)
    if filters.expiring_by:
        rows = rows.filter(
            status=CertificateStatus.ISSUED,
            valid_until__gte=today,
            valid_until__lte=filters.expiring_by,
        )
    return rows.defer("content", "public_facts")


def _matches(words: str) -> Q:
    found = Q(holder_name__icontains=words) | Q(code=rules.normalize_code(words))
    key = rules.number_key(words)
    if any(letter.isdigit() for letter in key):
        owners = OfficialNumber.objects.filter(
            Q(certificate_key__contains=key) | Q(registration_key__contains=key)
        )
        found |= Q(assessment__in=owners.values("assessment"))
        digits = "".join(letter for letter in words.split("/")[0] if letter.isdigit())
        if digits and len(digits) <= 6:
            found |= Q(register_number=int(digits))
    return found


def with_life(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Add what a certificate's page shows: changes, proposals, papers, the chain, hand-over."""
    people = ("proposed_by", "decided_by")
    successors = Certificate.objects.exclude(status=CertificateStatus.VOID)
    changes = StatusChange.objects.select_related("changed_by", "proposal__proposed_by")
    moves = CopyChange.objects.select_related("changed_by")
    handovers = Handover.objects.filter(canceled_at__isnull=True).select_related("handed_by")
    sheets = PhysicalCopy.objects.select_related("printed_by", "proposal")
    return rows.select_related(
        "assessment__application__enrollment",
        "program__agency__organization",
        "replaces__body",
        "renews__body",
        "issued_by",
        "run",
    ).prefetch_related(
        Prefetch("changes", changes),
        Prefetch("proposals", Proposal.objects.select_related(*people)),
        Prefetch(
            "copies",
            sheets.prefetch_related(Prefetch("changes", moves), Prefetch("handovers", handovers)),
        ),
        Prefetch("successors", successors.select_related("body").defer("content", "public_facts")),
        Prefetch("renewals", successors.select_related("body").defer("content", "public_facts")),
        Prefetch("handovers", Handover.objects.filter(STANDING).select_related("handed_by")),
    )


def number_owners(
    *, certificate_keys: list[str], registration_keys: list[str]
) -> dict[tuple[str, str], int]:
    """Give which assessment has which of these normalized numbers."""
    rows = OfficialNumber.objects.filter(
        Q(certificate_key__in=certificate_keys) | Q(registration_key__in=registration_keys)
    )
    owners: dict[tuple[str, str], int] = {}
    for row in rows:
        owners["sertifikat", row.certificate_key] = row.assessment_id
        owners["registrasi", row.registration_key] = row.assessment_id
    return owners


def by_assessment(assessments: list[int]) -> dict[int, Certificate]:
    """Give the newest certificate of each assessment, for boards of other rooms."""
    rows = (
        Certificate.objects.filter(assessment__in=assessments)
        .exclude(status__in=UNFINISHED)
        .select_related("body")
        .defer("content", "public_facts")
        .order_by("pk")
    )
    return {row.assessment_id: row for row in rows}


def handovers_of(certificates: list[int]) -> dict[int, Handover]:
    """Give the standing hand-over of each certificate."""
    rows = Handover.objects.filter(STANDING, certificate__in=certificates)
    return {row.certificate_id: row for row in rows.select_related("handed_by", "copy")}


def programs_with_handover(user: User) -> QuerySet[Program]:
    """Give the programs whose hand-over the person may see: the agency's own."""
    agencies = user.organizations_with(Permission.VIEW_PROGRAMS)
    return Program.objects.filter(agency__in=agencies).select_related("agency__organization")


def to_hand_over(program: Program) -> QuerySet[Certificate]:
    """Give a program's certificates in force, in the order of the benches."""
    standing = Handover.objects.filter(STANDING).select_related("handed_by")
    return (
        Certificate.objects.filter(
            program=program, status__in=(CertificateStatus.ISSUED, CertificateStatus.SUSPENDED)
        )
        .select_related("body__organization", "assessment__application__enrollment", "scheme")
        .prefetch_related(Prefetch("handovers", standing), "copies")
        .order_by("assessment__application__enrollment__number", "pk")
    )


def handovers_seen_by(user: User) -> QuerySet[Handover]:
    """Give the hand-overs of the person's agencies."""
    agencies = user.organizations_with(Permission.VIEW_PROGRAMS)
    return Handover.objects.filter(certificate__program__agency__in=agencies).select_related(
        "certificate__body", "certificate__program"
    )
