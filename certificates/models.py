"""BNSP numbers, certificates with their frozen content, their life, links and hand-over."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from assessments.models import Assessment
from certificates.content import CertificateContent
from certificates.enums import CertificateStatus, LinkChannel, RecipientKind, RunStatus
from certify.audit.models import AppendOnlyModel
from participants.models import Enrollment
from programs.models import CertificationBody, Program, Scheme

USER = settings.AUTH_USER_MODEL
LIVING = (
    CertificateStatus.RESERVED.value,
    CertificateStatus.ISSUED.value,
    CertificateStatus.SUSPENDED.value,
)


class OfficialNumber(models.Model):
    """BNSP's two numbers for one competent result: typed or imported, never made (decisions 6)."""

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="official_number")
    certificate_number = models.CharField("nomor sertifikat", max_length=60)
    certificate_key = models.CharField(max_length=60, unique=True)
    registration_number = models.CharField("nomor registrasi", max_length=60)
    registration_key = models.CharField(max_length=60, unique=True)
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("dicatat")

    class Meta:
        ordering = ("assessment",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(certificate_key="") & ~Q(registration_key=""),
                name="official_numbers_are_both_given",
            ),
        ]

    def __str__(self) -> str:
        """The certificate number as given."""
        return self.certificate_number


class IssueRun(models.Model):
    """One press of the issue button: what was asked, by whom, and how far it came."""

    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="issue_runs")
    program = models.ForeignKey(Program, models.PROTECT, related_name="issue_runs")
    issued_on = models.DateField("tanggal terbit")
    status = models.CharField(max_length=8, choices=RunStatus.choices, default=RunStatus.QUEUED)
    total_count = models.PositiveIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField("percobaan", default=1)
    requested_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField("diminta")
    finished_at = models.DateTimeField("selesai", null=True, blank=True)

    class Meta:
        ordering = ("-requested_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=RunStatus.values), name="issue_run_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Program and day."""
        return f"Penerbitan {self.program}"


class IssueItem(models.Model):
    """One assessment of a run, with the sentence why it could not be issued, if so."""

    run = models.ForeignKey(IssueRun, models.CASCADE, related_name="items")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    problem = models.CharField("masalah", max_length=300, blank=True)

    class Meta:
        ordering = ("run", "assessment__application__enrollment__number", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "assessment"], name="assessment_stands_once_in_a_run"
            ),
        ]

    def __str__(self) -> str:
        """Assessment."""
        return str(self.assessment)


class Certificate(models.Model):
    """A certificate. Its content is frozen when its number is taken; only its state moves on.

    ``content`` is the canonical JSON text of CertificateContent, ``content_sha256`` its hash;
    the PDF is rendered from it alone (reliability.md 2.1). Name, qualification and numbers repeat
    what ``content`` says, so that a list need not read it.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="certificates")
    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="certificates")
    program = models.ForeignKey(Program, models.PROTECT, related_name="certificates")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="+")
    register_year = models.PositiveSmallIntegerField("tahun register")
    register_number = models.PositiveIntegerField("nomor urut register")
    code = models.CharField("kode periksa", max_length=12, unique=True)
    holder_name = models.CharField("nama pemegang", max_length=150)
    qualification = models.CharField("kualifikasi", max_length=150)
    certificate_number = models.CharField("nomor sertifikat", max_length=60, blank=True)
    registration_number = models.CharField("nomor registrasi", max_length=60, blank=True)
    status = models.CharField(
        max_length=10, choices=CertificateStatus.choices, default=CertificateStatus.RESERVED
    )
    is_example = models.BooleanField("contoh", default=False)
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    pdf = models.FileField(upload_to="sertifikat/", blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    issued_on = models.DateField("tanggal terbit")
    valid_until = models.DateField("berlaku sampai")
    run = models.ForeignKey(
        IssueRun, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )
    issued_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField("nomor diambil")
    finished_at = models.DateTimeField("selesai dibuat", null=True, blank=True)
    void_reason = models.CharField("alasan nomor tidak dipakai", max_length=300, blank=True)

    class Meta:
        ordering = ("body", "register_year", "register_number")
        indexes = [
            models.Index(fields=["program", "status"], name="certificate_by_program"),
            models.Index(fields=["valid_until"], name="certificate_by_expiry"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "register_year", "register_number"],
                name="register_number_is_unique_in_body_and_year",
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(status__in=LIVING),
                name="one_living_certificate_per_assessment",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~Q(status=CertificateStatus.VOID),
                name="certificate_is_replaced_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("issued_on")),
                name="certificate_is_valid_after_its_issue",
            ),
            models.CheckConstraint(
                condition=Q(status__in=CertificateStatus.values),
                name="certificate_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[CertificateStatus.RESERVED.value, CertificateStatus.VOID.value]
                )
                | (~Q(pdf_sha256="") & Q(finished_at__isnull=False)),
                name="issued_certificate_has_its_file",
            ),
            models.CheckConstraint(
                condition=~Q(status=CertificateStatus.VOID) | ~Q(void_reason=""),
                name="void_number_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(register_number__gte=1), name="register_number_starts_at_one"
            ),
        ]

    def __str__(self) -> str:
        """Our register number."""
        return f"{self.body.register_prefix}.{self.register_number:04d}/{self.register_year}"

    def get_absolute_url(self) -> str:
        """Its page for staff."""
        return reverse("certificates:certificate", args=[self.pk])

    @property
    def printed_number(self) -> str:
        """BNSP's number, or ours where the body issues without BNSP."""
        return self.certificate_number or str(self)

    @property
    def frozen(self) -> CertificateContent:
        """What is printed, as it was chosen when the number was taken."""
        return CertificateContent.from_json(self.content)


class StatusChange(AppendOnlyModel):
    """Every change of a certificate's state: reason, who asked, who agreed, when."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="changes")
    source = models.CharField(max_length=10, choices=CertificateStatus.choices)
    target = models.CharField(max_length=10, choices=CertificateStatus.choices)
    reason = models.CharField("alasan", max_length=300)
    changed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("certificate", "changed_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="certificate_state_change_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        """From and to."""
        return f"{self.source} → {self.target}"


class Handover(models.Model):
    """Who received which paper, when, from whom (tanda terima). A slip is canceled, not deleted."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="handovers")
    recipient_kind = models.CharField(max_length=8, choices=RecipientKind.choices)
    recipient_name = models.CharField("nama penerima", max_length=150)
    relation = models.CharField("hubungan", max_length=80, blank=True)
    handed_on = models.DateField("tanggal serah")
    handed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField("dicatat")
    canceled_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    canceled_at = models.DateTimeField("dibatalkan", null=True, blank=True)
    cancel_reason = models.CharField("alasan batal", max_length=200, blank=True)

    class Meta:
        ordering = ("-handed_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(canceled_at__isnull=True),
                name="certificate_is_handed_over_once",
            ),
            models.CheckConstraint(
                condition=Q(canceled_at__isnull=True, canceled_by__isnull=True)
                | (Q(canceled_at__isnull=False, canceled_by__isnull=False) & ~Q(cancel_reason="")),
                name="canceled_handover_has_person_moment_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(recipient_kind=RecipientKind.HOLDER) | ~Q(relation=""),
                name="proxy_recipient_states_the_relation",
            ),
        ]

    def __str__(self) -> str:
        """Recipient."""
        return self.recipient_name


class AccessLink(models.Model):
    """A participant's personal link: 128 random bits, stored as a hash (decisions 8).

    The token is made from ``seed`` and the server's key, so the database alone opens nothing and
    staff can print a card again without the token being kept anywhere.
    """

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="links")
    seed = models.CharField(max_length=32)
    token_sha256 = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=10, choices=LinkChannel.choices)
    created_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("dibuat")
    revoked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField("dicabut", null=True, blank=True)
    revoke_reason = models.CharField("alasan", max_length=200, blank=True)
    opened_at = models.DateTimeField("pertama dibuka", null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoke_reason="")),
                name="revoked_link_has_person_moment_and_reason",
            ),
        ]

    def __str__(self) -> str:
        """Enrollment and channel."""
        return f"{self.enrollment} ({self.get_channel_display()})"


class NameReport(models.Model):
    """A holder says the name is written wrong; staff answer by a correction or by words."""

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="name_reports")
    proposed_name = models.CharField("nama yang benar", max_length=150)
    message = models.CharField("pesan", max_length=300, blank=True)
    reported_at = models.DateTimeField("dilaporkan")
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)
    answer = models.CharField("jawaban", max_length=300, blank=True)

    class Meta:
        ordering = ("-reported_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="name_report_answer_has_person_and_moment",
            ),
            models.UniqueConstraint(
                fields=["enrollment"],
                condition=Q(answered_at__isnull=True),
                name="one_open_name_report_per_enrollment",
            ),
        ]

    def __str__(self) -> str:
        """Enrollment."""
        return str(self.enrollment)
