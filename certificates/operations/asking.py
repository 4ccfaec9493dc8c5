"""Asking for certificates: which people, on which day, by whom; the job carries it out."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from certificates import permissions, queries
from certificates.models import IssueItem, IssueRun, TemplateVersion
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotNowError
from programs.models import CertificationBody, Program


@transaction.atomic
def ask_for_issue(
    *,
    body: CertificationBody,
    program: Program,
    assessments: Sequence[int],
    issued_on: date,
    by: User,
    at: datetime,
    today: date,
    version: TemplateVersion | None = None,
) -> IssueRun:
    """Record which certificates are to be issued on which day; the job does it.

    ``version`` prints them all; without one each scheme has its own design.

    Raises:
        NotAllowedError: ``by`` may not issue, or assessed or decided one of them.
        InvalidInputError: nobody is chosen, the day is not between decree and today.
        NotNowError: somebody's result is not in force, the body's seal has expired, or the
            design is not in use.
    """
    permissions.may_ask_for_issue(by, body).require()
    notice = queries.seal_notice(body, at=at)
    if notice and notice.stops:
        raise NotNowError(notice.words)
    if version is not None and version not in queries.active_designs(body):
        raise NotNowError("Rancangan ini tidak dipakai lagi. Muat ulang halaman, lalu pilih lagi.")
    if issued_on > today:
        raise InvalidInputError("Tanggal terbit tidak boleh setelah hari ini.")
    rows = list(
        queries.competent(body=body, program=program)
        .filter(pk__in=assessments)
        .select_related("decision__panel__decree")
        .prefetch_related("participations")
    )
    if not rows:
        raise InvalidInputError("Belum ada yang dipilih. Beri tanda pada nama yang diterbitkan.")
    if len(rows) != len(set(assessments)):
        raise NotNowError(
            "Ada yang hasilnya belum ditetapkan. Muat ulang halaman, lalu pilih lagi."
        )
    for assessment in rows:
        permissions.may_issue(by, assessment).require()
        if issued_on < assessment.decision.panel.decree.decided_on:
            raise InvalidInputError("Tanggal terbit tidak boleh sebelum tanggal SK.")
    return new_run(
        body=body,
        program=program,
        assessments=[row.pk for row in rows],
        issued_on=issued_on,
        by=by,
        at=at,
        version=version,
    )


def new_run(
    *,
    body: CertificationBody,
    program: Program,
    assessments: Sequence[int],
    issued_on: date,
    by: User,
    at: datetime,
    version: TemplateVersion | None = None,
) -> IssueRun:
    """Write a run and its people in the caller's transaction."""
    run = IssueRun.objects.create(
        body=body,
        program=program,
        issued_on=issued_on,
        template_version=version,
        total_count=len(assessments),
        requested_by=by,
        requested_at=at,
    )
    IssueItem.objects.bulk_create(IssueItem(run=run, assessment_id=key) for key in assessments)
    trail.record(
        name="certificates.issue_asked",
        summary=f"meminta penerbitan {len(assessments)} sertifikat",
        subject=run,
        related=[program],
        by=by,
        at=at,
        within=body.organization,
        data={"issued_on": issued_on.isoformat(), "count": len(assessments)},
    )
    return run


@transaction.atomic
def ask_again(*, run: IssueRun, by: User, at: datetime) -> IssueRun:
    """Ask once more for what a run could not finish.

    Raises:
        NotAllowedError: ``by`` may not issue.
        NotNowError: everything is finished.
    """
    locked = IssueRun.objects.select_for_update().get(pk=run.pk)
    permissions.may_continue_run(by, locked).require()
    locked.attempt += 1
    locked.save(update_fields=["attempt"])
    trail.record(
        name="certificates.issue_asked_again",
        summary="melanjutkan penerbitan sertifikat",
        subject=locked,
        by=by,
        at=at,
        within=locked.body.organization,
        data={"attempt": locked.attempt},
    )
    return locked
