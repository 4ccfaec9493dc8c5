"""Choices of programs: lower-case English codes, Indonesian labels (domain.md 2.7, 5.2)."""

from django.db.models import TextChoices


class SchemeKind(TextChoices):
    """How a scheme packs its units."""

    KKNI = "kkni", "KKNI"
    OCCUPATION = "occupation", "Okupasi"
    CLUSTER = "cluster", "Klaster"


class SchemeStatus(TextChoices):
    """A scheme is edited as a draft, used as published, and ends as retired."""

    DRAFT = "draft", "Rancangan"
    PUBLISHED = "published", "Berlaku"
    RETIRED = "retired", "Tidak dipakai lagi"


class ProgramStatus(TextChoices):
    """The life of a facilitation program."""

    PLANNING = "planning", "Perencanaan"
    OPEN = "open", "Berjalan"
    CLOSED = "closed", "Selesai"


class FundingSource(TextChoices):
    """Who pays (domain.md 5.2)."""

    APBD = "apbd", "APBD"
    APBN = "apbn", "APBN"
    DBHCHT = "dbhcht", "DBHCHT"
    COMPANY = "company", "Perusahaan"
    SELF = "self", "Mandiri"


class VenueKind(TextChoices):
    """Kinds of assessment centre (TUK)."""

    TEMPORARY = "temporary", "Sewaktu"
    WORKPLACE = "workplace", "Tempat kerja"
    INDEPENDENT = "independent", "Mandiri"
