"""A whole identity number is shown once, to one person, for a reason that is kept."""

from datetime import datetime

from django.db import transaction

from certify.accounts.models import User
from certify.audit import trail
from participants import permissions
from participants.models import Application, NikReveal, Person


@transaction.atomic
def reveal_person(*, person: Person, reason: str, by: User, at: datetime) -> NikReveal:
    """Log that ``by`` looks at the NIK in the agency's register.

    Raises:
        NotAllowedError: ``by`` may not see whole numbers in this agency.
    """
    permissions.may_reveal_person(by, person).require()
    reveal = NikReveal.objects.create(person=person, user=by, reason=reason, at=at)
    trail.record(
        name="nik.revealed",
        summary="melihat NIK lengkap",
        subject=person,
        by=by,
        at=at,
        within=person.agency.organization,
        data={"reveal": reveal.pk},
    )
    return reveal


@transaction.atomic
def reveal_application(
    *, application: Application, reason: str, by: User, at: datetime
) -> NikReveal:
    """Log that ``by`` looks at the NIK in the body's copy.

    Raises:
        NotAllowedError: ``by`` may not see whole numbers in this body.
    """
    permissions.may_reveal_application(by, application).require()
    reveal = NikReveal.objects.create(application=application, user=by, reason=reason, at=at)
    trail.record(
        name="nik.revealed",
        summary="melihat NIK lengkap",
        subject=application,
        by=by,
        at=at,
        within=application.body.organization,
        data={"reveal": reveal.pk},
    )
    return reveal
