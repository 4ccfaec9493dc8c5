"""Applications: the agency sends copies, the body answers (FR.APL.01)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from certify.accounts.models import User
from certify.audit import trail
from participants import permissions
from participants.content import LeftOut, Tally
from participants.models import IDENTITY_FIELDS, Application, Enrollment
from participants.operations.enrollments import lock_program
from participants.workflow import APPLICATION
from programs.models import CertificationBody, Program


def _copy_facts(application: Application, enrollment: Enrollment) -> None:
    for name in IDENTITY_FIELDS:
        setattr(application, name, getattr(enrollment.person, name))
    application.scheme = enrollment.scheme
    application.body_id = enrollment.scheme.body_id


@transaction.atomic
def send_applications(
    *, program: Program, enrollments: Iterable[Enrollment], by: User, at: datetime
) -> Tally:
    """Send the chosen people's applications to the bodies of their schemes.

    Each application copies what the body needs, so later corrections of the register do not
    reach it. Who cannot be sent is left out with the reason.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the program is not running.
    """
    locked = lock_program(program)
    permissions.may_send_applications(by, locked).require()
    rows = (
        Enrollment.objects.select_for_update(of=("self",))
        .filter(program=locked, pk__in=[row.pk for row in enrollments])
        .select_related("person", "scheme", "application")
        .order_by("number")
    )
    made, left_out = [], []
    for row in rows:
        row.program = locked
        verdict = permissions.may_send_application(by, row)
        if not verdict:
            left_out.append(LeftOut(str(row.person), verdict.reason))
            continue
        application = Application(
            enrollment=row, status=APPLICATION.initial, submitted_by=by, submitted_at=at
        )
        _copy_facts(application, row)
        made.append(application)
    Application.objects.bulk_create(made)
    _record_sent(locked, made, by=by, at=at)
    return Tally(len(made), tuple(left_out))


def _record_sent(program: Program, made: Sequence[Application], *, by: User, at: datetime) -> None:
    bodies = CertificationBody.objects.filter(
        pk__in={application.body_id for application in made}
    ).select_related("organization")
    for body in bodies.order_by("pk"):
        sent = [application for application in made if application.body_id == body.pk]
        trail.record(
            name="application.sent",
            summary=f"mengirim {len(sent)} permohonan ke {body.organization.short_name}",
            subject=program,
            related=[*sent, *(application.enrollment for application in sent)],
            by=by,
            at=at,
            data={"count": len(sent), "body": body.pk},
        )


@transaction.atomic
def resubmit_application(*, application: Application, by: User, at: datetime) -> Application:
    """Send a returned or withdrawn application again, with the present facts of the person.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the body did not return it.
    """
    locked = _locked(application)
    permissions.may_resubmit_application(by, locked).require()
    locked.status = APPLICATION.target("resubmit", source=locked.status)
    _copy_facts(locked, locked.enrollment)
    locked.note = ""
    locked.submitted_by, locked.submitted_at = by, at
    locked.answered_by, locked.answered_at = None, None
    locked.save()
    _record(locked, "application.resubmitted", "mengirim ulang permohonan", by=by, at=at)
    return locked


@transaction.atomic
def withdraw_application(*, application: Application, by: User, at: datetime) -> Application:
    """Take an application back before an assessor has it.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: it was rejected or withdrawn, or an assessor was assigned.
    """
    locked = _locked(application)
    permissions.may_withdraw_application(by, locked).require()
    locked.status = APPLICATION.target("withdraw", source=locked.status)
    locked.save(update_fields=["status"])
    _record(locked, "application.withdrawn", "menarik permohonan", by=by, at=at)
    return locked


@transaction.atomic
def accept_application(*, application: Application, by: User, at: datetime) -> Application:
    """Accept one application.

    Raises:
        NotAllowedError: ``by`` does not answer this body's applications.
        NotNowError: it does not wait for an answer.
    """
    locked = _locked(application)
    permissions.may_accept_application(by, locked).require()
    locked.status = APPLICATION.target("accept", source=locked.status)
    return _answer(locked, "application.accepted", "menerima permohonan", note="", by=by, at=at)


@transaction.atomic
def accept_applications(
    *,
    body: CertificationBody,
    program: Program,
    applications: Iterable[Application],
    by: User,
    at: datetime,
) -> Tally:
    """Accept many applications of a program; who does not wait is left out with the reason.

    Raises:
        NotAllowedError: ``by`` does not answer this body's applications.
    """
    permissions.may_answer_applications(by, body.pk).require()
    rows = (
        Application.objects.select_for_update(of=("self",))
        .filter(
            body=body,
            enrollment__program=program,
            pk__in=[application.pk for application in applications],
        )
        .order_by("enrollment__number", "pk")
    )
    done, left_out = [], []
    for row in rows:
        verdict = permissions.may_accept_application(by, row)
        if not verdict:
            left_out.append(LeftOut(row.full_name, verdict.reason))
            continue
        row.status = APPLICATION.target("accept", source=row.status)
        row.note, row.answered_by, row.answered_at = "", by, at
        done.append(row)
    Application.objects.bulk_update(done, ["status", "note", "answered_by", "answered_at"])
    if done:
        trail.record(
            name="application.accepted",
            summary=f"menerima {len(done)} permohonan",
            subject=program,
            related=[*done, *Enrollment.objects.filter(application__in=done)],
            by=by,
            at=at,
            data={"count": len(done), "body": body.pk},
        )
    return Tally(len(done), tuple(left_out))


@transaction.atomic
def return_application(
    *, application: Application, note: str, by: User, at: datetime
) -> Application:
    """Give an application back to the agency, saying what is missing.

    Raises:
        NotAllowedError: ``by`` does not answer this body's applications.
        NotNowError: it does not wait for an answer.
    """
    locked = _locked(application)
    permissions.may_return_application(by, locked).require()
    locked.status = APPLICATION.target("return", source=locked.status)
    summary = "meminta kelengkapan permohonan"
    return _answer(locked, "application.returned", summary, note=note, by=by, at=at)


@transaction.atomic
def reject_application(
    *, application: Application, note: str, by: User, at: datetime
) -> Application:
    """Decline an application for good, with the reason.

    Raises:
        NotAllowedError: ``by`` does not answer this body's applications.
        NotNowError: it does not wait for an answer.
    """
    locked = _locked(application)
    permissions.may_reject_application(by, locked).require()
    locked.status = APPLICATION.target("reject", source=locked.status)
    summary = "tidak menerima permohonan"
    return _answer(locked, "application.rejected", summary, note=note, by=by, at=at)


def _answer(
    application: Application, name: str, summary: str, *, note: str, by: User, at: datetime
) -> Application:
    application.note, application.answered_by, application.answered_at = note, by, at
    application.save(update_fields=["status", "note", "answered_by", "answered_at"])
    _record(application, name, summary, by=by, at=at)
    return application


def _locked(application: Application) -> Application:
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("enrollment__program", "enrollment__person", "enrollment__scheme")
        .get(pk=application.pk)
    )


def _record(application: Application, name: str, summary: str, *, by: User, at: datetime) -> None:
    """Both sides see the event: the body answers the agency, the agency the body."""
    trail.record(
        name=name,
        summary=summary,
        subject=application,
        related=[application.enrollment],
        by=by,
        at=at,
    )
