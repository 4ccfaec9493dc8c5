"""Builders of assessments, panels and decrees: every status is reached by the real moves."""

import datetime as dt
from collections.abc import Iterable

from assessments import operations, queries
from assessments.content import CURRENT_CONSENT
from assessments.enums import (
    AssessmentStatus,
    CandidateAnswer,
    ConsentMeans,
    MarkValue,
    Outcome,
    Part,
)
from assessments.models import (
    Assessment,
    Consent,
    Decision,
    Decree,
    DecreePattern,
    EvidencePhoto,
    Mark,
    MarkChange,
    Note,
    Panel,
    PanelCase,
    PanelMember,
    Participation,
    Recommendation,
)
from assessments.rules import PHOTO_SIDE
from certify.accounts.models import User
from certify.lib import pictures
from participants.models import Application
from programs.models import Assessor
from tests.factories import participants
from tests.factories.programs import LONG_AGO, Stage

K, BK = Outcome.COMPETENT, Outcome.NOT_YET_COMPETENT
S = AssessmentStatus


def assigned(
    stage: Stage,
    application: Application | None = None,
    *,
    assessor: Assessor | None = None,
    on: dt.date | None = None,
    at: dt.datetime = LONG_AGO,
) -> Assessment:
    """Assign an accepted application (a new one unless given), to Budi unless said."""
    return operations.assign(
        application=application or participants.accepted(stage, at=at),
        assessor=assessor or stage.budi,
        scheduled_on=on or at.date(),
        by=stage.cast.tuti,
        at=at,
    )


def ready(assessment: Assessment, *, at: dt.datetime = LONG_AGO) -> Assessment:
    """The assessor says it can go on."""
    return operations.confirm_ready(assessment=assessment, by=assessment.assessor.user, at=at)


def consented(assessment: Assessment, *, at: dt.datetime = LONG_AGO) -> Assessment:
    """Both agree."""
    operations.record_consent(
        assessment=assessment,
        means=ConsentMeans.TICK,
        both_agree=True,
        appeal_explained=True,
        by=assessment.assessor.user,
        at=at,
    )
    assessment.refresh_from_db()
    return assessment


def marked(assessment: Assessment, outcome: str = K, *, at: dt.datetime = LONG_AGO) -> Assessment:
    """Mark every criterion; for BK the first one is "belum"."""
    by = assessment.assessor.user
    units = queries.sheet(assessment)
    if outcome == BK:
        operations.mark(
            assessment=assessment,
            criterion=units[0].lines[0].criterion,
            value=MarkValue.NOT_YET,
            reason="Belum rapi",
            version=0,
            by=by,
            at=at,
        )
    for unit in queries.sheet(assessment):
        for element in unit.elements:
            if element.tally.open:
                operations.mark_element(
                    assessment=assessment, element=element.element, by=by, at=at
                )
    return assessment


def recommended(
    assessment: Assessment, outcome: str = K, *, at: dt.datetime = LONG_AGO
) -> Assessment:
    """The assessor recommends; for BK the first unit is the gap."""
    units = queries.sheet(assessment)
    stated = {unit.unit.pk: K for unit in units}
    if outcome == BK:
        stated[units[0].unit.pk] = BK
    operations.recommend(
        assessment=assessment,
        outcome=outcome,
        unit_outcomes=stated,
        candidate_answer=CandidateAnswer.AGREES,
        note="Goresan belum rata" if outcome == BK else "",
        follow_up="Ulangi unit pertama" if outcome == BK else "",
        by=assessment.assessor.user,
        at=at,
    )
    assessment.refresh_from_db()
    return assessment


def last_recommendation(assessment: Assessment) -> Recommendation:
    """Give what the assessor concluded."""
    return Recommendation.objects.filter(assessment=assessment).latest("round")


def last_change(assessment: Assessment) -> MarkChange:
    """Give the newest value a mark was given."""
    return MarkChange.objects.filter(assessment=assessment).latest("marked_at", "pk")


def marks_of(assessment: Assessment) -> dict[str, Mark]:
    """Give the marks by unit code and criterion number."""
    rows = Mark.objects.filter(assessment=assessment).select_related("criterion__element__unit")
    return {f"{m.criterion.element.unit.code} {m.criterion.number}": m for m in rows}


def consent_of(assessment: Assessment) -> Consent:
    """Give what was agreed."""
    return Consent.objects.get(assessment=assessment)


def parts_in(assessment: Assessment) -> dict[str, str]:
    """Give who took which part, by name."""
    rows = Participation.objects.filter(assessment=assessment).select_related("user")
    return {row.user.full_name: row.part for row in rows}


def decision_on(assessment: Assessment) -> Decision:
    """Give the final conclusion."""
    return Decision.objects.get(assessment=assessment)


def chair_of(within: Panel) -> PanelMember:
    """Give the chair's seat."""
    return within.members.get(is_chair=True)


def note(assessment: Assessment, *, at: dt.datetime = LONG_AGO) -> Note:
    """Write a note of the assessor."""
    by = assessment.assessor.user
    return operations.add_note(assessment=assessment, text="Malam terlalu panas", by=by, at=at)


def photo(assessment: Assessment, raw: bytes, *, at: dt.datetime = LONG_AGO) -> EvidencePhoto:
    """Keep a photograph of the first unit."""
    return operations.add_photo(
        assessment=assessment,
        unit=queries.sheet(assessment)[0].unit,
        jpeg=pictures.photograph(raw, largest_side=PHOTO_SIDE),
        by=assessment.assessor.user,
        at=at,
    )


def pattern(stage: Stage, text: str, *, at: dt.datetime = LONG_AGO) -> DecreePattern:
    """Set how the body numbers its decrees."""
    return operations.set_pattern(body=stage.body, pattern=text, by=stage.cast.tuti, at=at)


def panel(
    stage: Stage,
    *,
    members: Iterable[User] | None = None,
    on: dt.date | None = None,
    at: dt.datetime = LONG_AGO,
) -> Panel:
    """Convene the committee over everybody who waits; the first member chairs."""
    sitting = list(members or stage.cast.panel)
    return operations.convene(
        body=stage.body,
        program=stage.program,
        held_on=on or at.date(),
        place="Kantor LSP",
        chair=sitting[0],
        members=sitting,
        by=stage.cast.tuti,
        at=at,
    )


def panel_row(stage: Stage, *, at: dt.datetime = LONG_AGO) -> Panel:
    """Make an open panel without members and cases, to try the database with."""
    return Panel.objects.create(
        body=stage.body,
        program=stage.program,
        held_on=at.date(),
        place="Kantor LSP",
        convened_by=stage.cast.tuti,
        convened_at=at,
    )


def mark_case(
    within: Panel, assessment: Assessment, choice: str, *, by: User, at: dt.datetime = LONG_AGO
) -> PanelCase:
    """Note a choice for one person."""
    case = within.cases.get(assessment=assessment)
    return operations.mark_case(
        case=case,
        choice=choice,
        reason="Goresan belum rata" if choice == BK else "",
        follow_up="Ulangi unit pertama" if choice == BK else "",
        version=case.version,
        by=by,
        at=at,
    )


def close(within: Panel, *, by: User, at: dt.datetime = LONG_AGO) -> Panel:
    """Make everything the panel noted final."""
    operations.close_panel(panel=within, seen=queries.state_of(queries.cases(within)), by=by, at=at)
    within.refresh_from_db()
    return within


def decided(stage: Stage, assessments: dict[int, str], *, at: dt.datetime = LONG_AGO) -> Panel:
    """Decide recommended assessments (by key, K or BK); whoever else waits is postponed."""
    meeting = panel(stage, at=at)
    chair = stage.cast.panel[0]
    for case in meeting.cases.select_related("assessment"):
        choice = assessments.get(case.assessment_id, "postponed")
        mark_case(meeting, case.assessment, choice, by=chair, at=at)
    return close(meeting, by=chair, at=at)


def drafted(stage: Stage, within: Panel, *, at: dt.datetime = LONG_AGO) -> Decree:
    """Draft the decree of a closed panel."""
    return operations.draft_decree(
        panel=within,
        number=queries.suggested_number(within),
        decided_on=within.held_on,
        by=stage.cast.tuti,
        at=at,
    )


def decree(stage: Stage, within: Panel, *, at: dt.datetime = LONG_AGO) -> Decree:
    """Draft and sign the decree of a closed panel."""
    return operations.sign_decree(decree=drafted(stage, within, at=at), by=stage.cast.bagas, at=at)


def _left(status: str, row: Assessment, *, at: dt.datetime) -> Assessment | None:
    by = row.assessor.user
    if status == S.ABSENT:
        return operations.record_absence(assessment=row, reason="Tidak ada kabar", by=by, at=at)
    if status == S.NOT_READY:
        return operations.decline_ready(assessment=row, note="Bukti belum ada", by=by, at=at)
    if status == S.WITHDRAWN:
        return operations.withdraw(assessment=row, reason="Sakit", by=by, at=at)
    return row if status == S.ASSIGNED else None


def assessment_at(
    status: str,
    stage: Stage,
    *,
    outcome: str = K,
    application: Application | None = None,
    assessor: Assessor | None = None,
    on: dt.date | None = None,
    at: dt.datetime = LONG_AGO,
) -> Assessment:
    """Bring one assessment to a status by the real moves; ``outcome`` where there is one.

    "Decided" and "in force" hold a panel (and sign a decree) for this person alone.
    """
    row = assigned(stage, application, assessor=assessor, on=on, at=at)
    left = _left(status, row, at=at)
    if left is not None:
        return left
    row = ready(row, at=at)
    if status != S.READY:
        row = consented(row, at=at)
    if status not in {S.READY, S.CONSENTED}:
        row = recommended(marked(row, outcome, at=at), outcome, at=at)
    if status in {S.DECIDED, S.IN_FORCE}:
        meeting = decided(stage, {row.pk: outcome}, at=at)
        if status == S.IN_FORCE:
            decree(stage, meeting, at=at)
        row.refresh_from_db()
    return row


def in_force_many(
    stage: Stage, outcomes: Iterable[str], *, at: dt.datetime = LONG_AGO
) -> list[Assessment]:
    """Bring several people to one decree in force, one per outcome, in bench order."""
    wanted = list(outcomes)
    rows = []
    for number, application in enumerate(participants.accepted_many(stage, len(wanted), at=at)):
        day = at.date() + dt.timedelta(days=number // stage.budi.daily_capacity)
        row = consented(ready(assigned(stage, application, on=day, at=at), at=at), at=at)
        rows.append(recommended(marked(row, wanted[number], at=at), wanted[number], at=at))
    meeting = decided(stage, {row.pk: wanted[n] for n, row in enumerate(rows)}, at=at)
    decree(stage, meeting, at=at)
    for row in rows:
        row.refresh_from_db()
    return rows


def many(
    status: str, stage: Stage, count: int, *, on: dt.date | None = None, at: dt.datetime = LONG_AGO
) -> list[Assessment]:
    """Give many assessments at a status before the panel, as rows: a hundred take a second so.

    Everybody is Budi's, however many a day holds; from "recommended" on every criterion is met.
    """
    cast, budi = stage.cast, stage.cast.budi
    rows = Assessment.objects.bulk_create(
        Assessment(
            application=application,
            body=stage.body,
            program=stage.program,
            scheme=stage.scheme,
            assessor=stage.budi,
            scheduled_on=on or at.date(),
            status=status,
            assigned_by=cast.tuti,
            assigned_at=at,
        )
        for application in participants.accepted_many(stage, count, at=at)
    )
    Participation.objects.bulk_create(
        Participation(assessment=row, user=budi, part=Part.ASSESSOR) for row in rows
    )
    if status in {S.CONSENTED, S.RECOMMENDED}:
        Consent.objects.bulk_create(
            Consent(
                assessment=row,
                text_version=CURRENT_CONSENT.version,
                means=ConsentMeans.TICK,
                appeal_explained=True,
                recorded_by=budi,
                recorded_at=at,
            )
            for row in rows
        )
    if status == S.RECOMMENDED:
        met_everywhere(rows, at=at)
        units = {str(unit.unit.pk): K for unit in queries.sheet(rows[0])}
        Recommendation.objects.bulk_create(
            Recommendation(
                assessment=row,
                round=1,
                outcome=K,
                unit_outcomes=units,
                candidate_answer=CandidateAnswer.AGREES,
                recommended_by=budi,
                recommended_at=at,
            )
            for row in rows
        )
    return rows


def met_everywhere(rows: Iterable[Assessment], *, at: dt.datetime = LONG_AGO) -> None:
    """Mark every criterion of these people as met, as rows with their history."""
    marks = [
        {
            "assessment": row,
            "criterion": line.criterion,
            "value": MarkValue.MET,
            "version": 1,
            "marked_by": row.assessor.user,
            "marked_at": at,
        }
        for row in rows
        for unit in queries.sheet(row)
        for line in unit.lines
    ]
    Mark.objects.bulk_create(Mark(**mark) for mark in marks)
    MarkChange.objects.bulk_create(MarkChange(**mark) for mark in marks)
