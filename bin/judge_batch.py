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
from tests.factories import certificates, participants, programs, seals

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
    refused: int
    folder: Path
    stage: programs.Stage
    address: str


def make(folder: Path, *, hostile: int) -> Batch:
    """Issue the batch by the real moves: numbers, run, frozen content, sealed files.

    A name that no way can set is refused by name before it takes a number.

    Raises:
        RuntimeError: somebody was not issued for another reason; the sentence says which.
    """
    cast = make_cast()
    cast.body.name_en = "Example Professional Certification Body"
    cast.body.save()
    stage = programs.stage(cast, places=ORDINARY + hostile + MORE)
    certificates.credential_key(stage)
    seals.sealed_body(stage)
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
    refused = list(run.items.exclude(problem=""))
    issued = list(run.certificates.order_by("register_number"))
    for item in refused:
        if item.assessment.application.full_name not in item.problem:
            message = f"{item.assessment}: not issued, and not for its name: {item.problem}"
            raise RuntimeError(message)
    if len(issued) + len(refused) != len(rows):
        message = f"{len(issued)} issued and {len(refused)} refused of {len(rows)}"
        raise RuntimeError(message)
    media = Path(settings.MEDIA_ROOT)
    papers = [Paper(row, row.frozen, media / row.pdf.name) for row in issued]
    return Batch(papers, len(refused), folder, stage, settings.PUBLIC_URL)
