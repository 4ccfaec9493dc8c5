"""Who received which paper, when, and from whom (tanda terima)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from certificates import permissions
from certificates.enums import CopyKind, RecipientKind
from certificates.models import STANDING, Certificate, Handover, PhysicalCopy
from certificates.operations import copies
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotNowError


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who takes the paper: the holder, or somebody with a name and a relation."""

    kind: RecipientKind = RecipientKind.HOLDER
    name: str = ""
    relation: str = ""


@transaction.atomic
def hand_over(
    *, certificate: Certificate, recipient: Recipient, on: date, by: User, at: datetime, today: date
) -> Handover:
    """Record one hand-over.

    Raises:
        NotAllowedError: ``by`` is not of the agency.
        NotNowError: the certificate is not in force or was handed over before.
        InvalidInputError: the day is wrong, or a proxy has no name or relation.
    """
    return _record([certificate], recipient, on=on, by=by, at=at, today=today)[0]


@transaction.atomic
def hand_over_all(
    *, certificates: Sequence[Certificate], on: date, by: User, at: datetime, today: date
) -> int:
    """Record that these holders took their papers themselves, as at an event; all or none.

    Raises:
        NotAllowedError: ``by`` is not of the agency.
        NotNowError: one of them is not in force or was handed over before.
        InvalidInputError: nobody is chosen or the day is wrong.
    """
    if not certificates:
        raise InvalidInputError("Belum ada yang dipilih. Beri tanda pada nama yang menerima.")
    return len(_record(certificates, Recipient(), on=on, by=by, at=at, today=today))


def _record(
    certificates: Sequence[Certificate],
    recipient: Recipient,
    *,
    on: date,
    by: User,
    at: datetime,
    today: date,
) -> list[Handover]:
    name, relation = " ".join(recipient.name.split()), " ".join(recipient.relation.split())
    if recipient.kind == RecipientKind.PROXY and not (name and relation):
        raise InvalidInputError("Tulis nama wakil dan hubungannya dengan pemegang.")
    keys = [row.pk for row in certificates]
    locked = list(
        Certificate.objects.select_for_update(of=("self",))
        .select_related("program__agency__organization", "body", "assessment")
        .filter(pk__in=keys)
        .order_by("pk")
    )
    for row in locked:
        permissions.may_hand_over_certificate(by, row).require()
        if not row.issued_on <= on <= today:
            raise InvalidInputError(
                "Tanggal serah harus di antara tanggal terbit sertifikat dan hari ini."
            )
    if Handover.objects.filter(STANDING, certificate__in=keys).exists():
        raise NotNowError("Ada yang sudah diserahkan. Muat ulang halaman, lalu pilih lagi.")
    last = _last_sheets(keys)
    for row in locked:
        permissions.can_leave(last.get(row.pk)).require()
    return [
        _write(
            row,
            last.get(row.pk) or _unrecorded_sheet(row),
            recipient.kind,
            name or row.holder_name,
            relation,
            on=on,
            by=by,
            at=at,
        )
        for row in locked
    ]


def _last_sheets(certificates: list[int]) -> dict[int, PhysicalCopy]:
    rows = PhysicalCopy.objects.select_for_update().filter(certificate__in=certificates)
    return {row.certificate_id: row for row in rows.order_by("copy_number")}


def _unrecorded_sheet(certificate: Certificate) -> PhysicalCopy:
    """Give the sheet that is handed over although nobody wrote down its printing."""
    kind = CopyKind.OVERPRINT if certificate.body.issues_for_bnsp else CopyKind.DIGITAL
    return PhysicalCopy.objects.create(certificate=certificate, copy_number=1, kind=kind)


def _write(
    certificate: Certificate,
    sheet: PhysicalCopy,
    kind: RecipientKind,
    name: str,
    relation: str,
    *,
    on: date,
    by: User,
    at: datetime,
) -> Handover:
    is_holder = kind == RecipientKind.HOLDER
    copies.write_move(sheet, "hand_over", reason="", by=by, at=at)
    written = Handover.objects.create(
        certificate=certificate,
        copy=sheet,
        recipient_kind=kind,
        recipient_name=certificate.holder_name if is_holder else name,
        relation="" if is_holder else relation,
        handed_on=on,
        handed_by=by,
        handed_at=at,
    )
    trail.record(
        name="certificates.handed_over",
        summary=f"menyerahkan sertifikat {certificate} kepada {kind.label.lower()}",
        subject=certificate,
        by=by,
        at=at,
        data={"on": on.isoformat(), "kind": kind.value, "copy": sheet.copy_number},
    )
    return written


@transaction.atomic
def cancel_handover(*, handover: Handover, reason: str, by: User, at: datetime) -> Handover:
    """Take back a slip of the pen; the row stays with the reason.

    Raises:
        NotAllowedError: ``by`` is not of the agency.
        NotNowError: it was canceled before.
        InvalidInputError: there is no reason.
    """
    locked = (
        Handover.objects.select_for_update(of=("self",))
        .select_related("certificate__program", "certificate__body", "copy")
        .get(pk=handover.pk)
    )
    permissions.may_cancel_handover(by, locked).require()
    if not reason.strip():
        raise InvalidInputError("Tulis alasannya.")
    locked.canceled_by, locked.canceled_at, locked.cancel_reason = by, at, reason.strip()
    locked.save(update_fields=["canceled_by", "canceled_at", "cancel_reason"])
    copies.write_move(locked.copy, "take_back", reason=reason.strip(), by=by, at=at)
    trail.record(
        name="certificates.handover_canceled",
        summary=f"membatalkan catatan serah terima {locked.certificate}",
        subject=locked.certificate,
        by=by,
        at=at,
    )
    return locked
