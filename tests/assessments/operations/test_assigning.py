"""Assigning: capacity, role, MET number, ties, and one assessor at a time."""

import datetime as dt

import pytest

from assessments import operations
from assessments.models import Assessment
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import NotAllowedError, NotNowError
from participants import operations as participation
from programs.models import Assessor
from tests.conftest import Cast
from tests.factories import assessments as make
from tests.factories import participants, programs
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage

DAY = AT.date()


def assign_many(stage: Stage, applications: list, **fields: object) -> list[Assessment]:
    values = {"assessor": stage.rahma, "scheduled_on": DAY, "by": stage.cast.tuti, "at": AT}
    return operations.assign_many(applications=applications, **(values | fields))


def test_ten_at_once(stage: Stage):
    applications = participants.accepted_many(stage, 10)

    made = assign_many(stage, applications)

    assert [
        (row.application_id, row.assessor, row.scheduled_on, row.venue, row.status) for row in made
    ] == [(a.pk, stage.rahma, DAY, stage.wave.venue, "assigned") for a in applications]
    assert make.parts_in(made[0]) == {"Rahma": "assessor"}
    event = trail.timeline(made[0], user=stage.cast.tuti)[0]
    assert (event.name, event.within) == ("assessments.assigned", stage.body.pk)
    assert trail.timeline(made[0], user=stage.cast.dewi) == []


def test_the_eleventh_is_one_too_many_and_nobody_is_assigned(stage: Stage):
    applications = participants.accepted_many(stage, 11)

    with pytest.raises(NotNowError, match=r"10 sehari\. Masih bisa ditambah 10"):
        assign_many(stage, applications)
    assert Assessment.objects.count() == 0
    assign_many(stage, applications[:9])
    with pytest.raises(NotNowError, match="sudah menilai 9 orang pada 6 Januari 2025"):
        assign_many(stage, applications[9:])
    assign_many(stage, applications[9:], scheduled_on=DAY + dt.timedelta(days=1))


def test_whoever_does_not_come_leaves_a_place(stage: Stage):
    first, second, third = participants.accepted_many(stage, 3)
    Assessor.objects.filter(pk=stage.rahma.pk).update(daily_capacity=2)
    made = assign_many(stage, [first, second])
    operations.record_absence(assessment=made[0], reason="Sakit", by=stage.cast.rahma, at=AT)

    assign_many(stage, [third])

    with pytest.raises(NotNowError, match="paling banyak 2"):
        assign_many(stage, [participants.accepted(stage)])


@pytest.mark.parametrize("status", ["submitted", "returned", "rejected", "withdrawn"])
def test_only_accepted_applications(stage: Stage, status: str):
    application = participants.application_at(status, stage)

    with pytest.raises(NotNowError, match="belum diterima"):
        assign_many(stage, [application])


def test_nobody_is_assigned_twice(stage: Stage):
    application = participants.accepted(stage, full_name="Ngatemi")
    assign_many(stage, [application])

    with pytest.raises(NotNowError, match="Ngatemi sudah ditugaskan kepada Rahma"):
        assign_many(stage, [application], assessor=stage.budi)


def test_only_the_bodys_manager_assigns(stage: Stage, strangers: Cast):
    application = participants.accepted(stage)
    for user in (stage.cast.sari, stage.cast.bagas, stage.cast.dewi, strangers.tuti):
        with pytest.raises(NotAllowedError):
            assign_many(stage, [application], by=user)


def test_an_assessor_of_another_body_is_refused(stage: Stage, strangers: Cast):
    theirs = programs.stage(strangers)
    application = participants.accepted(stage, full_name="Ngatemi")

    with pytest.raises(NotNowError, match="bukan asesor LSP yang menerima Ngatemi"):
        assign_many(stage, [application], assessor=theirs.budi)


def test_nobody_is_assigned_in_a_closed_program(stage: Stage):
    application = participants.accepted(stage)
    programs.operations.close_program(program=stage.program, by=stage.cast.dewi, at=AT)

    with pytest.raises(NotNowError, match="Program ini sudah selesai"):
        assign_many(stage, [application])


def test_the_met_number_is_valid_on_the_day(stage: Stage):
    Assessor.objects.filter(pk=stage.rahma.pk).update(valid_until=DAY)
    application = participants.accepted(stage)

    with pytest.raises(NotNowError, match="Nomor MET Rahma berlaku sampai 6 Januari 2025"):
        assign_many(stage, [application], scheduled_on=DAY + dt.timedelta(days=1))
    assign_many(stage, [application], scheduled_on=DAY)


def test_the_role_is_held_on_the_day(stage: Stage):
    stage.cast.rahma.grants.update(ends_on=DAY)
    application = participants.accepted(stage)

    with pytest.raises(NotNowError, match="tidak bertugas sebagai asesor LSP ini pada 7 Januari"):
        assign_many(stage, [application], scheduled_on=DAY + dt.timedelta(days=1))
    assign_many(stage, [application], scheduled_on=DAY)


@pytest.mark.parametrize(
    "end",
    [
        lambda stage: Assessor.objects.filter(pk=stage.rahma.pk).update(is_active=False),
        lambda stage: User.objects.filter(pk=stage.cast.rahma.pk).update(is_active=False),
    ],
)
def test_whoever_is_not_active_does_not_assess(stage: Stage, end):
    application = participants.accepted(stage)
    end(stage)

    with pytest.raises(NotNowError, match="tidak bertugas"):
        assign_many(stage, [application])


def trained_by_account(stage: Stage, application) -> None:
    person = application.enrollment.person
    participants.training(person, by=stage.cast.dewi, trainer=stage.cast.rahma)


def trained_by_name(stage: Stage, application) -> None:
    facts = participation.TrainingFacts(
        title="Pelatihan", trainer_name="Hj. RAHMA, S.Pd.", held_on=dt.date(2024, 1, 2)
    )
    participation.record_training(
        person=application.enrollment.person, facts=facts, by=stage.cast.dewi, at=AT
    )


def relative(stage: Stage, application) -> None:
    participation.declare_tie(
        assessor=stage.rahma,
        nik_hash=application.nik_hash,
        tie="keponakan",
        by=stage.cast.rahma,
        at=AT,
    )


def same_business(stage: Stage, application) -> None:
    Assessor.objects.filter(pk=stage.rahma.pk).update(employer="UD. Batik contoh")


@pytest.mark.parametrize(
    ("tie", "sentence"),
    [
        (trained_by_account, "Rahma melatih Ngatemi, jadi tidak boleh menilainya."),
        (trained_by_name, "Rahma melatih Ngatemi, jadi tidak boleh menilainya."),
        (
            relative,
            "Rahma punya hubungan keluarga atau dekat dengan Ngatemi, jadi tidak boleh menilainya.",
        ),
        (
            same_business,
            "Rahma dan Ngatemi berasal dari usaha yang sama, jadi tidak boleh menilainya.",
        ),
    ],
)
def test_a_tie_blocks_with_its_reason(stage: Stage, tie, sentence: str):
    application = participants.accepted(stage, full_name="Ngatemi")
    other = participants.accepted(stage, business_name="Batik Lain")
    tie(stage, application)

    with pytest.raises(NotNowError) as refusal:
        assign_many(stage, [application, other])
    assert refusal.value.sentence == sentence
    assert Assessment.objects.count() == 0
    assign_many(stage, [application], assessor=stage.budi)
    assign_many(stage, [other])


def test_a_namesake_who_was_not_the_trainer_may_assess(stage: Stage):
    application = participants.accepted(stage)
    facts = participation.TrainingFacts(
        title="Pelatihan",
        trainer_name="Rahma",
        held_on=dt.date(2024, 1, 2),
        trainer=stage.cast.hadi,
    )
    participation.record_training(
        person=application.enrollment.person, facts=facts, by=stage.cast.dewi, at=AT
    )

    assert assign_many(stage, [application])[0].assessor == stage.rahma


def reassign(stage: Stage, row: Assessment, **fields: object) -> Assessment:
    values = {"assessor": stage.rahma, "scheduled_on": DAY, "by": stage.cast.tuti, "at": AT}
    return operations.reassign(assessment=row, **(values | fields))


def test_an_assessor_who_did_nothing_yet_takes_no_part(stage: Stage):
    row = reassign(stage, make.assessment_at("assigned", stage))

    assert (row.assessor, make.parts_in(row)) == (stage.rahma, {"Rahma": "assessor"})


def test_an_assessor_who_judged_readiness_keeps_a_part(stage: Stage):
    row = reassign(stage, make.assessment_at("not_ready", stage))

    assert (row.status, row.readiness_note, row.readiness_by) == ("assigned", "", None)
    assert make.parts_in(row) == {"Budi": "former_assessor", "Rahma": "assessor"}
    row = reassign(stage, row, assessor=stage.budi)
    assert make.parts_in(row) == {"Budi": "assessor"}


def test_another_day_needs_room_and_the_same_day_does_not(stage: Stage):
    Assessor.objects.filter(pk=stage.budi.pk).update(daily_capacity=1)
    row = make.assessment_at("assigned", stage)
    tomorrow = DAY + dt.timedelta(days=1)
    make.assessment_at("assigned", stage, on=tomorrow)

    reassign(stage, row, assessor=stage.budi)
    with pytest.raises(NotNowError, match="paling banyak 1 sehari"):
        reassign(stage, row, assessor=stage.budi, scheduled_on=tomorrow)


def test_a_tie_blocks_the_new_assessor_too(stage: Stage, strangers: Cast):
    row = make.assessment_at("assigned", stage)
    trained_by_account(stage, row.application)

    with pytest.raises(NotNowError, match="Rahma melatih"):
        reassign(stage, row)
    with pytest.raises(NotNowError, match="bukan asesor LSP ini"):
        reassign(stage, row, assessor=programs.stage(strangers).budi)
