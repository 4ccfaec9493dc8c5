"""Choices of participants: lower-case English codes, Indonesian labels."""

from django.db.models import TextChoices


class Sex(TextChoices):
    """As on the identity card."""

    FEMALE = "female", "Perempuan"
    MALE = "male", "Laki-laki"


class Education(TextChoices):
    """Last schooling; labels as BNSP's list has them (domain.md 5.5)."""

    NONE = "none", "Tidak sekolah"
    SD = "sd", "SD"
    SMP = "smp", "SMP"
    SMA = "sma", "SMA"
    SMK = "smk", "SMK"
    D1 = "d1", "D1"
    D2 = "d2", "D2"
    D3 = "d3", "D3"
    D4 = "d4", "D4"
    S1 = "s1", "S1"
    S2 = "s2", "S2"
    S3 = "s3", "S3"


class EnrollmentStatus(TextChoices):
    """A person in a program."""

    REGISTERED = "registered", "Terdaftar"
    WITHDRAWN = "withdrawn", "Mengundurkan diri"


class ApplicationStatus(TextChoices):
    """An application at a body."""

    SUBMITTED = "submitted", "Menunggu LSP"
    RETURNED = "returned", "Perlu dilengkapi"
    ACCEPTED = "accepted", "Diterima"
    REJECTED = "rejected", "Tidak diterima"
    WITHDRAWN = "withdrawn", "Ditarik"


class ImportStatus(TextChoices):
    """An import from a spreadsheet."""

    READING = "reading", "Sedang dibaca"
    REFUSED = "refused", "Tidak bisa dibaca"
    DRAFT = "draft", "Rancangan"
    SAVING = "saving", "Sedang disimpan"
    COMMITTED = "committed", "Tersimpan"
    UNDONE = "undone", "Dibatalkan"
    DISCARDED = "discarded", "Dibuang"
