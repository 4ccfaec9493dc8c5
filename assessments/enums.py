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


class DecreeStatus(TextChoices):
    """A decree (SK)."""

    DRAFT = "draft", "Rancangan"
    IN_FORCE = "in_force", "Berlaku"


class Part(TextChoices):
    """The part a person takes in one assessment; one person takes one part only."""

    ASSESSOR = "assessor", "Menilai"
    DECIDER = "decider", "Memutuskan"
    ISSUER = "issuer", "Menerbitkan"
