"""Assessors of a body: who they are, until when, and how many people a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from programs import permissions, queries
from programs.models import Assessor, CertificationBody


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessorFacts:
    """What the body keeps about an assessor."""

    met_number: str
    valid_until: date
    employer: str = ""
    daily_capacity: int = 10
    is_active: bool = True


@transaction.atomic
def register_assessor(
    *, body: CertificationBody, user: User, facts: AssessorFacts, by: User, at: datetime
) -> Assessor:
    """Enter an account that holds the assessor role in the body as its assessor.

    Raises:
        NotAllowedError: ``by`` does not keep this body's assessors.
        InvalidInputError: the account does not hold the role there, is an assessor already, or
            the MET number is taken.
    """
    permissions.may_register_assessor(by, body).require()
    if not queries.accounts_without_assessor(body).filter(pk=user.pk).exists():
        sentence = (
            f"{user.full_name} belum berperan sebagai asesor di {body}, atau sudah terdaftar. "
            "Beri perannya dulu lewat halaman anggota."
        )
        raise InvalidInputError(sentence)
    assessor = Assessor(body=body, user=user)
    _set_facts(assessor, facts)
    trail.record(
        name="assessor.registered",
        summary="mendaftarkan asesor",
        subject=assessor,
        by=by,
        at=at,
        within=body.organization,
    )
    return assessor


@transaction.atomic
def edit_assessor(*, assessor: Assessor, facts: AssessorFacts, by: User, at: datetime) -> Assessor:
    """Change what the body keeps about an assessor.

    Raises:
        NotAllowedError: ``by`` does not keep this body's assessors.
        InvalidInputError: the MET number is taken.
    """
    locked = Assessor.objects.select_for_update().get(pk=assessor.pk)
    permissions.may_edit_assessor(by, locked).require()
    _set_facts(locked, facts)
    trail.record(
        name="assessor.edited",
        summary="mengubah data asesor",
        subject=locked,
        by=by,
        at=at,
        within=locked.body.organization,
        data={"valid_until": facts.valid_until.isoformat(), "is_active": facts.is_active},
    )
    return locked


def _set_facts(assessor: Assessor, facts: AssessorFacts) -> None:
    assessor.met_number = facts.met_number
    assessor.valid_until = facts.valid_until
    assessor.employer = facts.employer
    assessor.daily_capacity = facts.daily_capacity
    assessor.is_active = facts.is_active
    try:
        with transaction.atomic():
            assessor.save()
    except IntegrityError as error:
        sentence = (
            f"Nomor MET {facts.met_number} sudah dipakai asesor lain di LSP ini. "
            "Periksa lagi angkanya."
        )
        raise InvalidInputError(sentence) from error
