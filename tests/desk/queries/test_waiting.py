import datetime as dt

import pytest
from django.utils import timezone

from desk import queries
from desk.queries import Act, Waiting
from participants.enums import ApplicationStatus as A
from programs.enums import ProgramStatus
from programs.models import Program
from tests.factories import participants, programs


@pytest.fixture
def stage(cast):
    return programs.stage(cast)


def waiting(person, at=None):
    moment = at or timezone.now()
    return queries.waiting_for(person, at=moment, today=timezone.localdate(moment))


def test_empty_program_waits_for_its_list(stage):
    line = Waiting(Act.FILL_PROGRAM, stage.program.pk, stage.program.name, 0, stage.wave.starts_on)
    assert waiting(stage.cast.dewi) == [line]
    assert waiting(stage.cast.head) == []


def test_agency_sends_and_completes(stage):
    participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi)
    participants.application_at(A.RETURNED, stage)
    assert [(line.act, line.count) for line in waiting(stage.cast.dewi)] == [
        (Act.SEND, 1),
        (Act.COMPLETE, 1),
    ]
    assert waiting(stage.cast.sari) == []


def test_a_planned_program_is_opened_before_it_sends(stage):
    participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi)
    Program.objects.filter(pk=stage.program.pk).update(status=ProgramStatus.PLANNING)
    assert [(line.act, line.count) for line in waiting(stage.cast.dewi)] == [(Act.OPEN_PROGRAM, 1)]


def test_body_answers_and_assigns(stage):
    participants.application_at(A.SUBMITTED, stage)
    participants.accepted_many(stage, 2)
    assert [(line.act, line.count) for line in waiting(stage.cast.sari)] == [(Act.ANSWER, 1)]
    assert [(line.act, line.count) for line in waiting(stage.cast.tuti)] == [(Act.ASSIGN, 2)]


def test_others_wait_for_nothing(stage, strangers):
    participants.application_at(A.SUBMITTED, stage)
    cast = stage.cast
    idle = (cast.budi, cast.wulan, cast.bagas, cast.keeper, strangers.sari, strangers.tuti)
    assert [waiting(person) for person in idle] == [[]] * len(idle)


def test_soonest_assessment_first(stage):
    cast = stage.cast
    later = programs.program(cast.agency, by=cast.dewi, name="Lebih dekat")
    programs.wave(later, by=cast.dewi, starts_on=timezone.localdate() - dt.timedelta(days=1))
    lines = waiting(cast.dewi)
    assert [line.program for line in lines] == [later.pk, stage.program.pk]


def test_queries_do_not_grow_with_people(stage, django_assert_max_num_queries):
    participants.accepted_many(stage, 12)
    person = stage.cast.tuti
    with django_assert_max_num_queries(16):
        waiting(person)
