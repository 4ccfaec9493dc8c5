"""Credentials that were asked for, kept as they were first given."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from certificates.enums import CredentialKind
from certificates.models.certificate import Certificate
from certify.audit.models import AppendOnlyModel


class KeptCredential(AppendOnlyModel):
    """One form of a certificate's credential, made on first request and never made again."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=5, choices=CredentialKind.choices)
    text = models.TextField("isi")
    made_at = models.DateTimeField("dibuat")

    class Meta:
        ordering = ("certificate", "kind")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "kind"], name="credential_is_kept_once_per_form"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CredentialKind.values), name="credential_form_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Certificate and form."""
        return f"{self.certificate} ({self.kind})"
