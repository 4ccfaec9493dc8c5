"""What minutes and decrees said on the day they were made."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from assessments.enums import PaperKind
from assessments.models.panel import Panel
from certify.audit.models import AppendOnlyModel


class KeptPaper(AppendOnlyModel):
    """All that one paper of a panel prints: kept when the panel closes or its decree is signed.

    ``content`` is the canonical JSON of MinutesContent or DecreeContent, ``content_sha256`` its
    hash. It stands beside panel and decree because lists read those and need none of it.
    """

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=8, choices=PaperKind.choices)
    content = models.TextField("isi")
    content_sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField("disimpan")

    class Meta:
        ordering = ("panel", "kind")
        constraints = [
            models.UniqueConstraint(fields=["panel", "kind"], name="panel_keeps_each_paper_once"),
            models.CheckConstraint(
                condition=Q(kind__in=PaperKind.values), name="kept_paper_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Kind and panel."""
        return f"{self.get_kind_display()}: {self.panel}"
