"""Every move in every state by everybody: only what the table lists, tried on real rows (A5)."""

import pytest
from django.db import transaction

from assessments import operations
from assessments.enums import AssessmentStatus, CandidateAnswer, ConsentMeans, MarkValue, Outcome
from assessments.models import Assessment
from assessments.workflow import ASSESSMENT
from certify.accounts.models import User
from certify.accounts.roles import Role
from certify.audit import trail
from certify.lib.errors import DomainError, NotAllowedError, NotNowError
from tests.conftest import Cast
from tests.factories import accounts
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


MANAGER, ASSESSOR, SHARED = "Tuti", "Budi", "Akun Bersama"
FEW = {MANAGER, ASSESSOR, SHARED, "Wulan", "Tuti Lain"}
CROWDS = ["few", pytest.param("everybody", marks=pytest.mark.drill)]
# Who may, besides when: Akun Bersama holds every role of the body, and was assigned to nobody.
WHO = {
    "reassign": {MANAGER, SHARED},
    "confirm_ready": {ASSESSOR},
    "decline_ready": {ASSESSOR},
    "record_consent": {ASSESSOR},
    "mark": {ASSESSOR},
    "recommend": {ASSESSOR},
    "return_to_assessor": {MANAGER, SHARED},
    "record_absence": {MANAGER, ASSESSOR, SHARED},
    "undo_absence": {MANAGER, ASSESSOR, SHARED},
    "withdraw": {MANAGER, ASSESSOR, SHARED},
}


def _units(row: Assessment) -> dict[int, str]:
    return dict.fromkeys(row.scheme.scheme_units.values_list("unit", flat=True), Outcome.COMPETENT)


def _criterion(row: Assessment):
    return row.scheme.scheme_units.first().unit.elements.first().criteria.first()


def _perform(move: str, row: Assessment, setting: Stage, *, by: User | None = None) -> None:
    tuti, assessor = by or setting.cast.tuti, by or setting.cast.budi
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


@pytest.fixture
def everybody(stage: Stage, strangers: Cast) -> list[User]:
    """Every role, a shared account with all of them, the system's administrator, and strangers."""
    cast, shared = stage.cast, accounts.user(SHARED)
    for role in set(cast.body.grants.values_list("role", flat=True)):
        accounts.grant(shared, Role(role), cast.body)
    ours = [cast.dewi, cast.head, cast.sari, cast.tuti, cast.budi, cast.rahma]
    theirs = [strangers.tuti, strangers.budi, strangers.bagas]
    for person in theirs:
        person.full_name = f"{person.full_name} Lain"
    root = accounts.member("Rudi", Role.SYSTEM_ADMIN)
    return [*ours, cast.wulan, cast.bagas, cast.keeper, root, shared, *theirs]


def _end(move: str, row: Assessment, stage: Stage, *, by: User) -> str:
    """Try a move and undo it: the state it led to, or the kind of refusal."""
    head, before = trail.head(), row.status
    with transaction.atomic():
        try:
            _perform(move, row, stage, by=by)
        except (NotAllowedError, NotNowError) as refusal:
            end = type(refusal).__name__
            unchanged = Assessment.objects.get(pk=row.pk).status == before
            assert (unchanged, trail.head()) == (True, head)
        else:
            end = Assessment.objects.get(pk=row.pk).status
        transaction.set_rollback(True)
    row.status = before
    return end


@pytest.mark.parametrize("crowd", CROWDS)
@pytest.mark.parametrize("status", AssessmentStatus.values)
def test_nobody_skips_a_step_in(status: str, crowd: str, stage: Stage, everybody: list[User]):
    row = make.assessment_at(status, stage)
    # Its criteria are not marked here: test_every_move_from recommends.
    listed = {key: target for key, target in ALLOWED.items() if key[0] != "recommend"}
    wrong = []
    for move in MOVES:
        for person in everybody:
            if crowd == "few" and person.full_name not in FEW:
                continue
            may = person.full_name in WHO[move]
            expected = listed.get((move, status), "NotNowError") if may else "NotAllowedError"
            end = _end(move, row, stage, by=person)
            if end != expected:
                wrong.append((move, person.full_name, end, expected))

    assert wrong == []


def test_nobody_skips_the_marks(stage: Stage):
    setting = stage
    row = make.assessment_at("consented", setting)

    with pytest.raises(DomainError, match="kriteria yang belum dinilai"):
        _perform("recommend", row, setting)
