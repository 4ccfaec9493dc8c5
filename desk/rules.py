"""Where a person stands on the road, as each side may see it: values in, a stage out.

The stages of one side exclude each other, so their counts add up to the board's rows. The agency
learns an outcome only when the decree is in force (decisions.md 2).
"""

from dataclasses import dataclass

from assessments.enums import AssessmentStatus, Outcome
from certificates.enums import CertificateStatus
from participants.enums import ApplicationStatus, EnrollmentStatus


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a person stands now. ``reached`` counts the strip's steps that lie behind."""

    key: str
    label: str
    reached: int
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is stored about one person of a program."""

    enrollment: str
    application: str | None = None
    assessment: str | None = None
    outcome: str | None = None
    has_number: bool = False
    certificate: str | None = None
    is_handed_over: bool = False


ASSESSED = frozenset(
    {AssessmentStatus.RECOMMENDED, AssessmentStatus.DECIDED, AssessmentStatus.IN_FORCE}
)
STANDING = frozenset({CertificateStatus.ISSUED, CertificateStatus.SUSPENDED})

AGENCY_STEPS = (
    "Terdaftar",
    "Dikirim ke LSP",
    "Diterima LSP",
    "Dinilai",
    "Diputuskan",
    "Terbit",
    "Diserahkan",
)
BODY_STEPS = (
    "Permohonan",
    "Diterima",
    "Ditugaskan",
    "Dinilai",
    "Diputuskan",
    "SK berlaku",
    "Terbit",
)

WITHDRAWN = Stage("mundur", "Mengundurkan diri", 0)

UNSENT = Stage("belum-dikirim", "Belum dikirim", 1, is_ours=True)
RETURNED = Stage("perlu-dilengkapi", "Perlu dilengkapi", 2, is_ours=True)
WITH_BODY = Stage("menunggu-lsp", "Menunggu LSP", 2)
REJECTED = Stage("tidak-diterima", "Tidak diterima", 2)
UNASSESSED = Stage("belum-dinilai", "Belum dinilai", 3)
ABSENT = Stage("tidak-hadir", "Tidak hadir", 3)
AWAITS_DECISION = Stage("menunggu-keputusan", "Menunggu keputusan", 4)
NOT_YET = Stage("belum-kompeten", "Belum kompeten", 5)
AWAITS_NUMBER = Stage("menunggu-nomor", "Menunggu nomor BNSP", 5)
AWAITS_ISSUE = Stage("menunggu-terbit", "Menunggu terbit", 5)
TO_HAND_OVER = Stage("belum-diserahkan", "Belum diserahkan", 6, is_ours=True)
HANDED_OVER = Stage("diserahkan", "Diserahkan", 7)
REVOKED = Stage("dicabut", "Dicabut", 6)

AGENCY_STAGES = (
    UNSENT,
    RETURNED,
    WITH_BODY,
    UNASSESSED,
    AWAITS_DECISION,
    AWAITS_NUMBER,
    AWAITS_ISSUE,
    TO_HAND_OVER,
    HANDED_OVER,
    REVOKED,
    NOT_YET,
    ABSENT,
    REJECTED,
    WITHDRAWN,
)

TO_ANSWER = Stage("perlu-diperiksa", "Perlu diperiksa", 1, is_ours=True)
WITH_AGENCY = Stage("menunggu-dinas", "Menunggu dinas", 1)
BODY_REJECTED = Stage("tidak-diterima", "Tidak diterima", 1)
TO_ASSIGN = Stage("perlu-asesor", "Perlu asesor", 2, is_ours=True)
IN_ASSESSMENT = Stage("sedang-dinilai", "Sedang dinilai", 3)
NOT_READY = Stage("tertahan", "Tidak dapat dilanjutkan", 3, is_ours=True)
BODY_ABSENT = Stage("tidak-hadir", "Tidak hadir", 3)
AWAITS_PANEL = Stage("menunggu-pleno", "Menunggu pleno", 4)
AWAITS_DECREE = Stage("menunggu-sk", "Menunggu SK", 5)
BODY_NOT_YET = Stage("belum-kompeten", "Belum kompeten", 6)
TO_NUMBER = Stage("perlu-nomor", "Perlu nomor BNSP", 6, is_ours=True)
TO_ISSUE = Stage("siap-terbit", "Siap terbit", 6, is_ours=True)
ISSUED = Stage("terbit", "Terbit", 7)
BODY_REVOKED = Stage("dicabut", "Dicabut", 7)

BODY_STAGES = (
    TO_ANSWER,
    WITH_AGENCY,
    TO_ASSIGN,
    NOT_READY,
    IN_ASSESSMENT,
    AWAITS_PANEL,
    AWAITS_DECREE,
    TO_NUMBER,
    TO_ISSUE,
    ISSUED,
    BODY_REVOKED,
    BODY_NOT_YET,
    BODY_ABSENT,
    BODY_REJECTED,
    WITHDRAWN,
)

_AGENCY_APPLICATIONS: dict[str | None, Stage] = {
    None: UNSENT,
    ApplicationStatus.SUBMITTED: WITH_BODY,
    ApplicationStatus.RETURNED: RETURNED,
    ApplicationStatus.REJECTED: REJECTED,
    ApplicationStatus.WITHDRAWN: WITHDRAWN,
}
_AGENCY_ASSESSMENTS: dict[str | None, Stage] = {
    AssessmentStatus.RECOMMENDED: AWAITS_DECISION,
    AssessmentStatus.DECIDED: AWAITS_DECISION,
    AssessmentStatus.ABSENT: ABSENT,
    AssessmentStatus.WITHDRAWN: WITHDRAWN,
}
_BODY_APPLICATIONS: dict[str | None, Stage] = {
    ApplicationStatus.SUBMITTED: TO_ANSWER,
    ApplicationStatus.RETURNED: WITH_AGENCY,
    ApplicationStatus.REJECTED: BODY_REJECTED,
    ApplicationStatus.WITHDRAWN: WITHDRAWN,
}
_BODY_ASSESSMENTS: dict[str | None, Stage] = {
    None: TO_ASSIGN,
    AssessmentStatus.NOT_READY: NOT_READY,
    AssessmentStatus.RECOMMENDED: AWAITS_PANEL,
    AssessmentStatus.DECIDED: AWAITS_DECREE,
    AssessmentStatus.ABSENT: BODY_ABSENT,
    AssessmentStatus.WITHDRAWN: WITHDRAWN,
}


def agency_stage(facts: Facts) -> Stage:
    """Tell the agency where the person stands, without anything of the body's confidence."""
    if facts.enrollment == EnrollmentStatus.WITHDRAWN:
        return WITHDRAWN
    if facts.application != ApplicationStatus.ACCEPTED:
        return _AGENCY_APPLICATIONS[facts.application]
    if facts.assessment != AssessmentStatus.IN_FORCE:
        return _AGENCY_ASSESSMENTS.get(facts.assessment, UNASSESSED)
    if facts.outcome != Outcome.COMPETENT:
        return NOT_YET
    if facts.certificate == CertificateStatus.REVOKED:
        return REVOKED
    if facts.certificate in STANDING:
        return HANDED_OVER if facts.is_handed_over else TO_HAND_OVER
    return AWAITS_ISSUE if facts.has_number else AWAITS_NUMBER


def body_stage(facts: Facts) -> Stage:
    """Tell the body where the person stands."""
    if facts.enrollment == EnrollmentStatus.WITHDRAWN:
        return WITHDRAWN
    if facts.application != ApplicationStatus.ACCEPTED:
        return _BODY_APPLICATIONS[facts.application]
    if facts.assessment != AssessmentStatus.IN_FORCE:
        return _BODY_ASSESSMENTS.get(facts.assessment, IN_ASSESSMENT)
    if facts.outcome != Outcome.COMPETENT:
        return BODY_NOT_YET
    if facts.certificate == CertificateStatus.REVOKED:
        return BODY_REVOKED
    if facts.certificate in STANDING:
        return ISSUED
    return TO_ISSUE if facts.has_number else TO_NUMBER


def greeting(hour: int) -> str:
    """Greet as one does at that hour in Java."""
    if 4 <= hour < 11:
        return "Selamat pagi"
    if 11 <= hour < 15:
        return "Selamat siang"
    if 15 <= hour < 18:
        return "Selamat sore"
    return "Selamat malam"
