from participants import queries
from tests.factories import participants


def test_trainers_offered_are_those_of_the_agencys_bodies(stage, other_stage):
    offered = set(queries.possible_trainers(stage.agency.pk))

    assert offered == {stage.cast.budi, stage.cast.rahma, *stage.cast.panel}


def test_body_reads_trainings_and_ties_of_its_applicant(stage):
    application = participants.accepted(stage)
    person = application.enrollment.person
    training = participants.training(person, by=stage.cast.dewi, trainer=stage.cast.budi)
    tie = participants.tie(stage.rahma, person.nik, by=stage.cast.rahma)

    assert list(queries.trainings_of(application)) == [training]
    assert list(queries.ties_of(application)) == [tie]
