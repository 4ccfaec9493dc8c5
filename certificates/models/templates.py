"""What a body's certificates look like: templates, and versions that never change once used."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from certificates.enums import DesignStatus
from certificates.rendering import Design
from certificates.rendering import design as designs
from programs.models import CertificationBody, Scheme

USER = settings.AUTH_USER_MODEL


class CertificateTemplate(models.Model):
    """A body's certificate under a name of its own, for all its schemes or for one."""

    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="templates")
    name = models.CharField("nama rancangan", max_length=80)
    scheme = models.ForeignKey(
        Scheme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="skema"
    )
    created_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("dibuat")

    class Meta:
        ordering = ("body", "name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name"], name="template_name_is_unique_in_body"
            ),
        ]

    def __str__(self) -> str:
        """Name."""
        return self.name


class TemplateVersion(models.Model):
    """One version of a template. A draft changes freely; from its freezing on nobody changes it.

    ``design`` is the canonical JSON of a Design and ``design_sha256`` its hash, by which
    certificates name it. What the last check found stands beside it: how many samples were set,
    with which renderer, and the sentence that refused it, if one did.
    """

    template = models.ForeignKey(CertificateTemplate, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("versi")
    design = models.TextField()
    design_sha256 = models.CharField(max_length=64, db_index=True)
    status = models.CharField(
        max_length=7, choices=DesignStatus.choices, default=DesignStatus.DRAFT
    )
    edited_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField("diubah")
    frozen_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    frozen_at = models.DateTimeField("dikunci", null=True, blank=True)
    activated_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    activated_at = models.DateTimeField("dipakai sejak", null=True, blank=True)
    check_attempt = models.PositiveSmallIntegerField("pemeriksaan ke", default=0)
    check_samples = models.PositiveSmallIntegerField("contoh diperiksa", default=0)
    check_renderer = models.CharField("diperiksa dengan", max_length=80, blank=True)
    check_problem = models.CharField("yang perlu diperbaiki", max_length=400, blank=True)
    checked_at = models.DateTimeField("diperiksa", null=True, blank=True)

    class Meta:
        ordering = ("template", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="template_version_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["template"],
                condition=Q(status=DesignStatus.ACTIVE),
                name="template_has_one_active_version",
            ),
            models.UniqueConstraint(
                fields=["template"],
                condition=Q(status=DesignStatus.DRAFT),
                name="template_has_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DesignStatus.values), name="template_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    status=DesignStatus.DRAFT, frozen_at__isnull=True, frozen_by__isnull=True
                )
                | (
                    ~Q(status=DesignStatus.DRAFT)
                    & Q(frozen_at__isnull=False, frozen_by__isnull=False)
                ),
                name="frozen_template_has_person_and_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status=DesignStatus.ACTIVE)
                | Q(activated_at__isnull=False, activated_by__isnull=False),
                name="active_template_has_person_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(activated_at__isnull=True) | Q(activated_at__gte=F("frozen_at")),
                name="template_is_frozen_before_it_is_active",
            ),
        ]

    def __str__(self) -> str:
        """Name and version."""
        return f"{self.template.name}, versi {self.number}"

    def get_absolute_url(self) -> str:
        """The page of this version."""
        return reverse("certificates:design", args=[self.pk])

    @property
    def chosen(self) -> Design:
        """The design as values."""
        return designs.from_json(self.design)
