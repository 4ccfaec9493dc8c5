"""The tables of moves of assessments, panels and decrees."""

from assessments.enums import AssessmentStatus as A
from assessments.enums import DecreeStatus as D
from assessments.enums import PanelStatus as P
from certify.lib.workflow import Move, Workflow

ASSESSMENT = Workflow(
    name="Asesmen",
    states=[s.value for s in A],
    initial=A.ASSIGNED,
    labels={s.value: s.label for s in A},
    moves=[
        Move("reassign", frozenset({A.ASSIGNED, A.READY, A.NOT_READY}), A.ASSIGNED),
        Move("confirm_ready", frozenset({A.ASSIGNED, A.NOT_READY}), A.READY),
        Move("decline_ready", frozenset({A.ASSIGNED, A.READY}), A.NOT_READY),
        Move("record_consent", frozenset({A.READY}), A.CONSENTED),
        Move("mark", frozenset({A.CONSENTED}), A.CONSENTED),
        Move("recommend", frozenset({A.CONSENTED}), A.RECOMMENDED),
        Move("return_to_assessor", frozenset({A.RECOMMENDED}), A.CONSENTED),
        Move("decide", frozenset({A.RECOMMENDED}), A.DECIDED),
        Move("put_in_force", frozenset({A.DECIDED}), A.IN_FORCE),
        # Whoever agreed to be assessed was there; leaving after that is a withdrawal.
        Move("record_absence", frozenset({A.ASSIGNED, A.READY, A.NOT_READY}), A.ABSENT),
        Move("undo_absence", frozenset({A.ABSENT}), A.ASSIGNED),
        Move(
            "withdraw",
            frozenset({A.ASSIGNED, A.READY, A.NOT_READY, A.CONSENTED, A.ABSENT}),
            A.WITHDRAWN,
        ),
    ],
)

PANEL = Workflow(
    name="Pleno",
    states=[s.value for s in P],
    initial=P.OPEN,
    labels={s.value: s.label for s in P},
    moves=[
        Move("mark_case", frozenset({P.OPEN}), P.OPEN),
        Move("close", frozenset({P.OPEN}), P.CLOSED),
        Move("cancel", frozenset({P.OPEN}), P.CANCELED),
    ],
)

DECREE = Workflow(
    name="SK",
    states=[s.value for s in D],
    initial=D.DRAFT,
    labels={s.value: s.label for s in D},
    moves=[
        Move("edit", frozenset({D.DRAFT}), D.DRAFT),
        Move("sign", frozenset({D.DRAFT}), D.IN_FORCE),
    ],
)
