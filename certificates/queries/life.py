"""What is proposed about certificates, their sheets of paper, and which one renews which."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from assessments.models import Assessment
from certificates.enums import CertificateStatus, ProposalKind, ProposalStatus
from certificates.models import LIVING, Certificate, PhysicalCopy, Proposal
from certificates.queries import register
from certify.accounts.models import User
from certify.accounts.roles import Permission

RENEWABLE = (CertificateStatus.ISSUED, CertificateStatus.SUSPENDED)


def proposals(user: User) -> QuerySet[Proposal]:
    """Give the proposals of the bodies whose certification the person may see."""
    bodies = user.organizations_with(Permission.VIEW_CERTIFICATION)
    return (
        Proposal.objects.filter(certificate__body__in=bodies)
        .select_related(
            "certificate__body__organization",
            "certificate__program",
            "certificate__assessment",
            "proposed_by",
            "decided_by",
        )
        .defer("certificate__content", "certificate__public_facts")
    )


def sheets(user: User) -> QuerySet[PhysicalCopy]:
    """Give the sheets of paper of the certificates that the person may see."""
    return PhysicalCopy.objects.filter(
        certificate__in=register.visible_to(user).order_by().values("pk")
    ).select_related(
        "certificate__body__organization", "certificate__program", "certificate__scheme"
    )


def open_proposal(certificate: Certificate) -> Proposal | None:
    """Give the proposal about a certificate that nobody has answered."""
    rows = certificate.proposals.all()
    return next((row for row in rows if row.status == ProposalStatus.OPEN), None)


def last_sheet(certificate: Certificate) -> PhysicalCopy | None:
    """Give the newest sheet of a certificate."""
    rows = list(certificate.copies.all())
    return rows[-1] if rows else None


def agreed_duplicate(certificate: Certificate) -> Proposal | None:
    """Give the approved duplicate that was not printed yet."""
    printed = {row.proposal_id for row in certificate.copies.all()}
    return next(
        (
            row
            for row in certificate.proposals.all()
            if row.kind == ProposalKind.DUPLICATE
            and row.status == ProposalStatus.APPROVED
            and row.pk not in printed
        ),
        None,
    )


def renewed_by(assessments: Sequence[Assessment]) -> dict[int, Certificate]:
    """Give the certificate that a new one of each assessment renews, in one query.

    That is the newest of the same person (by the keyed hash of the identity number in the body's
    own applications) for the same scheme in any version, unless a living one renews it already.
    Expects ``with_masters`` rows.
    """
    if not assessments:
        return {}
    wanted = {
        (row.body_id, row.application.nik_hash, row.scheme.code): row.pk for row in assessments
    }
    rows = (
        Certificate.objects.filter(
            body__in={row.body_id for row in assessments},
            assessment__application__nik_hash__in={row.application.nik_hash for row in assessments},
            status__in=RENEWABLE,
        )
        .exclude(assessment__in=[row.pk for row in assessments])
        .exclude(Q(renewals__status__in=LIVING))
        .select_related("body", "scheme", "assessment__application")
        .defer("content", "public_facts")
        .order_by("valid_until", "pk")
    )
    found = {}
    for row in rows:
        key = wanted.get((row.body_id, row.assessment.application.nik_hash, row.scheme.code))
        if key is not None:
            found[key] = row
    return found
