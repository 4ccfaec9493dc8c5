"""Panels: convened, marked case by case under a version guard, closed into decisions."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from assessments import permissions, queries
from assessments.enums import Outcome, Part
from assessments.models import (
    Assessment,
    Decision,
    Panel,
    PanelCase,
    PanelMember,
    Participation,
)
from assessments.operations import papers
from assessments.queries import Case
from assessments.rules import PANEL_QUORUM
from assessments.workflow import ASSESSMENT, PANEL
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import ConflictError, InvalidInputError, NotNowError
from programs.models import CertificationBody, Program

POSTPONED = "postponed"


@transaction.atomic
def convene(
    *,
    body: CertificationBody,
    program: Program,
    held_on: dt.date,
    place: str,
    chair: User,
    members: Sequence[User],
    by: User,
    at: dt.datetime,
) -> Panel:
    """Convene a panel of at least three over every recommended assessment of a program.

    ``members`` includes the chair or not. Raises InvalidInputError for too few members or one
    who is not of the committee, NotNowError when nobody waits, NotAllowedError for anybody but
    the certification manager (domain.md 3.2, rule 3).
    """
    permissions.may_convene(by, body).require()
    sitting = list(dict.fromkeys([chair, *members]))
    if len(sitting) < PANEL_QUORUM:
        sentence = f"Pleno perlu paling sedikit {PANEL_QUORUM} anggota. Baru {len(sitting)}."
        raise InvalidInputError(sentence)
    committee = set(queries.committee(body, on=held_on).values_list("pk", flat=True))
    outside = [user.full_name for user in sitting if user.pk not in committee]
    if outside:
        sentence = f"{', '.join(outside)} bukan anggota komite teknis LSP ini."
        raise InvalidInputError(sentence)
    waiting = list(
        queries.ready_for_panel(body=body, program=program).select_for_update(of=("self",))
    )
    if not waiting:
        sentence = "Belum ada rekomendasi asesor yang menunggu pleno di program ini."
        raise NotNowError(sentence)
    panel = Panel.objects.create(
        body=body, program=program, held_on=held_on, place=place, convened_by=by, convened_at=at
    )
    PanelMember.objects.bulk_create(
        PanelMember(panel=panel, user=user, is_chair=user == chair) for user in sitting
    )
    PanelCase.objects.bulk_create(PanelCase(panel=panel, assessment=row) for row in waiting)
    _record(
        "panel_convened",
        f"mengundang pleno untuk {len(waiting)} orang",
        panel=panel,
        by=by,
        at=at,
        related=waiting,
        data={"members": [user.pk for user in sitting], "cases": len(waiting)},
    )
    return panel


def _record(
    name: str,
    summary: str,
    *,
    panel: Panel,
    by: User,
    at: dt.datetime,
    related: Sequence[Assessment] = (),
    data: dict[str, object] | None = None,
) -> None:
    trail.record(
        name=f"assessments.{name}",
        summary=summary,
        subject=panel,
        by=by,
        at=at,
        within=panel.body.organization,
        related=related,
        data=data,
    )


def _locked_panel(panel: Panel) -> Panel:
    # Two statements: joined in one, PostgreSQL gives who closed it as it was before the wait.
    Panel.objects.select_for_update().get(pk=panel.pk)
    return Panel.objects.select_related("body__organization", "closed_by", "program").get(
        pk=panel.pk
    )


@transaction.atomic
def mark_case(
    *,
    case: PanelCase,
    choice: str,
    reason: str = "",
    follow_up: str = "",
    version: int,
    by: User,
    at: dt.datetime,
) -> PanelCase:
    """Note what the panel leans to: an outcome or "postponed"; final only when it closes.

    ``version`` is the one the page was printed with. Raises ConflictError naming who decided
    what and when if another laptop was first (reliability.md A3); InvalidInputError for BK
    without reason and next step; NotAllowedError for whoever is tied to that person.
    """
    panel = _locked_panel(case.panel)
    row = (
        PanelCase.objects.select_for_update(of=("self",))
        .select_related("assessment__application__enrollment", "marked_by")
        .get(pk=case.pk)
    )
    seen = queries.seen_by([row], queries.sitting(panel))[0]
    ask = permissions.may_postpone_case if choice == POSTPONED else permissions.may_mark_case
    ask(by, panel, seen).require()
    PANEL.target("mark_case", source=panel.status)
    words, step = reason.strip(), follow_up.strip()
    if choice == Outcome.NOT_YET_COMPETENT and not (words and step):
        sentence = "Keputusan belum kompeten perlu alasan dan langkah berikutnya."
        raise InvalidInputError(sentence)
    _require_version(row, version, yours=_words(choice))
    row.outcome = "" if choice == POSTPONED else Outcome(choice)
    row.is_postponed = choice == POSTPONED
    row.reason, row.follow_up = words, step
    row.version += 1
    row.marked_by, row.marked_at = by, at
    row.save(
        update_fields=[
            "outcome",
            "is_postponed",
            "reason",
            "follow_up",
            "version",
            "marked_by",
            "marked_at",
        ]
    )
    _record(
        "case_marked",
        f"mencatat pertimbangan pleno: {_words(choice).lower()}",
        panel=panel,
        by=by,
        at=at,
        related=[row.assessment],
        data={"case": row.pk, "choice": str(choice), "version": row.version},
    )
    return row


def _words(choice: str) -> str:
    return "Tunda" if choice == POSTPONED else Outcome(choice).label


def _require_version(row: PanelCase, version: int, *, yours: str) -> None:
    if row.version == version:
        return
    if row.marked_by is None or row.marked_at is None:
        sentence = "Halaman ini tidak cocok lagi dengan pleno. Muat ulang, lalu pilih lagi."
        raise ConflictError(sentence, yours=yours)
    theirs = _words(POSTPONED if row.is_postponed else row.outcome)
    sentence = (
        f"{row.marked_by.full_name} sudah mencatat “{theirs}” untuk "
        f"{row.assessment.application.full_name} pukul "
        f"{timezone.localtime(row.marked_at):%H.%M} WIB. Pilihan Anda belum tersimpan."
    )
    raise ConflictError(sentence, theirs=theirs, yours=yours)


@transaction.atomic
def close_panel(*, panel: Panel, seen: str, by: User, at: dt.datetime) -> list[Decision]:
    """Make every decision of a panel final, in one transaction (*Tetapkan N keputusan*).

    ``seen`` is ``queries.state_of`` as the check page showed it. Every sitting member without a
    tie becomes a decider of that person, so none of them can issue for them later; postponed
    cases and those without a quorum go back to wait for another panel. What the minutes print is
    kept, and its hash stands in the trail whose head they print. Raises ConflictError when a case
    changed since the check page, NotNowError when a case is still open or the panel was already
    closed, NotAllowedError as ``permissions.may_close``.
    """
    row = _locked_panel(panel)
    cases = queries.cases(row)
    permissions.may_close(by, row, cases).require()
    if queries.state_of(cases) != seen:
        sentence = (
            "Ada pilihan yang berubah sejak halaman periksa dibuka, jadi belum ada yang "
            "ditetapkan. Periksa sekali lagi."
        )
        raise ConflictError(sentence)
    decided = [case for case in cases if case.row.outcome]
    decisions = [_decide(case, panel=row, at=at) for case in decided]
    PanelCase.objects.filter(panel=row).update(is_open=False)
    row.status = PANEL.target("close", source=row.status)
    row.closed_by, row.closed_at = by, at
    minutes = papers.keep_minutes(panel=row, at=at)
    _record(
        "panel_closed",
        f"menetapkan {len(decided)} keputusan pleno",
        panel=row,
        by=by,
        at=at,
        related=[case.row.assessment for case in cases],
        data={
            "decided": {str(case.row.assessment_id): case.row.outcome for case in decided},
            "postponed": [case.row.assessment_id for case in cases if not case.row.outcome],
            "content_sha256": minutes.content_sha256,
        },
    )
    row.chain_sequence, row.chain_hash = trail.head()
    row.save(update_fields=["status", "closed_by", "closed_at", "chain_sequence", "chain_hash"])
    return decisions


def _decide(case: Case, *, panel: Panel, at: dt.datetime) -> Decision:
    assessment = case.row.assessment
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    locked.status = ASSESSMENT.target("decide", source=locked.status)
    locked.save(update_fields=["status"])
    if case.row.marked_by is None or case.row.marked_by_id in case.barred:
        sentence = (
            f"Keputusan untuk {assessment.application.full_name} dicatat oleh orang yang tidak "
            "lagi boleh memutuskannya. Anggota lain perlu mencatatnya kembali."
        )
        raise NotNowError(sentence)
    for member in case.eligible:
        Participation.objects.create(assessment=assessment, user=member, part=Part.DECIDER)
    return Decision.objects.create(
        assessment=assessment,
        panel=panel,
        outcome=case.row.outcome,
        reason=case.row.reason,
        follow_up=case.row.follow_up,
        assessor_user=assessment.assessor.user,
        decided_by=case.row.marked_by,
        decided_at=at,
    )


@transaction.atomic
def cancel_panel(*, panel: Panel, reason: str, by: User, at: dt.datetime) -> Panel:
    """Call an open panel off; its cases wait for another one.

    Raises InvalidInputError without a reason, NotNowError when it is no longer open,
    NotAllowedError for anybody but the certification manager.
    """
    row = _locked_panel(panel)
    permissions.may_cancel_panel(by, row).require()
    if not reason.strip():
        sentence = "Tulis mengapa pleno ini dibatalkan."
        raise InvalidInputError(sentence)
    row.status = PANEL.target("cancel", source=row.status)
    row.closed_by, row.closed_at, row.cancel_reason = by, at, reason.strip()
    row.save(update_fields=["status", "closed_by", "closed_at", "cancel_reason"])
    PanelCase.objects.filter(panel=row).update(is_open=False)
    _record("panel_canceled", "membatalkan pleno", panel=row, by=by, at=at)
    return row
