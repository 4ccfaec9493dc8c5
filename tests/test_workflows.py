"""No step can be skipped (A5): every table of moves is known here, and tried in every state.

Most rooms try their own table in ``test_workflow.py``; the rest is here: panels, decrees, imports
and jobs. A table that is in neither fails.
"""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import transaction
from django.utils import timezone

from assessments import operations as assessing
from assessments.enums import DecreeStatus, PanelStatus
from assessments.models import Decree, Panel
from assessments.queries import cases, state_of
from assessments.workflow import DECREE, PANEL
from certify.accounts.models import User
from certify.accounts.roles import Role
from certify.audit import trail
from certify.jobs import operations as working
from certify.jobs.enums import JobState
from certify.jobs.models import Job
from certify.jobs.registry import JobType
from certify.jobs.workflow import JOB
from certify.lib.errors import NotAllowedError, NotNowError
from certify.lib.workflow import Workflow
from participants import operations as importing
from participants.enums import ImportStatus
from participants.models import ImportDraft
from participants.workflow import IMPORT
from tests.conftest import Cast
from tests.factories import accounts, assessments, imports, programs
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage

pytestmark = pytest.mark.django_db
ROOMS = ("certify.jobs", "programs", "participants", "assessments", "certificates")
TRIED_IN_THEIR_ROOM = {
    "APPLICATION",
    "ASSESSMENT",
    "CERTIFICATE",
    "DESIGN",
    "COPY",
    "ENROLLMENT",
    "PROGRAM",
    "PROPOSAL",
    "RUN",
    "SCHEME",
    "SEAL",
}
TRIED_HERE = {
    "PANEL": {
        ("mark_case", "open"): "open",
        ("close", "open"): "closed",
        ("cancel", "open"): "canceled",
    },
    "DECREE": {("edit", "draft"): "draft", ("sign", "draft"): "in_force"},
    "IMPORT": {
        ("read", "reading"): "draft",
        ("refuse", "reading"): "refused",
        ("save", "draft"): "saving",
        ("give_back", "saving"): "draft",
        ("commit", "draft"): "committed",
        ("commit", "saving"): "committed",
        ("discard", "reading"): "discarded",
        ("discard", "draft"): "discarded",
        ("undo", "committed"): "undone",
    },
    "JOB": {
        ("start", "queued"): "running",
        ("put_back", "running"): "queued",
        ("finish", "running"): "done",
        ("fail", "running"): "failed",
        ("retry", "failed"): "queued",
    },
}


def tables() -> dict[str, Workflow]:
    modules = [import_module(f"{room}.workflow") for room in ROOMS]
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Workflow)
    }


def test_every_table_is_tried_somewhere():
    assert set(tables()) == TRIED_IN_THEIR_ROOM | set(TRIED_HERE)


@pytest.mark.parametrize("name", TRIED_HERE)
def test_table_lists_exactly_these_moves(name: str):
    found = {
        (move.name, str(source)): str(move.target)
        for move in tables()[name].moves.values()
        for source in move.sources
    }

    assert found == TRIED_HERE[name]


@pytest.fixture
def stage(cast) -> Stage:
    return programs.stage(cast)


def panel_at(status: str, stage: Stage) -> Panel:
    row = assessments.assessment_at("recommended", stage)
    if status == PanelStatus.CLOSED:
        return assessments.decided(stage, {row.pk: assessments.K})
    meeting = assessments.panel(stage)
    assessments.mark_case(meeting, row, assessments.K, by=stage.cast.wulan)
    if status == PanelStatus.CANCELED:
        assessing.cancel_panel(panel=meeting, reason="Kurang orang", by=stage.cast.tuti, at=AT)
    meeting.refresh_from_db()
    return meeting


def move_panel(move: str, panel: Panel, stage: Stage, by: User | None = None) -> None:
    wulan, tuti, case = by or stage.cast.wulan, by or stage.cast.tuti, panel.cases.get()
    if move == "close":
        assessing.close_panel(panel=panel, seen=state_of(cases(panel)), by=wulan, at=AT)
    elif move == "cancel":
        assessing.cancel_panel(panel=panel, reason="Kurang orang", by=tuti, at=AT)
    else:
        assessments.mark_case(panel, case.assessment, "postponed", by=wulan)


def decree_at(status: str, stage: Stage) -> Decree:
    row = assessments.assessment_at("recommended", stage)
    meeting = assessments.decided(stage, {row.pk: assessments.K})
    make = assessments.decree if status == DecreeStatus.IN_FORCE else assessments.drafted
    return make(stage, meeting)


def move_decree(move: str, decree: Decree, stage: Stage, by: User | None = None) -> None:
    if move == "sign":
        assessing.sign_decree(decree=decree, by=by or stage.cast.bagas, at=AT)
    else:
        tuti, day = by or stage.cast.tuti, decree.decided_on
        assessing.edit_decree(decree=decree, number="9/SK", decided_on=day, by=tuti, at=AT)


def import_at(status: str, stage: Stage) -> ImportDraft:
    dewi, content = stage.cast.dewi, imports.csv(imports.line(9001))
    named = {"by": dewi, "content": content, "path": imports.TIDY}
    draft = imports.draft(stage.program, **named, answers=imports.KEEP_BRACKETS)
    if status == ImportStatus.SAVING:
        importing.begin_saving(draft=draft, by=dewi, at=AT)
    elif status in {ImportStatus.COMMITTED, ImportStatus.UNDONE}:
        importing.commit_import(draft=draft, by=dewi, at=AT)
        if status == ImportStatus.UNDONE:
            importing.undo_import(draft=draft, by=dewi, at=AT)
    elif status == ImportStatus.DISCARDED:
        importing.discard_import(draft=draft, by=dewi, at=AT)
    elif status != ImportStatus.DRAFT:
        # Only a file of megabytes waits to be read; tests/participants/operations has one.
        ImportDraft.objects.filter(pk=draft.pk).update(status=status)
    draft.refresh_from_db()
    return draft


def move_import(move: str, draft: ImportDraft, stage: Stage, by: User | None = None) -> None:
    act = {"draft": draft, "by": by or stage.cast.dewi, "at": AT}
    moves: dict[str, Callable[[], object]] = {
        "save": lambda: importing.begin_saving(**act),
        "give_back": lambda: importing.give_back_import(draft=draft),
        "commit": lambda: importing.commit_import(**act),
        "discard": lambda: importing.discard_import(**act),
        "undo": lambda: importing.undo_import(**act),
    }
    moves[move]()


def job_at(status: str, stage: Stage) -> Job:
    kind = JobType("test.moves", lambda job: None, 3, None)
    job = working.enqueue(
        job_type=kind,
        key="langkah",
        by=stage.cast.sari,
        organization=stage.cast.body,
        title="Menerbitkan",
        arguments={},
        at=AT,
    )
    if status == JobState.QUEUED:
        return job
    running = working.start(job_id=job.pk, at=AT)
    assert running is not None
    if status == JobState.DONE:
        working.finish(job=running, at=AT)
    elif status == JobState.FAILED:
        working.fail(job=running, sentence="Disk penuh.", at=AT)
    return running


def move_job(move: str, job: Job, stage: Stage) -> None:
    assert move == "retry"
    working.retry(job=job, by=stage.cast.sari, at=timezone.now())


# A worker's own moves are fenced by its claim (tests/certify/jobs), reading leaves a read file be.
TRIALS = [
    ("PANEL", PANEL, panel_at, move_panel, ("mark_case", "close", "cancel")),
    ("DECREE", DECREE, decree_at, move_decree, ("edit", "sign")),
    ("IMPORT", IMPORT, import_at, move_import, ("save", "give_back", "commit", "discard", "undo")),
    ("JOB", JOB, job_at, move_job, ("retry",)),
]


@pytest.mark.parametrize(
    ("name", "status", "move"),
    [
        (n, state, move)
        for n, table, _, _, moves in TRIALS
        for state in table.states
        for move in moves
    ],
)
def test_operations_follow_the_table(name: str, status: str, move: str, stage: Stage):
    _, _, bring, perform, _ = next(trial for trial in TRIALS if trial[0] == name)
    row, target = bring(status, stage), TRIED_HERE[name].get((move, status))
    field = "state" if name == "JOB" else "status"

    if target is None:
        with pytest.raises(NotNowError):
            perform(move, row, stage)
    else:
        perform(move, row, stage)

    row.refresh_from_db()
    assert getattr(row, field) == (target or status)


COMMITTEE = {"wulan", "hadi", "ratna"}  # who sits in the panel
WHO = {
    "PANEL": {"mark_case": COMMITTEE, "close": COMMITTEE, "cancel": {"tuti", "shared"}},
    "DECREE": {"edit": {"tuti", "shared"}, "sign": {"bagas", "shared"}},
    "IMPORT": {move: {"dewi"} for move in ("save", "commit", "discard", "undo")},
}
OURS = ("dewi", "head", "sari", "tuti", "budi", "rahma", "bagas", "keeper", *sorted(COMMITTEE))


FEW = {"dewi", "tuti", "wulan", "bagas", "shared", "strange wulan"}


@pytest.fixture(params=["few", pytest.param("everybody", marks=pytest.mark.drill)])
def everybody(stage: Stage, strangers: Cast, request: pytest.FixtureRequest) -> dict[str, User]:
    """Every role, an account with all of the body's, the system's administrator, strangers."""
    cast, shared = stage.cast, accounts.user("Akun Bersama")
    for role in set(cast.body.grants.values_list("role", flat=True)):
        accounts.grant(shared, Role(role), cast.body)
    theirs = {f"strange {name}": getattr(strangers, name) for name in OURS}
    root = accounts.member("Rudi", Role.SYSTEM_ADMIN)
    ours = {name: getattr(cast, name) for name in OURS} | {"root": root, "shared": shared}
    found = ours | theirs
    return {name: who for name, who in found.items() if request.param != "few" or name in FEW}


@pytest.mark.parametrize(
    ("name", "status"),
    [(n, state) for n, table, *_ in TRIALS if n in WHO for state in table.states],
)
def test_nobody_skips_a_step(name: str, status: str, stage: Stage, everybody: dict[str, User]):
    """Every event × everybody in each state; a refusal leaves nothing behind."""
    _, _, bring, perform, _ = next(trial for trial in TRIALS if trial[0] == name)
    row, head, wrong = bring(status, stage), trail.head(), []
    for move, who in WHO[name].items():
        for called, person in everybody.items():
            legal = (move, status) in TRIED_HERE[name]
            expected = "done" if legal else NotNowError.__name__
            with transaction.atomic():
                try:
                    perform(move, row, stage, person)
                    end = "done"
                except (NotAllowedError, NotNowError) as refusal:
                    end = type(refusal).__name__
                    assert trail.head() == head
                transaction.set_rollback(True)
            row.refresh_from_db()
            if end != (expected if called in who else NotAllowedError.__name__):
                wrong.append((move, called, end))

    assert wrong == []
