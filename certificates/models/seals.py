"""The keys with which bodies seal, and files that somebody signed elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from certificates.enums import SealKind, SealPlace, SealStatus
from certificates.models.certificate import Certificate
from certificates.sealing import Chain
from certify.audit.models import AppendOnlyModel
from programs.models import CertificationBody

USER = settings.AUTH_USER_MODEL
STANDINGS = (SealKind.DEVELOPMENT, SealKind.BODY, SealKind.CERTIFIED)


class SealKey(models.Model):
    """The public half of a body's seal, published for ever, and where its private half lies.

    A file in the key folder under ``name``, or a key on a PKCS#11 token. Who was once a key stays
    one: retiring it stops new seals and changes nothing about those that were made.
    """

    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="seal_keys")
    place = models.CharField("tempat kunci", max_length=5, choices=SealPlace.choices)
    # Frozen when the key is put in place, as a reader of its certificates would have judged then.
    standing = models.CharField(
        "kedudukan", max_length=11, choices=[(s.value, s.label) for s in STANDINGS]
    )
    name = models.CharField("nama berkas kunci", max_length=100, blank=True)
    token = models.CharField("nama token", max_length=64, blank=True)
    token_key = models.CharField("nama kunci di token", max_length=64, blank=True)
    chain = models.TextField("rantai sertifikat")
    fingerprint = models.CharField("sidik sertifikat", max_length=64, unique=True)
    subject = models.CharField("atas nama", max_length=400)
    issuer = models.CharField("dikeluarkan oleh", max_length=400)
    algorithm = models.CharField("jenis kunci", max_length=20)
    valid_from = models.DateTimeField("berlaku sejak")
    valid_until = models.DateTimeField("berlaku sampai")
    status = models.CharField(max_length=11, choices=SealStatus.choices, default=SealStatus.ACTIVE)
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    added_at = models.DateTimeField("dipasang")
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField("berhenti dipakai", null=True, blank=True)
    end_reason = models.CharField("alasan", max_length=300, blank=True)

    class Meta:
        ordering = ("body", "-added_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(status=SealStatus.ACTIVE),
                name="body_has_one_active_seal_key",
            ),
            models.CheckConstraint(
                condition=Q(status__in=SealStatus.values), name="seal_key_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=STANDINGS), name="seal_key_standing_is_known"
            ),
            models.CheckConstraint(
                condition=Q(place=SealPlace.FILE, token="", token_key="") & ~Q(name="")
                | Q(place=SealPlace.TOKEN, name="") & ~Q(token="") & ~Q(token_key=""),
                name="seal_key_lies_in_a_file_or_on_a_token",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=SealStatus.ACTIVE,
                    ended_at__isnull=True,
                    ended_by__isnull=True,
                    end_reason="",
                )
                | ~Q(status=SealStatus.ACTIVE)
                & Q(ended_at__isnull=False, ended_by__isnull=False)
                & ~Q(end_reason=""),
                name="ended_seal_key_has_person_moment_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")),
                name="seal_key_is_valid_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        """Whom its certificate names."""
        return self.subject

    @property
    def is_active(self) -> bool:
        """Tell whether it seals now."""
        return self.status == SealStatus.ACTIVE

    @property
    def is_development(self) -> bool:
        """Tell whether it is of an authority that nobody should trust."""
        return self.standing == SealKind.DEVELOPMENT

    @property
    def certificates(self) -> Chain:
        """Its certificate with those that vouch for it."""
        return Chain.from_pem(self.chain)


class SealPolicy(models.Model):
    """How a body signs its digital certificates; without a row, by its own seal.

    A certification signature with P=1 forbids every later one, so a body whose director signs
    elsewhere gets its files unsealed.
    """

    body = models.OneToOneField(
        CertificationBody, models.PROTECT, primary_key=True, related_name="seal_policy"
    )
    signs_elsewhere = models.BooleanField("ditandatangani di luar Canting", default=False)
    changed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField("diatur")

    def __str__(self) -> str:
        """Which of the two ways."""
        return "ditandatangani di luar" if self.signs_elsewhere else "segel LSP"


class SignedFile(AppendOnlyModel):
    """A certificate's file as it came back with somebody's electronic signature.

    It begins with the bytes that were issued, unchanged; the signature is all that was added.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="signed_files")
    pdf = models.FileField(upload_to="sertifikat/")
    sha256 = models.CharField(max_length=64, unique=True)
    original_sha256 = models.CharField(max_length=64)
    signer = models.CharField("penanda tangan", max_length=400)
    signer_fingerprint = models.CharField("sidik sertifikatnya", max_length=64)
    signer_issuer = models.CharField("dikeluarkan oleh", max_length=400)
    signed_at = models.DateTimeField("ditandatangani", null=True, blank=True)
    uploaded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("diunggah")

    class Meta:
        ordering = ("certificate", "-uploaded_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(sha256=F("original_sha256")),
                name="signed_file_differs_from_its_original",
            ),
        ]

    def __str__(self) -> str:
        """Who signed."""
        return self.signer
