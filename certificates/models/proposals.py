"""Changes of an issued certificate: one person proposes, another approves, the row stays."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from certificates.enums import CertificateStatus, ProposalKind, ProposalStatus
from certificates.models.certificate import Certificate
from certificates.models.links import NameReport
from certificates.models.runs import IssueRun
from certify.audit.models import AppendOnlyModel

USER = settings.AUTH_USER_MODEL
ANSWERED = (ProposalStatus.APPROVED.value, ProposalStatus.DECLINED.value)

# Changes before this moment were made by one person; their rows say so by having no proposal.
TWO_PEOPLE_SINCE = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


class Proposal(models.Model):
    """A change of a certificate that somebody asked for, and what another person answered.

    A correction also holds what the new certificate is to say. Nothing of what was asked for is
    changed afterwards: whoever wants something else withdraws and proposes again.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="proposals")
    kind = models.CharField("usulan", max_length=10, choices=ProposalKind.choices)
    reason = models.CharField("alasan", max_length=300)
    document = models.CharField("dasar surat", max_length=120, blank=True)
    full_name = models.CharField("nama yang benar", max_length=150, blank=True)
    certificate_number = models.CharField("nomor sertifikat", max_length=60, blank=True)
    registration_number = models.CharField("nomor registrasi", max_length=60, blank=True)
    name_report = models.ForeignKey(
        NameReport, models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    status = models.CharField(
        max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.OPEN
    )
    proposed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("diusulkan")
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True)
    decline_reason = models.CharField("alasan tidak disetujui", max_length=300, blank=True)
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True)
    run = models.OneToOneField(
        IssueRun, models.PROTECT, null=True, blank=True, related_name="proposal"
    )

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="proposer_and_approver_are_different_people",
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(status=ProposalStatus.OPEN),
                name="one_open_proposal_per_certificate",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ANSWERED, decided_by__isnull=False, decided_at__isnull=False)
                | (~Q(status__in=ANSWERED) & Q(decided_by__isnull=True, decided_at__isnull=True)),
                name="answered_proposal_has_person_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.DECLINED) & ~Q(decline_reason="")
                | ~Q(status=ProposalStatus.DECLINED) & Q(decline_reason=""),
                name="declined_proposal_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(status=ProposalStatus.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                name="withdrawn_proposal_has_its_moment",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(kind=ProposalKind.REPLACE) | ~Q(full_name=""),
                name="proposed_correction_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ProposalKind.values), name="proposal_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ProposalStatus.values), name="proposal_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        """What is asked for."""
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        """Its page for staff."""
        return reverse("certificates:proposal", args=[self.pk])


class StatusChange(AppendOnlyModel):
    """Every change of a certificate's state: why, who agreed, when; the proposal says who asked."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="changes")
    source = models.CharField(max_length=10, choices=CertificateStatus.choices)
    target = models.CharField(max_length=10, choices=CertificateStatus.choices)
    reason = models.CharField("alasan", max_length=300)
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="changes"
    )
    changed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("certificate", "changed_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="certificate_state_change_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=False)
                | Q(target=CertificateStatus.VOID)
                | Q(changed_at__lt=TWO_PEOPLE_SINCE),
                name="change_of_an_issued_certificate_was_proposed",
            ),
        ]

    def __str__(self) -> str:
        """From and to."""
        return f"{self.source} → {self.target}"
