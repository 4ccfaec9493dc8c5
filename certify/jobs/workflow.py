"""The moves of a job."""

from certify.jobs.enums import JobState as S
from certify.lib.workflow import Move, Workflow

JOB = Workflow(
    name="job",
    states=S.values,
    initial=S.QUEUED,
    moves=[
        Move("start", frozenset({S.QUEUED}), S.RUNNING),
        Move("put_back", frozenset({S.RUNNING}), S.QUEUED),
        Move("finish", frozenset({S.RUNNING}), S.DONE),
        Move("fail", frozenset({S.RUNNING}), S.FAILED),
        Move("retry", frozenset({S.FAILED}), S.QUEUED),
    ],
    labels=dict(S.choices),
)
