"""Lists cost the same number of queries for one row and for many."""

import pytest

from assessments import operations
from tests.factories import assessments as make
from tests.factories import participants
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage


def grow(stage: Stage) -> None:
    """Make more of everything that lists show."""
    for status in ("assigned", "consented", "recommended", "absent"):
        make.assessment_at(status, stage)
    participants.accepted_many(stage, 3)


@pytest.mark.parametrize(
    ("name", "who"),
    [("assessments", "tuti"), ("own", "budi"), ("mine", "budi"), ("assign", "tuti")],
)
def test_people(stage: Stage, visit, name: str, who: str):
    make.assessment_at("recommended", stage)
    participants.accepted(stage)
    visitor = visit(getattr(stage.cast, who))
    arguments = [stage.program.pk] if name in {"mine", "assign"} else []
    one = visitor.queries(name, *arguments)

    grow(stage)

    assert visitor.queries(name, *arguments) == one


def test_one_sheet(stage: Stage, visit):
    row = make.assessment_at("consented", stage)
    budi = visit(stage.cast.budi)
    empty = budi.queries("unit", row.pk, 1)

    make.marked(row)
    make.assessment_at("consented", stage)

    assert budi.queries("unit", row.pk, 1) == empty


def test_the_meeting(stage: Stage, visit):
    make.assessment_at("recommended", stage)
    small = make.panel(stage)
    wulan, tuti = visit(stage.cast.wulan), visit(stage.cast.tuti)
    one = [wulan.queries(name, small.pk) for name in ("panel", "panel_list", "closing")]
    operations.cancel_panel(panel=small, reason="x", by=stage.cast.tuti, at=AT)
    lists = [tuti.queries("panels"), tuti.queries("convene", stage.program.pk)]
    for _ in range(4):
        make.assessment_at("recommended", stage)

    assert [tuti.queries("panels"), tuti.queries("convene", stage.program.pk)] == lists
    large = make.panel(stage)
    assert [wulan.queries(name, large.pk) for name in ("panel", "panel_list", "closing")] == one


def test_decrees(stage: Stage, visit):
    first = make.assessment_at("in_force", stage)
    tuti = visit(stage.cast.tuti)
    names = [
        ("decrees",),
        ("panel", first.decision.panel_id),
        ("decree", first.decision.panel.decree.pk),
    ]
    one = [tuti.queries(*name) for name in names]

    rows = make.in_force_many(stage, [make.K, make.BK, make.K])

    panel = rows[0].decision.panel
    names = [("decrees",), ("panel", panel.pk), ("decree", panel.decree.pk)]
    assert [tuti.queries(*name) for name in names] == one
