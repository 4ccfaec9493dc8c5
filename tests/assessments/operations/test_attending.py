"""Readiness, consent, absence and withdrawal."""

import pytest

from assessments import operations
from assessments.enums import ConsentMeans
from assessments.models import Consent
from certify.lib.errors import InvalidInputError, NotAllowedError
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage


def test_readiness_keeps_who_when_and_why(stage: Stage):
    row = make.assessment_at("assigned", stage)
    budi = stage.cast.budi

    row = operations.decline_ready(assessment=row, note=" Belum ada bukti ", by=budi, at=AT)
    assert (row.status, row.readiness_note, row.readiness_by, row.readiness_at) == (
        "not_ready",
        "Belum ada bukti",
        budi,
        AT,
    )
    row = operations.confirm_ready(assessment=row, note="", by=budi, at=AT)
    assert (row.status, row.readiness_note) == ("ready", "")


def test_declining_says_what_is_missing(stage: Stage):
    row = make.assessment_at("assigned", stage)

    with pytest.raises(InvalidInputError, match="Tulis apa yang kurang"):
        operations.decline_ready(assessment=row, note="  ", by=stage.cast.budi, at=AT)


@pytest.mark.parametrize(("agree", "appeal"), [(False, True), (True, False), (False, False)])
def test_no_consent_by_halves(stage: Stage, agree: bool, appeal: bool):
    row = make.assessment_at("ready", stage)

    with pytest.raises(InvalidInputError, match="asesor dan asesi setuju"):
        operations.record_consent(
            assessment=row,
            means=ConsentMeans.TICK,
            both_agree=agree,
            appeal_explained=appeal,
            by=stage.cast.budi,
            at=AT,
        )
    assert Consent.objects.count() == 0


def test_consent_keeps_the_version_of_its_text(stage: Stage):
    row = make.assessment_at("consented", stage)
    consent = make.consent_of(row)

    assert (row.status, consent.text_version, consent.means, consent.recorded_by) == (
        "consented",
        "AK01-2026-1",
        "tick",
        stage.cast.budi,
    )


@pytest.mark.parametrize("act", ["record_absence", "withdraw"])
def test_leaving_needs_a_reason(stage: Stage, act: str):
    row = make.assessment_at("assigned", stage)

    with pytest.raises(InvalidInputError, match="Tulis alasan"):
        getattr(operations, act)(assessment=row, reason=" ", by=stage.cast.tuti, at=AT)


def test_an_absence_can_be_taken_back(stage: Stage):
    row = make.assessment_at("absent", stage)
    assert (row.status, row.status_reason) == ("absent", "Tidak ada kabar")

    row = operations.undo_absence(assessment=row, by=stage.cast.budi, at=AT)

    assert (row.status, row.status_reason) == ("assigned", "")


def test_another_assessor_of_the_body_does_nothing_here(stage: Stage):
    row = make.assessment_at("assigned", stage)

    with pytest.raises(NotAllowedError, match="asesor yang ditugaskan"):
        operations.confirm_ready(assessment=row, by=stage.cast.rahma, at=AT)
    with pytest.raises(NotAllowedError, match="Hanya asesor yang ditugaskan atau manajer"):
        operations.record_absence(assessment=row, reason="x", by=stage.cast.rahma, at=AT)
