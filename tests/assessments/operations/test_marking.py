"""Marks: saved one by one, kept with their history, never silently overwritten."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments import operations, queries
from assessments.models import Assessment, Mark, MarkChange
from certify.audit import trail
from certify.lib.errors import ConflictError, InvalidInputError, NotAllowedError, NotNowError
from tests.conftest import Cast
from tests.factories import assessments as make
from tests.factories import programs
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage

LATER = AT + dt.timedelta(minutes=5)


@pytest.fixture
def row(stage: Stage) -> Assessment:
    return make.assessment_at("consented", stage)


def criteria(row: Assessment) -> list:
    return [line.criterion for unit in queries.sheet(row) for line in unit.lines]


def mark(row: Assessment, value: str, *, number: int = 0, **fields: object) -> Mark:
    values = {"version": 0, "by": row.assessor.user, "at": AT}
    return operations.mark(
        assessment=row, criterion=criteria(row)[number], value=value, **(values | fields)
    )


def test_nothing_is_marked_beforehand(row: Assessment):
    assert [line.value for unit in queries.sheet(row) for line in unit.lines] == [""] * 17
    assert Mark.objects.count() == 0


def test_every_value_stays_in_the_history(row: Assessment):
    mark(row, "met")
    mark(row, "not_yet", reason=" putus ", version=1, at=LATER)

    present = make.marks_of(row)["DEMO.BTK.001.1 1.1"]
    assert (present.value, present.reason, present.version, present.marked_at) == (
        "not_yet",
        "putus",
        2,
        LATER,
    )
    assert list(
        MarkChange.objects.order_by("version").values_list("version", "value", "reason")
    ) == [(1, "met", ""), (2, "not_yet", "putus")]


def test_the_trail_holds_no_reason(row: Assessment, stage: Stage):
    mark(row, "not_yet", reason="tangan gemetar")

    event = trail.timeline(row, user=stage.cast.tuti)[0]
    assert (event.name, event.summary) == ("assessments.marked", "menilai KUK 1.1")
    assert set(event.data) == {"criterion", "value", "version"}


@pytest.mark.parametrize("reason", ["", "   "])
def test_belum_needs_a_reason(row: Assessment, reason: str):
    with pytest.raises(InvalidInputError, match="alasan belum"):
        mark(row, "not_yet", reason=reason)
    assert Mark.objects.count() == 0


def test_ya_carries_no_reason(row: Assessment):
    assert mark(row, "met", reason="putus").reason == ""


def test_the_second_device_is_told_who_what_and_when(row: Assessment):
    mark(row, "not_yet", reason="putus", at=dt.datetime(2025, 1, 6, 2, 14, tzinfo=dt.UTC))

    with pytest.raises(ConflictError) as refusal:
        mark(row, "met")

    assert (refusal.value.sentence, refusal.value.theirs, refusal.value.yours) == (
        (
            "Budi sudah mencatat “Belum (putus)” pukul 09.14 WIB. "
            "Catatan itu masih berlaku. Pilih yang benar."
        ),
        "Belum (putus)",
        "Ya, sesuai",
    )
    assert [m.value for m in Mark.objects.all()] == ["not_yet"]


def test_a_conflict_is_told_before_a_reason_is_asked(row: Assessment):
    """Found in a browser: the page that asked for the reason accepted the newer version."""
    mark(row, "met")

    with pytest.raises(ConflictError):
        mark(row, "not_yet")


def test_the_same_value_from_two_devices_is_no_conflict(row: Assessment):
    first = mark(row, "met")

    assert mark(row, "met") == first
    assert MarkChange.objects.count() == 1


def test_a_criterion_of_another_scheme_is_refused(row: Assessment, strangers: Cast):
    other = programs.stage(strangers)
    foreign = other.scheme.scheme_units.first().unit.elements.first().criteria.first()

    with pytest.raises(NotNowError, match="tidak termasuk skema"):
        operations.mark(
            assessment=row, criterion=foreign, value="met", version=0, by=row.assessor.user, at=AT
        )


def test_another_assessor_marks_nothing(row: Assessment, stage: Stage):
    with pytest.raises(NotAllowedError):
        mark(row, "met", by=stage.cast.rahma)


def test_ya_semua_marks_what_is_open_and_can_be_taken_back(row: Assessment):
    mark(row, "not_yet", reason="putus", number=1)
    element = criteria(row)[0].element
    by = row.assessor.user

    saved = operations.mark_element(assessment=row, element=element, by=by, at=AT)

    assert [(m.criterion.number, m.value, m.for_whole_element) for m in saved] == [
        ("1.1", "met", True),
        ("1.3", "met", True),
    ]
    with pytest.raises(NotNowError, match="sudah dinilai"):
        operations.mark_element(assessment=row, element=element, by=by, at=AT)
    operations.unmark_element(assessment=row, element=element, by=by, at=LATER)
    assert {n: m.value for n, m in make.marks_of(row).items()} == {
        "DEMO.BTK.001.1 1.1": "",
        "DEMO.BTK.001.1 1.2": "not_yet",
        "DEMO.BTK.001.1 1.3": "",
    }
    with pytest.raises(NotNowError, match="Tidak ada tanda"):
        operations.unmark_element(assessment=row, element=element, by=by, at=LATER)
    assert str(make.last_change(row)) == "2: dikosongkan"


def test_what_was_changed_since_stays_when_ya_semua_is_taken_back(row: Assessment):
    element, by = criteria(row)[0].element, row.assessor.user
    operations.mark_element(assessment=row, element=element, by=by, at=AT)
    mark(row, "not_yet", reason="putus", version=1)

    operations.unmark_element(assessment=row, element=element, by=by, at=LATER)

    assert [m.value for m in make.marks_of(row).values()] == ["not_yet", "", ""]


def test_an_emptied_mark_conflicts_with_an_old_page(row: Assessment):
    element, by = criteria(row)[0].element, row.assessor.user
    operations.mark_element(assessment=row, element=element, by=by, at=AT)
    operations.unmark_element(assessment=row, element=element, by=by, at=AT)

    with pytest.raises(ConflictError, match="“belum dinilai”"):
        mark(row, "met", version=1)
    assert mark(row, "met", version=2).version == 3


def test_a_note_is_kept(row: Assessment):
    note = make.note(row)

    assert (note.text, note.written_by) == ("Malam terlalu panas", row.assessor.user)
    with pytest.raises(InvalidInputError):
        operations.add_note(assessment=row, text=" ", by=row.assessor.user, at=AT)


VALUES = st.sampled_from([("met", ""), ("not_yet", "putus"), ("not_yet", "tipis")])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(taps=st.lists(st.tuples(st.sampled_from("AB"), VALUES, st.booleans()), max_size=8))
def test_no_interleaving_of_two_devices_loses_a_value(row: Assessment, taps: list):
    """G1: a device acts on what its page shows; it reloads only sometimes."""
    criterion = criteria(row)[0]
    present = Mark.objects.filter(criterion=criterion).first()
    start = present.version if present else 0
    stored = (present.value, present.reason) if present else ("", "")
    before, accepted, seen = MarkChange.objects.count(), 0, {"A": start, "B": start}
    for device, (value, reason), reloads in taps:
        current = Mark.objects.filter(criterion=criterion).first()
        version = current.version if current else 0
        try:
            saved = operations.mark(
                assessment=row,
                criterion=criterion,
                value=value,
                reason=reason,
                version=seen[device],
                by=row.assessor.user,
                at=AT,
            )
        except ConflictError as refusal:
            told = (seen[device] != version, refusal.theirs)
            assert told == (True, operations.words_of(*stored))
        else:
            assert seen[device] == version or stored == (value, reason)
            accepted += saved.version != version
            stored, seen[device] = (value, reason), saved.version
        if reloads:
            current = Mark.objects.filter(criterion=criterion).first()
            seen[device] = current.version if current else 0
    assert MarkChange.objects.count() - before == accepted
