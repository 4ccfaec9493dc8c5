"""The sheets of paper: printed, returned, lost, spoiled. Handing over is in ``handover``."""

from datetime import datetime

from django.db import transaction

from certificates import permissions, queries
from certificates.enums import CopyKind, CopyStatus
from certificates.models import STANDING, Certificate, CopyChange, Handover, PhysicalCopy
from certificates.operations.life import written_reason
from certificates.workflow import COPY
from certify.accounts.models import User
from certify.audit import trail

NOTED = {
    "return": ("copy_returned", "mencatat kertas sertifikat {} dikembalikan"),
    "lose": ("copy_lost", "mencatat kertas sertifikat {} hilang"),
    "spoil": ("copy_spoiled", "mencatat kertas sertifikat {} rusak"),
}


@transaction.atomic
def print_copy(*, certificate: Certificate, kind: CopyKind, by: User, at: datetime) -> PhysicalCopy:
    """Record that the certificate was printed on a sheet of paper.

    A further sheet keeps its reason: the one before was spoiled, or two people agreed to a
    duplicate of a lost one. It is the same certificate with the same number.

    Raises:
        NotAllowedError: ``by`` keeps no papers of this program or body.
        NotNowError: a sheet is still there, or a lost one has no approved duplicate.
    """
    locked = _lock_certificate(certificate)
    permissions.may_print_copy(by, locked).require()
    last = queries.last_sheet(locked)
    is_lost = last is not None and last.status == CopyStatus.LOST
    agreed = queries.agreed_duplicate(locked) if is_lost else None
    reason = ""
    if last is not None:
        reason = agreed.reason if agreed else f"{last} rusak"
    sheet = PhysicalCopy.objects.create(
        certificate=locked,
        copy_number=last.copy_number + 1 if last else 1,
        kind=kind,
        reason=reason,
        proposal=agreed,
        printed_by=by,
        printed_at=at,
    )
    trail.record(
        name="certificates.copy_printed",
        summary=f"mencatat cetakan sertifikat {locked}",
        subject=locked,
        related=[sheet],
        by=by,
        at=at,
        data={"copy": sheet.copy_number, "kind": kind.value},
    )
    return sheet


def _lock_certificate(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self",))
    return rows.select_related("program", "body").get(pk=certificate.pk)


@transaction.atomic
def move_copy(
    *, sheet: PhysicalCopy, move: str, reason: str, by: User, at: datetime
) -> PhysicalCopy:
    """Record that a sheet came back (``return``), got lost (``lose``) or was spoiled (``spoil``).

    Raises:
        NotAllowedError: ``by`` keeps no papers of this program or body.
        NotNowError: the sheet is not where this can happen.
        InvalidInputError: there is no reason.
    """
    certificate = _lock_certificate(sheet.certificate)
    locked = PhysicalCopy.objects.select_for_update().get(pk=sheet.pk)
    locked.certificate = certificate
    permissions.may_move_copy(by, locked, move).require()
    text = written_reason(reason)
    write_move(locked, move, reason=text, by=by, at=at)
    Handover.objects.filter(STANDING, copy=locked).update(ended_at=at)
    event, summary = NOTED[move]
    trail.record(
        name=f"certificates.{event}",
        summary=summary.format(certificate),
        subject=certificate,
        related=[locked],
        by=by,
        at=at,
        data={"copy": locked.copy_number},
    )
    return locked


def write_move(sheet: PhysicalCopy, move: str, *, reason: str, by: User, at: datetime) -> None:
    """Write state and change of a sheet in the caller's transaction and lock."""
    source = sheet.status
    sheet.status = COPY.target(move, source=source)
    sheet.save(update_fields=["status"])
    CopyChange.objects.create(
        copy=sheet,
        source=source,
        target=sheet.status,
        reason=reason,
        changed_by=by,
        changed_at=at,
    )
