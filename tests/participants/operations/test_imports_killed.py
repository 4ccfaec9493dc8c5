"""Saving a list is all or nothing, wherever the process dies (reliability E9)."""

import signal

import pytest

from certify.audit import trail
from participants.enums import ImportStatus
from participants.models import Enrollment, ImportDraft, Person
from tests.conftest import Cast
from tests.factories import imports, programs
from tests.processes import Start, start_process  # noqa: F401 -- a fixture

PEOPLE = 3
MOST_STATEMENTS = 30


@pytest.fixture
def draft(committed_cast: Cast) -> ImportDraft:
    program = programs.stage(committed_cast).program
    lines = [imports.line(number) for number in range(1, PEOPLE + 1)]
    return imports.draft(program, by=committed_cast.dewi, content=imports.csv(*lines))


def state(draft: ImportDraft) -> tuple[int, int, str]:
    draft.refresh_from_db()
    return Person.objects.count(), Enrollment.objects.count(), draft.status


NOTHING = (0, 0, ImportStatus.DRAFT)
EVERYTHING = (PEOPLE, PEOPLE, ImportStatus.COMMITTED)


def run(start: Start, draft: ImportDraft, cast: Cast, *arguments: str) -> int:
    module = "tests.participants.operations.killed_commit"
    process = start("-m", module, str(draft.pk), str(cast.dewi.pk), *arguments)
    return process.wait(timeout=60)


def test_a_kill_after_any_statement_leaves_nothing_behind(
    start_process: Start,  # noqa: F811
    committed_cast: Cast,
    draft: ImportDraft,
) -> None:
    for statement in range(1, MOST_STATEMENTS):
        if run(start_process, draft, committed_cast, str(statement)) == 0:
            break
        assert state(draft) == NOTHING, f"killed after statement {statement}"

    assert statement > 5  # it was killed at several places before it came through
    assert state(draft) == EVERYTHING
    assert trail.first_fault() is None


def test_the_control_without_a_transaction_leaves_a_part(
    start_process: Start,  # noqa: F811
    committed_cast: Cast,
    draft: ImportDraft,
) -> None:
    code = run(start_process, draft, committed_cast, "2", "leaky")

    assert code == -signal.SIGKILL
    assert state(draft) not in {NOTHING, EVERYTHING}
