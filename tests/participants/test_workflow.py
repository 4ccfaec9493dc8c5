"""Every move × every state of enrollments and applications."""

import pytest

from certify.lib.errors import NotNowError
from participants.enums import ApplicationStatus as A
from participants.enums import EnrollmentStatus as E
from participants.enums import ImportStatus as I
from participants.workflow import APPLICATION, ENROLLMENT, IMPORT

LEGAL = {
    "enrollment": (
        ENROLLMENT,
        {("withdraw", E.REGISTERED): E.WITHDRAWN, ("rejoin", E.WITHDRAWN): E.REGISTERED},
    ),
    "application": (
        APPLICATION,
        {
            ("return", A.SUBMITTED): A.RETURNED,
            ("resubmit", A.RETURNED): A.SUBMITTED,
            ("resubmit", A.WITHDRAWN): A.SUBMITTED,
            ("accept", A.SUBMITTED): A.ACCEPTED,
            ("reject", A.SUBMITTED): A.REJECTED,
            ("withdraw", A.SUBMITTED): A.WITHDRAWN,
            ("withdraw", A.RETURNED): A.WITHDRAWN,
            ("withdraw", A.ACCEPTED): A.WITHDRAWN,
        },
    ),
    "import": (
        IMPORT,
        {
            ("read", I.READING): I.DRAFT,
            ("refuse", I.READING): I.REFUSED,
            ("save", I.DRAFT): I.SAVING,
            ("give_back", I.SAVING): I.DRAFT,
            ("commit", I.DRAFT): I.COMMITTED,
            ("commit", I.SAVING): I.COMMITTED,
            ("discard", I.READING): I.DISCARDED,
            ("discard", I.DRAFT): I.DISCARDED,
            ("undo", I.COMMITTED): I.UNDONE,
        },
    ),
}


@pytest.mark.parametrize("name", LEGAL)
def test_every_move_from_every_state(name):
    workflow, legal = LEGAL[name]

    for move in workflow.moves:
        for source in workflow.states:
            if (move, source) in legal:
                assert workflow.target(move, source=source) == legal[move, source]
            else:
                with pytest.raises(NotNowError):
                    workflow.target(move, source=source)
