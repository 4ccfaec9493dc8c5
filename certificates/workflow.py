"""The tables of moves of certificates, proposals, papers, issue runs, designs and seals."""

from certificates.enums import CertificateStatus as C
from certificates.enums import CopyStatus as K
from certificates.enums import DesignStatus as D
from certificates.enums import ProposalStatus as P
from certificates.enums import RunStatus as R
from certificates.enums import SealStatus as S
from certify.lib.workflow import Move, Workflow

CERTIFICATE = Workflow(
    name="Sertifikat",
    states=[s.value for s in C],
    initial=C.RESERVED,
    labels={s.value: s.label for s in C},
    moves=[
        Move("finish", frozenset({C.RESERVED}), C.ISSUED),
        Move("void", frozenset({C.RESERVED}), C.VOID),
        Move("suspend", frozenset({C.ISSUED}), C.SUSPENDED),
        Move("lift", frozenset({C.SUSPENDED}), C.ISSUED),
        Move("revoke", frozenset({C.ISSUED, C.SUSPENDED}), C.REVOKED),
        # Not from SUSPENDED: a correction would give the holder a certificate in force.
        Move("replace", frozenset({C.ISSUED}), C.REPLACED),
    ],
)

RUN = Workflow(
    name="Penerbitan",
    states=[s.value for s in R],
    initial=R.QUEUED,
    labels={s.value: s.label for s in R},
    moves=[
        Move("start", frozenset({R.QUEUED, R.PARTIAL}), R.RUNNING),
        Move("finish", frozenset({R.RUNNING}), R.DONE),
        Move("finish_with_problems", frozenset({R.RUNNING}), R.PARTIAL),
    ],
)

DESIGN = Workflow(
    name="Rancangan sertifikat",
    states=[s.value for s in D],
    initial=D.DRAFT,
    labels={s.value: s.label for s in D},
    moves=[
        Move("freeze", frozenset({D.DRAFT}), D.FROZEN),
        Move("activate", frozenset({D.FROZEN, D.RETIRED}), D.ACTIVE),
        Move("retire", frozenset({D.FROZEN, D.ACTIVE}), D.RETIRED),
    ],
)

PROPOSAL = Workflow(
    name="Usulan perubahan sertifikat",
    states=[s.value for s in P],
    initial=P.OPEN,
    labels={s.value: s.label for s in P},
    moves=[
        Move("approve", frozenset({P.OPEN}), P.APPROVED),
        Move("decline", frozenset({P.OPEN}), P.DECLINED),
        Move("withdraw", frozenset({P.OPEN}), P.WITHDRAWN),
    ],
)

COPY = Workflow(
    name="Lembar sertifikat",
    states=[s.value for s in K],
    initial=K.PRINTED,
    labels={s.value: s.label for s in K},
    moves=[
        Move("hand_over", frozenset({K.PRINTED, K.RETURNED}), K.HANDED_OVER),
        Move("take_back", frozenset({K.HANDED_OVER}), K.PRINTED),
        Move("return", frozenset({K.HANDED_OVER}), K.RETURNED),
        Move("lose", frozenset({K.PRINTED, K.HANDED_OVER, K.RETURNED}), K.LOST),
        Move("spoil", frozenset({K.PRINTED, K.RETURNED}), K.SPOILED),
    ],
)

SEAL = Workflow(
    name="Kunci segel",
    states=[s.value for s in S],
    initial=S.ACTIVE,
    labels={s.value: s.label for s in S},
    moves=[
        Move("retire", frozenset({S.ACTIVE}), S.RETIRED),
        Move("compromise", frozenset({S.ACTIVE, S.RETIRED}), S.COMPROMISED),
    ],
)
