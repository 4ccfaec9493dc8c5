"""Every move in every state: only what the table lists, tried on real rows."""

import pytest

from assessments import operations
from assessments.enums import AssessmentStatus, CandidateAnswer, ConsentMeans, MarkValue, Outcome
from assessments.models import Assessment
from assessments.workflow import ASSESSMENT
from certify.lib.errors import DomainError, NotNowError
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage

ALLOWED = {
    ("reassign", "assigned"): "assigned",
    ("reassign", "ready"): "assigned",
    ("reassign", "not_ready"): "assigned",
    ("confirm_ready", "assigned"): "ready",
    ("confirm_ready", "not_ready"): "ready",
    ("decline_ready", "assigned"): "not_ready",
    ("decline_ready", "ready"): "not_ready",
    ("record_consent", "ready"): "consented",
    ("mark", "consented"): "consented",
    ("recommend", "consented"): "recommended",
    ("return_to_assessor", "recommended"): "consented",
    ("record_absence", "assigned"): "absent",
    ("record_absence", "ready"): "absent",
    ("record_absence", "not_ready"): "absent",
    ("undo_absence", "absent"): "assigned",
    ("withdraw", "assigned"): "withdrawn",
    ("withdraw", "ready"): "withdrawn",
    ("withdraw", "not_ready"): "withdrawn",
    ("withdraw", "consented"): "withdrawn",
    ("withdraw", "absent"): "withdrawn",
}


def _units(row: Assessment) -> dict[int, str]:
    return dict.fromkeys(row.scheme.scheme_units.values_list("unit", flat=True), Outcome.COMPETENT)


def _criterion(row: Assessment):
    return row.scheme.scheme_units.first().unit.elements.first().criteria.first()


def _perform(move: str, row: Assessment, setting: Stage) -> None:
    tuti, assessor = setting.cast.tuti, setting.cast.budi
    acts = {
        "reassign": lambda: operations.reassign(
            assessment=row, assessor=setting.rahma, scheduled_on=AT.date(), by=tuti, at=AT
        ),
        "confirm_ready": lambda: operations.confirm_ready(assessment=row, by=assessor, at=AT),
        "decline_ready": lambda: operations.decline_ready(
            assessment=row, note="Bukti kurang", by=assessor, at=AT
        ),
        "record_consent": lambda: operations.record_consent(
            assessment=row,
            means=ConsentMeans.PAPER,
            both_agree=True,
            appeal_explained=True,
            by=assessor,
            at=AT,
        ),
        "mark": lambda: operations.mark(
            assessment=row,
            criterion=_criterion(row),
            value=MarkValue.MET,
            version=0,
            by=assessor,
            at=AT,
        ),
        "recommend": lambda: operations.recommend(
            assessment=row,
            outcome=Outcome.COMPETENT,
            unit_outcomes=_units(row),
            candidate_answer=CandidateAnswer.AGREES,
            by=assessor,
            at=AT,
        ),
        "return_to_assessor": lambda: operations.return_to_assessor(
            assessment=row, reason="Alasan kurang jelas", by=tuti, at=AT
        ),
        "record_absence": lambda: operations.record_absence(
            assessment=row, reason="Tidak ada kabar", by=assessor, at=AT
        ),
        "undo_absence": lambda: operations.undo_absence(assessment=row, by=tuti, at=AT),
        "withdraw": lambda: operations.withdraw(
            assessment=row, reason="Pindah kota", by=tuti, at=AT
        ),
    }
    acts[move]()


MOVES = sorted({move for move, _ in ALLOWED})


def test_the_table_lists_exactly_these_moves():
    listed = {
        (move.name, source): move.target
        for move in ASSESSMENT.moves.values()
        for source in move.sources
    }
    others = {("decide", "recommended"): "decided", ("put_in_force", "decided"): "in_force"}

    assert listed == ALLOWED | others


@pytest.mark.parametrize("status", AssessmentStatus.values)
def test_every_move_from(status: str, stage: Stage):
    setting = stage
    row = make.assessment_at(status, setting)
    for move in [m for m in MOVES if (m, status) not in ALLOWED]:
        with pytest.raises(NotNowError):
            _perform(move, row, setting)
        row.refresh_from_db()
        assert row.status == status, move
    for move in [m for m in MOVES if (m, status) in ALLOWED]:
        row = make.assessment_at(status, setting)
        if move == "recommend":
            make.marked(row)
        _perform(move, row, setting)
        row.refresh_from_db()
        assert row.status == ALLOWED[move, status], move


def test_nobody_skips_the_marks(stage: Stage):
    setting = stage
    row = make.assessment_at("consented", setting)

    with pytest.raises(DomainError, match="kriteria yang belum dinilai"):
        _perform("recommend", row, setting)
