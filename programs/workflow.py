"""The tables of moves of schemes and programs."""

from certify.lib.workflow import Move, Workflow
from programs.enums import ProgramStatus as P
from programs.enums import SchemeStatus as S

SCHEME = Workflow(
    name="Skema",
    states=[s.value for s in S],
    initial=S.DRAFT,
    labels={s.value: s.label for s in S},
    moves=[
        Move("publish", frozenset({S.DRAFT}), S.PUBLISHED),
        Move("retire", frozenset({S.PUBLISHED}), S.RETIRED),
    ],
)

PROGRAM = Workflow(
    name="Program",
    states=[s.value for s in P],
    initial=P.PLANNING,
    labels={s.value: s.label for s in P},
    moves=[
        Move("open", frozenset({P.PLANNING}), P.OPEN),
        Move("close", frozenset({P.OPEN}), P.CLOSED),
        Move("reopen", frozenset({P.CLOSED}), P.OPEN),
    ],
)
