"""Ties between an assessor and a person, declared before an assessment (ISO/IEC 17024 6.2.2)."""

from datetime import datetime

from django.db import transaction

from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from participants import permissions
from participants.models import KinTie
from programs.models import Assessor


@transaction.atomic
def declare_tie(*, assessor: Assessor, nik_hash: str, tie: str, by: User, at: datetime) -> KinTie:
    """Declare that an assessor is a relative or close acquaintance of a person.

    Raises:
        NotAllowedError: ``by`` is neither the assessor nor keeps the body's assessors.
        InvalidInputError: the tie was declared before.
    """
    permissions.may_declare_tie(by, assessor).require()
    row, is_new = KinTie.objects.get_or_create(
        assessor=assessor, nik_hash=nik_hash, defaults={"tie": tie, "declared_at": at}
    )
    if not is_new:
        sentence = f"Hubungan ini sudah dicatat sebagai “{row.tie}”."
        raise InvalidInputError(sentence)
    _record(row, "tie.declared", "menyatakan hubungan dengan peserta", by=by, at=at)
    return row


@transaction.atomic
def remove_tie(*, tie: KinTie, by: User, at: datetime) -> None:
    """Take back a declaration made by mistake; the trail keeps that it was there.

    Raises:
        NotAllowedError: ``by`` does not keep the body's assessors.
    """
    permissions.may_remove_tie(by, tie.assessor).require()
    _record(tie, "tie.removed", "menghapus hubungan yang salah catat", by=by, at=at)
    tie.delete()


def _record(tie: KinTie, name: str, summary: str, *, by: User, at: datetime) -> None:
    trail.record(
        name=name,
        summary=summary,
        subject=tie.assessor,
        by=by,
        at=at,
        within=tie.assessor.body.organization,
        data={"tie": tie.pk},
    )
