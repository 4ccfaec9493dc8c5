"""Choices of assessments (domain.md 2.7): K and BK, nothing else, and states of their own."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """The two outcomes."""

    COMPETENT = "competent", "Kompeten"
    NOT_YET_COMPETENT = "not_yet_competent", "Belum kompeten"


class MarkValue(TextChoices):
    """What an assessor marks for a performance criterion."""

    MET = "met", "Ya, sesuai"
    NOT_YET = "not_yet", "Belum"


class AssessmentStatus(TextChoices):
    """Gates of one person's assessment, in order (domain.md 10.4)."""

    ASSIGNED = "assigned", "Ditugaskan"
    READY = "ready", "Dapat dilanjutkan"
    NOT_READY = "not_ready", "Tidak dapat dilanjutkan"
    CONSENTED = "consented", "Disetujui asesi"
    RECOMMENDED = "recommended", "Direkomendasikan"
    DECIDED = "decided", "Diputuskan"
    IN_FORCE = "in_force", "Berlaku dengan SK"
    ABSENT = "absent", "Tidak hadir"
    WITHDRAWN = "withdrawn", "Mengundurkan diri"


class PanelStatus(TextChoices):
    """A decision meeting."""

    OPEN = "open", "Berlangsung"
    CLOSED = "closed", "Ditetapkan"
    CANCELED = "canceled", "Dibatalkan"


class DecreeStatus(TextChoices):
    """A decree (SK)."""

    DRAFT = "draft", "Rancangan"
    IN_FORCE = "in_force", "Berlaku"


class PaperKind(TextChoices):
    """The signed papers of a panel, kept as they were signed."""

    MINUTES = "minutes", "Berita acara"
    DECREE = "decree", "SK"


class Part(TextChoices):
    """The part a person takes in one assessment; one person takes one part only."""

    ASSESSOR = "assessor", "Menilai"
    FORMER_ASSESSOR = "former_assessor", "Pernah ditugaskan menilai"
    DECIDER = "decider", "Memutuskan"
    ISSUER = "issuer", "Menerbitkan"


class ConsentMeans(TextChoices):
    """How the candidate agreed (FR.AK.01); drawing a signature is never the only way."""

    TICK = "tick", "Disetujui di layar ini"
    PAPER = "paper", "Ditandatangani di kertas"


class CandidateAnswer(TextChoices):
    """What the candidate said to the summary; a result may stand without a signature (AK.05)."""

    AGREES = "agrees", "Menerima hasil penilaian"
    OBJECTS = "objects", "Keberatan dengan hasil penilaian"
    NOT_SHOWN = "not_shown", "Belum melihat ringkasan"


class AgencyStatus(TextChoices):
    """All that an agency may know of an assessment (decisions.md 2)."""

    NOT_YET_ASSESSED = "not_yet_assessed", "Belum dinilai"
    ASSESSED = "assessed", "Dinilai"
    COMPETENT = "competent", "Kompeten"
    NOT_YET_COMPETENT = "not_yet_competent", "Belum kompeten"
    ABSENT = "absent", "Tidak hadir"
    WITHDRAWN = "withdrawn", "Mengundurkan diri"
