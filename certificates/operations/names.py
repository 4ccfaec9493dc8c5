"""The holder's name on the application, mended before a certificate or for its successor."""

from datetime import datetime

from django.db import transaction

from assessments.models import Assessment
from certificates import permissions
from certificates.rendering import printable_problem
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from participants.models import Application


@transaction.atomic
def correct_name(*, assessment: Assessment, full_name: str, by: User, at: datetime) -> None:
    """Correct how a name is spelled before its certificate is issued.

    Raises:
        NotAllowedError: ``by`` may not issue for this body.
        NotNowError: a number is taken already; the certificate is then replaced instead.
        InvalidInputError: the name is missing or cannot be printed.
    """
    locked = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    permissions.may_correct_name(by, locked).require()
    name = " ".join(full_name.split())
    if problem := printable_problem(name):
        raise InvalidInputError(problem)
    write_name(locked.application_id, name, by=by, at=at)


def write_name(application: int, name: str, *, by: User, at: datetime) -> None:
    """Change the application's copy of a name in the caller's transaction; the trail tells of it.

    The name itself stays out of the trail, which cannot be erased.
    """
    locked = Application.objects.select_for_update().get(pk=application)
    if locked.full_name == name:
        return
    locked.full_name = name
    locked.save(update_fields=["full_name"])
    trail.record(
        name="certificates.name_corrected",
        summary="memperbaiki nama pada permohonan",
        subject=locked,
        by=by,
        at=at,
        within=locked.body.organization,
    )
