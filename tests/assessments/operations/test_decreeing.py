"""Decrees: numbered, mended while drafts, effective by signature."""

import datetime as dt

import pytest

from assessments import operations, queries
from assessments.models import Assessment, Decree, Panel
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from tests.conftest import Cast
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage


@pytest.fixture
def row(stage: Stage) -> Assessment:
    return make.assessment_at("recommended", stage)


@pytest.fixture
def closed(stage: Stage, row: Assessment) -> Panel:
    return make.decided(stage, {row.pk: make.K})


def draft(stage: Stage, panel: Panel, **fields: object) -> Decree:
    values = {"number": "1/SK", "decided_on": AT.date(), "by": stage.cast.tuti, "at": AT}
    return operations.draft_decree(panel=panel, **(values | fields))


def test_numbers_are_suggested_by_the_bodys_pattern(stage: Stage, closed: Panel):
    assert queries.suggested_number(closed) == "001/LSP/SK-HASIL/I/2025"
    make.pattern(stage, " SK-{year}-{seq} ")
    make.drafted(stage, closed)
    other = make.assessment_at("recommended", stage)

    assert queries.suggested_number(make.decided(stage, {other.pk: make.K})) == "SK-2025-002"


def test_a_pattern_counts(stage: Stage):
    with pytest.raises(InvalidInputError, match=r"perlu \{seq\}"):
        make.pattern(stage, "SK/{year}")
    with pytest.raises(NotAllowedError):
        operations.set_pattern(body=stage.body, pattern="{seq}", by=stage.cast.sari, at=AT)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": "  "}, "Isi nomor SK"),
        ({"decided_on": dt.date(2025, 1, 5)}, "tidak bisa sebelum pleno, 6 Januari 2025"),
    ],
)
def test_a_decree_has_a_number_and_a_day(
    stage: Stage, closed: Panel, fields: dict[str, object], sentence: str
):
    with pytest.raises(InvalidInputError, match=sentence):
        draft(stage, closed, **fields)


def test_a_number_is_used_once_and_a_panel_has_one_decree(stage: Stage, closed: Panel):
    draft(stage, closed)
    with pytest.raises(NotNowError, match="SK untuk pleno ini sudah dibuat"):
        draft(stage, closed)
    other = make.assessment_at("recommended", stage)
    second = make.decided(stage, {other.pk: make.K})
    with pytest.raises(InvalidInputError, match="Nomor SK 1/SK sudah dipakai"):
        draft(stage, second)
    mended = operations.edit_decree(
        decree=draft(stage, second, number="2/SK"),
        number="3/SK",
        decided_on=dt.date(2025, 1, 8),
        by=stage.cast.tuti,
        at=AT,
    )
    assert (mended.number, mended.decided_on, mended.status) == (
        "3/SK",
        dt.date(2025, 1, 8),
        "draft",
    )


def test_an_open_or_canceled_panel_has_no_decree(stage: Stage, row: Assessment):
    meeting = make.panel(stage)
    with pytest.raises(NotNowError, match="belum ditetapkan"):
        draft(stage, meeting)
    operations.cancel_panel(panel=meeting, reason="x", by=stage.cast.tuti, at=AT)
    with pytest.raises(NotNowError, match="belum ditetapkan"):
        draft(stage, meeting)


def test_only_the_signature_makes_results_effective(
    stage: Stage, row: Assessment, closed: Panel, strangers: Cast
):
    decree = draft(stage, closed)
    row.refresh_from_db()
    before = (row.status, queries.agency_status(row), list(queries.competent_in_force()))
    for user in (stage.cast.tuti, stage.cast.wulan, strangers.bagas):
        with pytest.raises(NotAllowedError, match="Hanya direktur"):
            operations.sign_decree(decree=decree, by=user, at=AT)

    signed = operations.sign_decree(decree=decree, by=stage.cast.bagas, at=AT)

    row = Assessment.objects.get(pk=row.pk)
    assert before == ("decided", "assessed", [])
    assert (signed.status, signed.signed_by, signed.signed_at) == (
        "in_force",
        stage.cast.bagas,
        AT,
    )
    assert (row.status, queries.agency_status(row)) == ("in_force", "competent")
    assert list(queries.competent_in_force(program=stage.program, body=stage.body)) == [row]
    for act in (
        lambda: operations.sign_decree(decree=decree, by=stage.cast.bagas, at=AT),
        lambda: operations.edit_decree(
            decree=decree, number="9", decided_on=AT.date(), by=stage.cast.tuti, at=AT
        ),
    ):
        with pytest.raises(NotNowError, match="“Berlaku”"):
            act()


def test_the_agency_reads_in_the_trail_only_that_a_decree_is_in_force(
    stage: Stage, row: Assessment, closed: Panel
):
    before = [e.name for e in trail.timeline(row, user=stage.cast.dewi)]
    make.decree(stage, closed)

    event = trail.timeline(row, user=stage.cast.dewi)[0]
    assert before == []
    assert (event.name, event.data) == ("assessments.put_in_force", {"decree": closed.decree.pk})
    assert "kompeten" not in event.summary
