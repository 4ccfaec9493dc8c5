"""The tables of moves of enrollments, applications and imports."""

from certify.lib.workflow import Move, Workflow
from participants.enums import ApplicationStatus as A
from participants.enums import EnrollmentStatus as E
from participants.enums import ImportStatus as I

ENROLLMENT = Workflow(
    name="Peserta",
    states=[s.value for s in E],
    initial=E.REGISTERED,
    labels={s.value: s.label for s in E},
    moves=[
        Move("withdraw", frozenset({E.REGISTERED}), E.WITHDRAWN),
        Move("rejoin", frozenset({E.WITHDRAWN}), E.REGISTERED),
    ],
)

APPLICATION = Workflow(
    name="Permohonan",
    states=[s.value for s in A],
    initial=A.SUBMITTED,
    labels={s.value: s.label for s in A},
    moves=[
        Move("return", frozenset({A.SUBMITTED}), A.RETURNED),
        Move("resubmit", frozenset({A.RETURNED, A.WITHDRAWN}), A.SUBMITTED),
        Move("accept", frozenset({A.SUBMITTED}), A.ACCEPTED),
        Move("reject", frozenset({A.SUBMITTED}), A.REJECTED),
        Move("withdraw", frozenset({A.SUBMITTED, A.RETURNED, A.ACCEPTED}), A.WITHDRAWN),
    ],
)

IMPORT = Workflow(
    name="Impor",
    states=[s.value for s in I],
    initial=I.READING,
    labels={s.value: s.label for s in I},
    moves=[
        Move("read", frozenset({I.READING}), I.DRAFT),
        Move("refuse", frozenset({I.READING}), I.REFUSED),
        Move("save", frozenset({I.DRAFT}), I.SAVING),
        Move("give_back", frozenset({I.SAVING}), I.DRAFT),
        Move("commit", frozenset({I.DRAFT, I.SAVING}), I.COMMITTED),
        Move("discard", frozenset({I.READING, I.DRAFT}), I.DISCARDED),
        Move("undo", frozenset({I.COMMITTED}), I.UNDONE),
    ],
)
