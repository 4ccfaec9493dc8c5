"""Agencies, bodies, standards, schemes, programs: what the road starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from certify.accounts.models import Organization
from programs.content import is_example
from programs.enums import FundingSource, ProgramStatus, SchemeKind, SchemeStatus, VenueKind

if TYPE_CHECKING:
    from datetime import date

DEFAULT_DIGITAL_LINE = "Salinan digital; aslinya tercetak pada blanko BNSP"


class Agency(models.Model):
    """A dinas: runs programs, assesses nothing. Shares its key with its organization."""

    organization = models.OneToOneField(Organization, models.PROTECT, primary_key=True)
    region_code = models.CharField("kode wilayah", max_length=13, blank=True)

    class Meta:
        ordering = ("organization__name",)

    def __str__(self) -> str:
        """Name of the organization."""
        return self.organization.name


class CertificationBody(models.Model):
    """An LSP: accepts, assesses, decides, issues. Shares its key with its organization."""

    organization = models.OneToOneField(Organization, models.PROTECT, primary_key=True)
    licence_number = models.CharField("nomor lisensi", max_length=60, blank=True)
    licence_until = models.DateField("lisensi berlaku sampai", null=True, blank=True)
    issues_for_bnsp = models.BooleanField("menerbitkan atas nama BNSP", default=True)
    digital_line = models.CharField(
        "keterangan pada sertifikat digital", max_length=160, default=DEFAULT_DIGITAL_LINE
    )
    register_prefix = models.CharField("awalan nomor register", max_length=12, default="BTK")

    class Meta:
        ordering = ("organization__name",)

    def __str__(self) -> str:
        """Name of the organization."""
        return self.organization.name


class Assessor(models.Model):
    """An assessor of a body; may only be assigned while the MET number is valid."""

    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="assessors")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assessor", verbose_name="akun"
    )
    met_number = models.CharField("nomor registrasi (MET)", max_length=40)
    valid_until = models.DateField("berlaku sampai")
    employer = models.CharField("instansi asal", max_length=150, blank=True)
    daily_capacity = models.PositiveSmallIntegerField("paling banyak asesi sehari", default=10)
    is_active = models.BooleanField("aktif", default=True)

    class Meta:
        ordering = ("user__full_name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "met_number"], name="met_number_is_unique_in_body"
            ),
            models.CheckConstraint(
                condition=Q(daily_capacity__gte=1), name="assessor_capacity_is_at_least_one"
            ),
        ]

    def __str__(self) -> str:
        """Name and number."""
        return f"{self.user.full_name} ({self.met_number})"


class Standard(models.Model):
    """A version of a competency standard as a body imported it; locked once used."""

    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="standards")
    code = models.CharField("kode", max_length=60)
    version = models.PositiveSmallIntegerField("versi", default=1)
    decree = models.CharField("keputusan", max_length=200, blank=True)
    title = models.CharField("judul", max_length=400)
    source = models.TextField("sumber", blank=True)
    is_official = models.BooleanField("teks resmi", default=False)
    locked_at = models.DateTimeField("dikunci", null=True, blank=True)
    imported_at = models.DateTimeField("diimpor")

    class Meta:
        ordering = ("code", "-version", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "code", "version"], name="standard_version_is_unique_in_body"
            ),
        ]

    def __str__(self) -> str:
        """Code and version."""
        return f"{self.code} versi {self.version}"

    @property
    def is_example(self) -> bool:
        """True for an invented standard, shown with CONTOH everywhere."""
        return is_example(self.code)


class Unit(models.Model):
    """A unit of competency of one standard version."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="units")
    position = models.PositiveSmallIntegerField("urutan")
    code = models.CharField("kode unit", max_length=60, blank=True)
    title = models.CharField("judul unit", max_length=300)
    title_en = models.CharField("judul dalam bahasa Inggris", max_length=300, blank=True)
    is_official = models.BooleanField("teks resmi", default=False)
    source = models.TextField("sumber", blank=True)

    class Meta:
        ordering = ("standard", "position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "position"], name="unit_position_is_unique_in_standard"
            ),
            models.UniqueConstraint(
                fields=["standard", "code"],
                condition=~Q(code=""),
                name="unit_code_is_unique_in_standard",
            ),
        ]

    def __str__(self) -> str:
        """Code and title."""
        return f"{self.code} {self.title}".strip()

    @property
    def is_example(self) -> bool:
        """True for an invented unit, shown with CONTOH everywhere."""
        return is_example(self.code)


class Element(models.Model):
    """An element of a unit."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="elements")
    number = models.PositiveSmallIntegerField("nomor")
    title = models.CharField("elemen", max_length=300)

    class Meta:
        ordering = ("unit", "number", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"], name="element_number_is_unique_in_unit"
            ),
        ]

    def __str__(self) -> str:
        """Number and title."""
        return f"{self.number}. {self.title}"


class Criterion(models.Model):
    """A performance criterion (KUK): what the assessor marks yes or not yet."""

    element = models.ForeignKey(Element, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField("urutan")
    number = models.CharField("nomor", max_length=12)
    text = models.CharField("kriteria", max_length=500)

    class Meta:
        ordering = ("element", "position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["element", "position"], name="criterion_position_is_unique_in_element"
            ),
        ]

    def __str__(self) -> str:
        """Number and text."""
        return f"{self.number} {self.text}"


class Scheme(models.Model):
    """A version of what a body certifies; a published version never changes."""

    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="schemes")
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="schemes")
    code = models.CharField("nomor skema", max_length=60)
    version = models.PositiveSmallIntegerField("versi", default=1)
    name = models.CharField("nama skema", max_length=150)
    kind = models.CharField("jenis", max_length=12, choices=SchemeKind.choices)
    field = models.CharField("bidang", max_length=150)
    field_en = models.CharField("bidang dalam bahasa Inggris", max_length=150)
    qualification = models.CharField("kualifikasi", max_length=150)
    qualification_en = models.CharField("kualifikasi dalam bahasa Inggris", max_length=150)
    level = models.PositiveSmallIntegerField("jenjang KKNI", null=True, blank=True)
    validity_months = models.PositiveSmallIntegerField("masa berlaku (bulan)", default=36)
    status = models.CharField(
        max_length=12, choices=SchemeStatus.choices, default=SchemeStatus.DRAFT
    )

    class Meta:
        ordering = ("name", "-version", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "code", "version"], name="scheme_version_is_unique_in_body"
            ),
            models.CheckConstraint(
                condition=Q(status__in=SchemeStatus.values), name="scheme_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(validity_months__gte=1), name="scheme_validity_is_at_least_a_month"
            ),
        ]

    def __str__(self) -> str:
        """Name as people call it."""
        return self.name

    @property
    def is_example(self) -> bool:
        """True for a scheme over an invented standard, shown with CONTOH everywhere."""
        return is_example(self.code) or self.standard.is_example


class SchemeUnit(models.Model):
    """A unit in a scheme, in its work group (kelompok pekerjaan)."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="scheme_units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    work_group = models.CharField("kelompok pekerjaan", max_length=150, blank=True)
    position = models.PositiveSmallIntegerField("urutan")

    class Meta:
        ordering = ("scheme", "position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "unit"], name="unit_stands_once_in_a_scheme"),
            models.UniqueConstraint(
                fields=["scheme", "position"], name="scheme_unit_position_is_unique"
            ),
        ]

    def __str__(self) -> str:
        """Scheme and unit."""
        return f"{self.scheme}: {self.unit}"


class Venue(models.Model):
    """A place of assessment (TUK)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="venues")
    name = models.CharField("nama tempat", max_length=150)
    kind = models.CharField("jenis TUK", max_length=12, choices=VenueKind.choices)
    address = models.CharField("alamat", max_length=300)

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="venue_name_is_unique"),
        ]

    def __str__(self) -> str:
        """Name of the place."""
        return self.name


class Program(models.Model):
    """A facilitation program of an agency in a year."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="programs")
    name = models.CharField("nama program", max_length=200)
    year = models.PositiveSmallIntegerField("tahun anggaran")
    funding_source = models.CharField(
        "sumber anggaran", max_length=10, choices=FundingSource.choices
    )
    status = models.CharField(
        max_length=10, choices=ProgramStatus.choices, default=ProgramStatus.PLANNING
    )
    created_at = models.DateTimeField("dibuat")

    class Meta:
        ordering = ("-year", "name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "name"], name="program_name_is_unique_in_agency_and_year"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ProgramStatus.values), name="program_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="program_year_is_plausible"
            ),
        ]

    def __str__(self) -> str:
        """Name of the program."""
        return self.name


class Quota(models.Model):
    """How many people a program certifies in a scheme (and so at the scheme's body)."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="quotas")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="+")
    places = models.PositiveSmallIntegerField("kuota")

    class Meta:
        ordering = ("scheme__name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "scheme"], name="one_quota_per_program_and_scheme"
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="quota_is_at_least_one"),
        ]

    def __str__(self) -> str:
        """Scheme and places."""
        return f"{self.scheme}: {self.places}"


class Wave(models.Model):
    """One round of assessment of a program (angkatan), with days and place."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="waves")
    name = models.CharField("angkatan", max_length=80)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="+", verbose_name="TUK")

    class Meta:
        ordering = ("starts_on", "name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "name"], name="wave_name_is_unique_in_program"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="wave_does_not_end_before_it_starts"
            ),
        ]

    def __str__(self) -> str:
        """Name of the wave."""
        return self.name

    def covers(self, day: date) -> bool:
        """Tell whether ``day`` lies in the wave."""
        return self.starts_on <= day <= self.ends_on


class District(models.Model):
    """A kecamatan, with its code of the region table."""

    code = models.CharField("kode", max_length=8, unique=True)
    name = models.CharField("kecamatan", max_length=80)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        """Name."""
        return self.name


class Village(models.Model):
    """A desa or kelurahan, with its code of the region table."""

    district = models.ForeignKey(District, models.PROTECT, related_name="villages")
    code = models.CharField("kode", max_length=13, unique=True)
    name = models.CharField("desa/kelurahan", max_length=80)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        """Name."""
        return self.name
