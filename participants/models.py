"""People, their enrollments in programs, and their applications to a body.

The identity number (NIK) is encrypted; ``nik_hash`` finds it. An application copies what the
body needs, so that the body never reads the agency's register (decisions.md 2).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from certify.privacy.fields import EncryptedTextField
from participants.enums import (
    ApplicationStatus,
    Education,
    EnrollmentStatus,
    ImportStatus,
    Sex,
)
from programs.models import Agency, Assessor, CertificationBody, Program, Scheme, Village, Wave


class Identity(models.Model):
    """What is known of a person; shared by the register and by an application's copy."""

    full_name = models.CharField("nama lengkap", max_length=150)
    nik = EncryptedTextField("NIK")
    nik_hash = models.CharField(max_length=64, db_index=True)
    is_example = models.BooleanField("orang contoh", default=False)
    birth_place = models.CharField("tempat lahir", max_length=80)
    birth_date = models.DateField("tanggal lahir")
    sex = models.CharField("jenis kelamin", max_length=8, choices=Sex.choices)
    address = models.CharField("alamat", max_length=300)
    village_name = models.CharField("desa/kelurahan", max_length=80, blank=True)
    district_name = models.CharField("kecamatan", max_length=80, blank=True)
    phone = models.CharField("nomor HP/WA", max_length=20, blank=True)
    phone_note = models.CharField("catatan nomor HP", max_length=80, blank=True)
    education = models.CharField(
        "pendidikan terakhir", max_length=8, choices=Education.choices, blank=True
    )
    business_name = models.CharField("nama usaha", max_length=150, blank=True)
    years_in_business = models.PositiveSmallIntegerField(
        "lama usaha (tahun)", null=True, blank=True
    )
    photo = models.FileField("pas foto", upload_to="foto/", blank=True)

    class Meta:
        abstract = True


IDENTITY_FIELDS: tuple[str, ...] = (
    "full_name",
    "nik",
    "nik_hash",
    "is_example",
    "birth_place",
    "birth_date",
    "sex",
    "address",
    "village_name",
    "district_name",
    "phone",
    "phone_note",
    "education",
    "business_name",
    "years_in_business",
    "photo",
)


class Person(Identity):
    """An artisan, once per agency (NIK unique in it)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="people")
    village = models.ForeignKey(Village, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("dicatat")

    class Meta:
        ordering = ("full_name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "nik_hash"], name="person_nik_is_unique_in_agency"
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="person_sex_is_known"),
        ]

    def __str__(self) -> str:
        """The name as on the identity card."""
        return self.full_name


class Training(models.Model):
    """Who trained a person, and when: a trainer neither assesses nor decides (ISO/IEC 17024)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="trainings")
    title = models.CharField("pelatihan", max_length=150)
    provider = models.CharField("penyelenggara", max_length=150, blank=True)
    trainer_name = models.CharField("nama pelatih", max_length=150)
    trainer_nik_hash = models.CharField(max_length=64, blank=True)
    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_on = models.DateField("tanggal")

    class Meta:
        ordering = ("-held_on", "pk")

    def __str__(self) -> str:
        """Title and trainer."""
        return f"{self.title} ({self.trainer_name})"


class ImportDraft(models.Model):
    """An import on its way: nothing is written to the register before the commit.

    The file, what was read from it, the answers and what the commit did hold identity numbers, so
    all four are encrypted. A draft that is discarded or expired loses the first three.
    """

    program = models.ForeignKey(Program, models.PROTECT, related_name="imports")
    file_name = models.CharField("nama berkas", max_length=200)
    file = models.FileField(upload_to="impor/", blank=True)
    file_sha256 = models.CharField(max_length=64)
    is_pasted = models.BooleanField(default=False)
    book = EncryptedTextField(blank=True)
    state = EncryptedTextField(blank=True)
    changes = EncryptedTextField(blank=True)
    refusal = models.CharField(max_length=200, blank=True)
    status = models.CharField(
        max_length=10, choices=ImportStatus.choices, default=ImportStatus.READING
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    added_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-created_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="import_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        """File and program."""
        return f"{self.file_name} → {self.program}"


class Enrollment(models.Model):
    """A person in a program (peserta), with a bench number and the scheme wanted."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="enrollments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrollments")
    number = models.PositiveSmallIntegerField("nomor")
    wave = models.ForeignKey(Wave, models.PROTECT, null=True, blank=True, related_name="+")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=12, choices=EnrollmentStatus.choices, default=EnrollmentStatus.REGISTERED
    )
    imported_by = models.ForeignKey(
        ImportDraft, models.SET_NULL, null=True, blank=True, related_name="enrollments"
    )
    created_at = models.DateTimeField("didaftarkan")

    class Meta:
        ordering = ("program", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "person"], name="person_enrolls_once_in_a_program"
            ),
            models.UniqueConstraint(
                fields=["program", "number"], name="enrollment_number_is_unique_in_program"
            ),
            models.CheckConstraint(
                condition=Q(status__in=EnrollmentStatus.values),
                name="enrollment_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        """Number and person."""
        return f"{self.number}. {self.person}"


class Application(Identity):
    """An application to a body (permohonan): the body's own copy of what it needs."""

    enrollment = models.OneToOneField(Enrollment, models.PROTECT, related_name="application")
    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="applications")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=10, choices=ApplicationStatus.choices, default=ApplicationStatus.SUBMITTED
    )
    note = models.CharField("catatan", max_length=300, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField("dikirim")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)

    class Meta:
        ordering = ("enrollment__program", "enrollment__number", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ApplicationStatus.values),
                name="application_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="application_answer_has_person_and_moment",
            ),
        ]

    def __str__(self) -> str:
        """Name and scheme."""
        return f"{self.full_name} · {self.scheme}"


class NikReveal(models.Model):
    """Who looked at a whole identity number, and when. Kept apart so that it can be listed."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    application = models.ForeignKey(Application, models.CASCADE, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField("alasan", max_length=200)
    at = models.DateTimeField("saat")

    class Meta:
        ordering = ("-at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, application__isnull=True)
                | Q(person__isnull=True, application__isnull=False),
                name="nik_reveal_is_of_a_person_or_an_application",
            ),
        ]

    def __str__(self) -> str:
        """Who and when."""
        return f"{self.user} {self.at:%Y-%m-%d %H:%M}"


class KinTie(models.Model):
    """A declared tie between an assessor and a person: relative or close acquaintance."""

    assessor = models.ForeignKey(Assessor, models.CASCADE, related_name="ties")
    nik_hash = models.CharField(max_length=64)
    tie = models.CharField("hubungan", max_length=80)
    declared_at = models.DateTimeField("dinyatakan")

    class Meta:
        ordering = ("assessor", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["assessor", "nik_hash"], name="one_tie_per_assessor_and_person"
            ),
        ]

    def __str__(self) -> str:
        """Assessor and tie."""
        return f"{self.assessor}: {self.tie}"
