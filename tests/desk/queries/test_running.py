from desk import queries
from desk.queries import Running
from participants.enums import ApplicationStatus as A
from tests.factories import participants, programs


def test_counts_people_as_the_side_sees_them(cast, strangers):
    stage = programs.stage(cast)
    participants.enrollment(stage.program, stage.scheme, by=cast.dewi)
    participants.application_at(A.SUBMITTED, stage)
    program = stage.program

    def line(people: int) -> Running:
        return Running(program.pk, program.name, program.year, cast.agency.short_name, people)

    assert queries.running_for(cast.dewi) == [line(2)]
    assert queries.running_for(cast.sari) == [line(1)]
    assert queries.running_for(strangers.dewi) == []
    assert queries.running_for(cast.keeper) == []
