"""The assessor's conclusion, and its way back when the certification manager returns it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from assessments import permissions, queries, rules
from assessments.models import Assessment, Recommendation
from assessments.operations.locking import locked, record
from assessments.workflow import ASSESSMENT
from certify.accounts.models import User
from certify.lib.errors import InvalidInputError


@transaction.atomic
def recommend(
    *,
    assessment: Assessment,
    outcome: str,
    unit_outcomes: Mapping[int, str],
    candidate_answer: str,
    note: str = "",
    follow_up: str = "",
    by: User,
    at: datetime,
) -> Recommendation:
    """Recommend K or BK, per unit and for the whole (FR.AK.02).

    ``unit_outcomes`` goes by the key of the unit. The assessor states all of it: marks are
    counted, never turned into an outcome. Raises InvalidInputError when the recommendation is
    not whole (``rules.recommendation_fault``), NotNowError while a criterion is open,
    NotAllowedError for anybody but the assigned assessor.
    """
    row = locked(assessment)
    permissions.may_recommend(by, row).require()
    units = {str(sheet.unit.pk): sheet for sheet in queries.sheet(row)}
    stated = {str(key): str(value) for key, value in unit_outcomes.items()}
    fault = rules.recommendation_fault(
        outcome=outcome, unit_outcomes=stated, units=units, note=note, follow_up=follow_up
    )
    if fault:
        raise InvalidInputError(fault)
    last = queries.latest_recommendation(row)
    recommendation = Recommendation.objects.create(
        assessment=row,
        round=last.round + 1 if last else 1,
        outcome=outcome,
        unit_outcomes=[
            {
                "unit": sheet.unit.pk,
                "code": sheet.unit.code,
                "title": sheet.unit.title,
                "outcome": stated[key],
                "met": sheet.tally.met,
                "total": sheet.tally.total,
            }
            for key, sheet in units.items()
        ],
        candidate_answer=candidate_answer,
        note=note.strip(),
        follow_up=follow_up.strip(),
        recommended_by=by,
        recommended_at=at,
    )
    row.status = ASSESSMENT.target("recommend", source=row.status)
    row.status_reason = ""
    row.save(update_fields=["status", "status_reason"])
    record(
        "recommended",
        "memberi rekomendasi",
        assessment=row,
        by=by,
        at=at,
        data={"round": recommendation.round, "outcome": str(outcome)},
    )
    return recommendation


@transaction.atomic
def return_to_assessor(
    *, assessment: Assessment, reason: str, by: User, at: datetime
) -> Assessment:
    """Give the recommendation back before a panel takes it; the old one stays on record.

    Raises InvalidInputError without a reason, NotNowError once a panel has it, NotAllowedError
    for anybody but the certification manager.
    """
    row = locked(assessment)
    permissions.may_return_to_assessor(by, row).require()
    if not reason.strip():
        sentence = "Tulis apa yang perlu dilengkapi asesor."
        raise InvalidInputError(sentence)
    row.status = ASSESSMENT.target("return_to_assessor", source=row.status)
    row.status_reason = reason.strip()
    row.save(update_fields=["status", "status_reason"])
    record("returned", "mengembalikan kepada asesor", assessment=row, by=by, at=at)
    return row
