"""Builders of a body's designs, by the real operations."""

import itertools

from django.utils import timezone

from certificates import operations, queries
from certificates.enums import DesignStatus
from certificates.models import TemplateVersion
from certificates.rendering.design import Base, Design, Wording
from tests.factories.programs import Stage

serial = itertools.count(1)
RIMBI = Design(
    base=Base.RIMBI,
    heading="#2F5D3A",
    ornament="#9E2B25",
    wording=Wording(statement="{lsp} dengan ini menyatakan bahwa,"),
)


def draft(stage: Stage, design: Design = RIMBI, *, scheme=None) -> TemplateVersion:
    """Give a draft that looks like ``design``."""
    by, at = stage.cast.sari, timezone.now()
    version = operations.create_template(
        body=stage.body, name=f"Rancangan {next(serial)}", scheme=scheme, by=by, at=at
    )
    return operations.save_design(version=version, design=design, by=by, at=at)


def design_at(state: str, stage: Stage, design: Design = RIMBI, *, scheme=None) -> TemplateVersion:
    """Give a version that the real moves brought into ``state``."""
    version, by, at = draft(stage, design, scheme=scheme), stage.cast.sari, timezone.now()
    if state == DesignStatus.DRAFT:
        return version
    sample = queries.sample_content(stage.body, issued_on=timezone.localdate(at))
    version = operations.freeze_design(version=version, sample=sample, by=by, at=at)
    if state == DesignStatus.ACTIVE:
        return operations.activate_design(
            version=version, samples=20, renderer="uji", by=by, at=timezone.now()
        )
    if state == DesignStatus.RETIRED:
        return operations.retire_design(version=version, by=by, at=at)
    return version


def with_words(**words: str) -> Design:
    """Give the standard design with other words."""
    return Design(wording=Wording(**words))
