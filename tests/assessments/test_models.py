"""What the database itself refuses, each rule by its name."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from assessments.enums import Part
from assessments.models import (
    Assessment,
    Consent,
    Decision,
    Decree,
    Mark,
    MarkChange,
    Note,
    Panel,
    PanelCase,
    PanelMember,
    Participation,
    Recommendation,
)
from certify.audit.models import AppendOnlyError
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage


def refused(name: str):
    """Expect the constraint; SQLite names a unique one by its columns, so look those up."""
    return pytest.raises(IntegrityError, match=name)


UNIQUE = {
    "one_person_one_part_per_assessment": "assessment_id, assessments_participation.user_id",
    "one_assessor_per_assessment": "assessments_participation.assessment_id",
    "one_mark_per_criterion": "assessments_mark.assessment_id, assessments_mark.criterion_id",
    "member_sits_once_in_a_panel": "assessments_panelmember.panel_id",
    "one_chair_per_panel": "assessments_panelmember.panel_id",
    "assessment_stands_before_one_open_panel": "assessments_panelcase.assessment_id",
    "assessment_stands_once_in_a_panel": "assessments_panelcase.panel_id",
    "decree_number_is_unique_in_body": "assessments_decree.body_id",
    "one_recommendation_per_round": "assessments_recommendation.assessment_id",
    "one_change_per_mark_version": "assessments_markchange.assessment_id",
}


def unique(name: str):
    """Expect a unique constraint on either database."""
    return refused(f"{name}|{UNIQUE[name]}")


@pytest.fixture
def recommended(stage: Stage) -> Assessment:
    return make.assessment_at("recommended", stage)


@pytest.fixture
def meeting(stage: Stage, recommended: Assessment) -> Panel:
    return make.panel(stage, at=AT)


def test_status_is_known(recommended: Assessment):
    recommended.status = "lulus"
    with refused("assessment_status_is_known"):
        recommended.save()


def test_readiness_has_person_and_moment(recommended: Assessment):
    recommended.readiness_at = None
    with refused("assessment_readiness_has_person_and_moment"):
        recommended.save()


def test_one_person_takes_one_part(stage: Stage, recommended: Assessment):
    for part in (Part.FORMER_ASSESSOR, Part.DECIDER, Part.ISSUER):
        with unique("one_person_one_part_per_assessment"), transaction.atomic():
            Participation.objects.create(assessment=recommended, user=stage.cast.budi, part=part)


def test_one_assessor_an_assessment(stage: Stage, recommended: Assessment):
    with unique("one_assessor_per_assessment"):
        Participation.objects.create(
            assessment=recommended, user=stage.cast.rahma, part=Part.ASSESSOR
        )


def test_part_is_known(stage: Stage, recommended: Assessment):
    with refused("participation_part_is_known"):
        Participation.objects.create(assessment=recommended, user=stage.cast.hadi, part="saksi")


def test_consent_needs_the_appeal_explained(stage: Stage):
    row = make.assessment_at("ready", stage)
    values = {"assessment": row, "recorded_by": stage.cast.budi, "recorded_at": AT}
    with refused("consent_needs_appeal_explained"), transaction.atomic():
        Consent.objects.create(appeal_explained=False, means="tick", text_version="1", **values)
    with refused("consent_means_is_known"):
        Consent.objects.create(appeal_explained=True, means="lisan", text_version="1", **values)


def test_a_mark_stands_once_and_belum_has_a_reason(recommended: Assessment):
    mark = Mark.objects.filter(assessment=recommended).first()
    for value, reason in [("not_yet", ""), ("met", "alasan"), ("mungkin", "")]:
        mark.value, mark.reason = value, reason
        with refused("mark_not_yet_needs_a_reason"), transaction.atomic():
            mark.save()
    mark.pk, mark.value, mark.reason = None, "met", ""
    with unique("one_mark_per_criterion"):
        mark.save(force_insert=True)


def test_a_note_says_something(stage: Stage, recommended: Assessment):
    with refused("note_is_not_empty"):
        Note.objects.create(
            assessment=recommended, text="", written_by=stage.cast.budi, written_at=AT
        )


def recommendation(row: Assessment, **fields: object) -> Recommendation:
    values = {
        "assessment": row,
        "round": 9,
        "outcome": "competent",
        "unit_outcomes": [],
        "candidate_answer": "agrees",
        "recommended_by": row.assessor.user,
        "recommended_at": AT,
    }
    return Recommendation(**(values | fields))


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"outcome": "lulus"}, "recommendation_outcome_is_known"),
        (
            {"outcome": "not_yet_competent", "note": "a"},
            "recommending_not_yet_needs_note_and_follow_up",
        ),
        ({"candidate_answer": "diam"}, "recommendation_candidate_answer_is_known"),
    ],
)
def test_a_recommendation_is_whole(recommended: Assessment, fields: dict[str, str], name: str):
    with refused(name):
        recommendation(recommended, **fields).save()


def test_rounds_and_versions_are_counted_once(recommended: Assessment):
    with unique("one_recommendation_per_round"), transaction.atomic():
        recommendation(recommended, round=1).save()
    change = MarkChange.objects.filter(assessment=recommended).first()
    change.pk, change._state.adding = None, True
    with unique("one_change_per_mark_version"):
        change.save(force_insert=True)


def test_a_panel_ends_by_somebody_at_a_moment(stage: Stage, meeting: Panel):
    for fields, name in [
        ({"status": "closed", "chain_hash": "a"}, "panel_is_closed_by_a_person_at_a_moment"),
        ({"closed_by": stage.cast.wulan}, "panel_is_closed_by_a_person_at_a_moment"),
        (
            {"status": "canceled", "closed_by": stage.cast.wulan, "closed_at": AT},
            "canceled_panel_has_a_reason",
        ),
        (
            {"status": "closed", "closed_by": stage.cast.wulan, "closed_at": AT},
            "closed_panel_names_the_head_of_the_trail",
        ),
    ]:
        row = Panel.objects.get(pk=meeting.pk)
        for field, value in fields.items():
            setattr(row, field, value)
        with refused(name), transaction.atomic():
            row.save()


def test_a_member_sits_once_and_one_chairs(stage: Stage, meeting: Panel):
    with unique("member_sits_once_in_a_panel"), transaction.atomic():
        PanelMember.objects.create(panel=meeting, user=stage.cast.hadi)
    with unique("one_chair_per_panel"):
        PanelMember.objects.create(panel=meeting, user=stage.cast.tuti, is_chair=True)


def test_nobody_stands_before_two_open_panels(stage: Stage, recommended: Assessment):
    first = make.panel(stage, at=AT)
    other = make.panel_row(stage)
    with unique("assessment_stands_before_one_open_panel"), transaction.atomic():
        PanelCase.objects.create(panel=other, assessment=recommended)
    with unique("assessment_stands_once_in_a_panel"):
        PanelCase.objects.create(panel=first, assessment=recommended, is_open=False)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"outcome": "lulus"}, "panel_case_outcome_is_known"),
        (
            {"outcome": "not_yet_competent", "reason": "a"},
            "panel_case_not_yet_needs_reason_and_next_step",
        ),
        (
            {"outcome": "competent", "is_postponed": True},
            "postponed_panel_case_has_no_outcome",
        ),
        ({"outcome": "competent"}, "marked_panel_case_has_person_and_moment"),
    ],
)
def test_a_case_is_whole(meeting: Panel, fields: dict[str, object], name: str):
    row = PanelCase.objects.get(panel=meeting)
    if name != "marked_panel_case_has_person_and_moment":
        row.marked_by_id, row.marked_at = meeting.convened_by_id, AT
    for field, value in fields.items():
        setattr(row, field, value)
    with refused(name):
        row.save()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"outcome": "lulus"}, "decision_outcome_is_known"),
        (
            {"outcome": "not_yet_competent", "reason": "a"},
            "decision_not_yet_needs_reason_and_next_step",
        ),
        ({"decided_by": "budi"}, "decision_is_not_made_by_its_assessor"),
    ],
)
def test_a_decision_is_whole_and_not_its_assessors(
    stage: Stage, meeting: Panel, recommended: Assessment, fields: dict[str, str], name: str
):
    values = {
        "assessment": recommended,
        "panel": meeting,
        "outcome": "competent",
        "assessor_user": stage.cast.budi,
        "decided_by": stage.cast.wulan,
        "decided_at": AT,
    } | fields
    if values["decided_by"] == "budi":
        values["decided_by"] = stage.cast.budi
    with refused(name):
        Decision.objects.create(**values)


def test_a_decree_is_numbered_once_and_signed_by_somebody(stage: Stage):
    row = make.assessment_at("recommended", stage)
    decree = make.decree(stage, make.decided(stage, {row.pk: make.K}))
    panel = make.panel_row(stage)
    values = {
        "panel": panel,
        "body": stage.body,
        "decided_on": dt.date(2025, 2, 1),
        "drafted_by": stage.cast.tuti,
        "drafted_at": AT,
    }
    with unique("decree_number_is_unique_in_body"), transaction.atomic():
        Decree.objects.create(number=decree.number, **values)
    with refused("decree_has_a_number"), transaction.atomic():
        Decree.objects.create(number="", **values)
    with refused("decree_in_force_is_signed_by_a_person_at_a_moment"):
        Decree.objects.create(number="9", status="in_force", **values)


def test_evidence_is_never_changed(stage: Stage):
    row = make.assessment_at("decided", stage)
    rows = [make.decision_on(row), make.last_recommendation(row), make.last_change(row)]
    for evidence in rows:
        with pytest.raises(AppendOnlyError):
            evidence.save()
        with pytest.raises(AppendOnlyError):
            type(evidence).objects.all().delete()
        table = type(evidence)._meta.db_table
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 100"):
            with (
                pytest.raises(DatabaseError, match="kept as they are"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
