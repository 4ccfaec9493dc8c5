"""Every move × every state of schemes and programs."""

import pytest

from certify.lib.errors import NotNowError
from programs.enums import ProgramStatus as P
from programs.enums import SchemeStatus as S
from programs.workflow import PROGRAM, SCHEME

SCHEME_TABLE = {
    ("publish", S.DRAFT): S.PUBLISHED,
    ("publish", S.PUBLISHED): None,
    ("publish", S.RETIRED): None,
    ("retire", S.DRAFT): None,
    ("retire", S.PUBLISHED): S.RETIRED,
    ("retire", S.RETIRED): None,
}
PROGRAM_TABLE = {
    ("open", P.PLANNING): P.OPEN,
    ("open", P.OPEN): None,
    ("open", P.CLOSED): None,
    ("close", P.PLANNING): None,
    ("close", P.OPEN): P.CLOSED,
    ("close", P.CLOSED): None,
    ("reopen", P.PLANNING): None,
    ("reopen", P.OPEN): None,
    ("reopen", P.CLOSED): P.OPEN,
}


@pytest.mark.parametrize(
    ("workflow", "table"),
    [(SCHEME, SCHEME_TABLE), (PROGRAM, PROGRAM_TABLE)],
    ids=["scheme", "program"],
)
def test_every_move_from_every_state(workflow, table):
    assert set(table) == {(move, state) for move in workflow.moves for state in workflow.states}
    for (move, source), target in table.items():
        if target is None:
            with pytest.raises(NotNowError):
                workflow.target(move, source=source)
        else:
            assert workflow.target(move, source=source) == target
