"""The papers that are judged: an ordinary program of 40, and people with hostile names besides."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from certificates import operations
from participants.models import Application
from tests.certificates.rendering import names
from tests.conftest import make_cast
from tests.factories import certificates, participants, programs

if TYPE_CHECKING:
    from certificates.content import CertificateContent
    from certificates.models import Certificate

ORDINARY = 40
MORE = 10  # made while judging, to be revoked and suspended


@dataclass(frozen=True)
class Paper:
    """One stored certificate: its file, and what the record says."""

    certificate: Certificate
    content: CertificateContent
    path: Path

    @property
    def name(self) -> str:
        """How a disagreement names it: the register number, never the person."""
        return str(self.certificate)


@dataclass(frozen=True)
class Batch:
    """Everything that is judged."""

    papers: list[Paper]
    folder: Path
    stage: programs.Stage
    address: str


def make(folder: Path, *, hostile: int) -> Batch:
    """Issue the batch by the real moves: numbers, run, frozen content, sealed files.

    Raises:
        RuntimeError: somebody was not issued; the sentence says who and why.
    """
    cast = make_cast()
    cast.body.name_en = "Example Professional Certification Body"
    cast.body.save()
    stage = programs.stage(cast, places=ORDINARY + hostile + MORE)
    certificates.credential_key(stage)
    applications = participants.accepted_many(stage, ORDINARY + hostile)
    for application, name in zip(applications[ORDINARY:], names.hostile(hostile), strict=True):
        Application.objects.filter(pk=application.pk).update(full_name=name)
    fresh = Application.objects.filter(pk__in=[row.pk for row in applications])
    rows = certificates.assessed(stage, list(fresh.order_by("enrollment__number")))
    operations.record_numbers(
        entries=certificates.numbers(rows), by=stage.cast.sari, at=timezone.now()
    )
    run = certificates.run_of(stage, rows)
    operations.carry_out(run=run, clock=timezone.now)
    left = [f"{item.assessment}: {item.problem}" for item in run.items.exclude(problem="")]
    issued = list(run.certificates.order_by("register_number"))
    if left or len(issued) != len(rows):
        message = f"{len(issued)} of {len(rows)} were issued; {'; '.join(left[:3])}"
        raise RuntimeError(message)
    media = Path(settings.MEDIA_ROOT)
    return Batch(
        [Paper(row, row.frozen, media / row.pdf.name) for row in issued],
        folder,
        stage,
        settings.PUBLIC_URL,
    )
