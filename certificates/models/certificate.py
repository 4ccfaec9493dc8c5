"""Certificates with their frozen content."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from assessments.models import Assessment
from certificates import rules
from certificates.content import CertificateContent
from certificates.enums import CertificateStatus
from certificates.models.runs import IssueRun
from certificates.models.status import StatusList
from programs.models import CertificationBody, Program, Scheme

USER = settings.AUTH_USER_MODEL

LIVING = (
    CertificateStatus.RESERVED.value,
    CertificateStatus.ISSUED.value,
    CertificateStatus.SUSPENDED.value,
)
# Whose credentials the status lists say that they do not hold, for good or for a time.
ENDED = (
    CertificateStatus.SUSPENDED.value,
    CertificateStatus.REVOKED.value,
    CertificateStatus.REPLACED.value,
    CertificateStatus.VOID.value,
)


class Certificate(models.Model):
    """A certificate. Its content is frozen when its number is taken; only its state moves on.

    ``content`` is the canonical JSON text of CertificateContent, ``content_sha256`` its hash;
    the PDF is rendered from it alone (reliability.md 2.1). Name, qualification and numbers repeat
    what ``content`` says, so that a list need not read it; ``public_facts`` repeats as JSON all
    that strangers may know, so that the public page need not read the pictures.
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
    public_facts = models.TextField("yang boleh diketahui umum")
    content_sha256 = models.CharField(max_length=64)
    pdf = models.FileField(upload_to="sertifikat/", blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    # The certificate of the key that sealed the file; empty where it was issued without a seal.
    seal_fingerprint = models.CharField("sidik segel", max_length=64, blank=True)
    issued_on = models.DateField("tanggal terbit")
    valid_until = models.DateField("berlaku sampai")
    run = models.ForeignKey(
        IssueRun, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )
    status_list = models.ForeignKey(
        StatusList, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    status_index = models.PositiveIntegerField("tempat dalam daftar status", null=True, blank=True)
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals"
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
            models.Index(
                fields=["status_list", "status_index"],
                condition=Q(status__in=ENDED),
                name="certificate_with_a_set_bit",
            ),
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
            models.UniqueConstraint(
                fields=["renews"],
                condition=Q(status__in=LIVING),
                name="certificate_has_one_living_renewal",
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
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="place_in_status_list_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(status_list__isnull=True, status_index__isnull=True)
                | Q(status_list__isnull=False, status_index__isnull=False),
                name="status_list_and_index_come_together",
            ),
        ]

    def __str__(self) -> str:
        """Our register number."""
        return rules.register_number(
            self.body.register_prefix, self.register_number, self.register_year
        )

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
