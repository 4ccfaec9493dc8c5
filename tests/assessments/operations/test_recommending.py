"""The recommendation: whole, by rounds, and returned before a panel takes it."""

import pytest

from assessments import operations, queries
from assessments.models import Assessment, Recommendation
from certify.lib.errors import InvalidInputError, NotNowError
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage


def recommend(row: Assessment, outcome: str = make.K, **fields: object) -> Recommendation:
    units = {unit.unit.pk: make.K for unit in queries.sheet(row)}
    values = {
        "unit_outcomes": units,
        "candidate_answer": "agrees",
        "by": row.assessor.user,
        "at": AT,
    }
    return operations.recommend(assessment=row, outcome=outcome, **(values | fields))


@pytest.fixture
def row(stage: Stage) -> Assessment:
    return make.marked(make.assessment_at("consented", stage), make.BK)


def test_what_the_assessor_said_is_kept_with_the_counts(row: Assessment):
    said = recommend(row, candidate_answer="objects")

    assert (said.round, said.outcome, said.candidate_answer) == (1, "competent", "objects")
    assert [(u["code"], u["outcome"], u["met"], u["total"]) for u in said.unit_outcomes] == [
        ("DEMO.BTK.001.1", "competent", 5, 6),
        ("DEMO.BTK.003.1", "competent", 7, 7),
        ("DEMO.BTK.008.1", "competent", 4, 4),
    ]


def test_marks_are_counted_but_decide_nothing(row: Assessment):
    """A "belum" among the marks keeps nobody from recommending K (decisions.md 3)."""
    assert recommend(row).outcome == "competent"


def test_a_recommendation_that_is_not_whole_is_refused(row: Assessment):
    with pytest.raises(InvalidInputError, match="setiap unit"):
        recommend(row, unit_outcomes={})
    with pytest.raises(InvalidInputError, match="Tunjukkan unit"):
        recommend(row, make.BK, note="a", follow_up="b")
    assert Recommendation.objects.count() == 0


def test_a_returned_one_is_followed_by_another_round(stage: Stage, row: Assessment):
    recommend(row)
    with pytest.raises(InvalidInputError, match="Tulis apa yang perlu dilengkapi"):
        operations.return_to_assessor(assessment=row, reason="", by=stage.cast.tuti, at=AT)
    back = operations.return_to_assessor(
        assessment=row, reason="Alasan kurang jelas", by=stage.cast.tuti, at=AT
    )
    assert (back.status, back.status_reason) == ("consented", "Alasan kurang jelas")

    recommend(back)

    row.refresh_from_db()
    assert (row.status, row.status_reason) == ("recommended", "")
    assert [r.round for r in row.recommendations.all()] == [2, 1]


def test_nothing_is_returned_from_a_panel(stage: Stage, row: Assessment):
    recommend(row)
    meeting = make.panel(stage)

    with pytest.raises(NotNowError, match="sedang dibahas pleno"):
        operations.return_to_assessor(assessment=row, reason="x", by=stage.cast.tuti, at=AT)
    operations.cancel_panel(panel=meeting, reason="Kurang orang", by=stage.cast.tuti, at=AT)
    operations.return_to_assessor(assessment=row, reason="x", by=stage.cast.tuti, at=AT)
