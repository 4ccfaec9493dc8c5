"""Taken back until the first assessment."""

from dataclasses import replace

import pytest

from certify.audit.models import AuditEvent
from certify.lib.errors import NotNowError
from participants import operations
from participants.enums import ImportStatus
from participants.models import Application, Enrollment, Person
from programs.models import Program
from tests.factories import assessments, imports, participants
from tests.factories.programs import LONG_AGO, Stage


def test_undo_takes_everything_back(stage: Stage, program: Program) -> None:
    draft = imports.committed(program, by=stage.cast.dewi)

    undone = operations.undo_import(draft=draft, by=stage.cast.dewi, at=LONG_AGO)

    assert undone.status == ImportStatus.UNDONE
    assert (Person.objects.count(), Enrollment.objects.count()) == (0, 0)
    assert AuditEvent.objects.filter(name="import.undone").count() == 1


def test_undo_puts_back_what_was_updated_unless_somebody_corrected_it_since(
    stage: Stage, program: Program
) -> None:
    dewi = stage.cast.dewi
    first = imports.committed(
        program,
        by=dewi,
        content=imports.csv(imports.line(1), imports.line(2)),
        answers=None,
    )
    update = replace(imports.KEEP_BRACKETS, for_all={"enrolled": "update"})
    second = imports.committed(
        program,
        by=dewi,
        content=imports.csv(
            imports.line(1, place="Kediri"), imports.line(2, place="Kediri"), imports.line(3)
        ),
        answers=update,
    )
    corrected = Person.objects.get(full_name=imports.name(2))
    corrected.birth_place = "Blitar"
    corrected.save()

    operations.undo_import(draft=second, by=dewi, at=LONG_AGO)

    places = Person.objects.order_by("full_name").values_list("full_name", "birth_place")
    assert list(places) == [(imports.name(2), "Blitar"), (imports.name(1), "Jombang")]
    assert Enrollment.objects.filter(imported_by=first).count() == 2


def test_undo_is_refused_from_the_first_assessment_on(stage: Stage, program: Program) -> None:
    cast = stage.cast
    draft = imports.committed(program, by=cast.dewi)
    rows = list(Enrollment.objects.filter(program=program))
    operations.send_applications(program=program, enrollments=rows, by=cast.dewi, at=LONG_AGO)
    accepted = operations.accept_application(
        application=Application.objects.first(), by=cast.sari, at=LONG_AGO
    )
    assessments.assigned(stage, accepted)

    with pytest.raises(NotNowError) as refusal:
        operations.undo_import(draft=draft, by=cast.dewi, at=LONG_AGO)

    assert refusal.value.sentence.startswith("Asesmen orang dari daftar ini sudah ditugaskan")
    assert Enrollment.objects.count() == 40


def test_undo_takes_applications_along_and_tells_the_body(stage: Stage, program: Program) -> None:
    dewi = stage.cast.dewi
    draft = imports.committed(program, by=dewi)
    rows = list(Enrollment.objects.filter(program=program))
    operations.send_applications(program=program, enrollments=rows, by=dewi, at=LONG_AGO)
    operations.accept_application(
        application=Application.objects.first(), by=stage.cast.sari, at=LONG_AGO
    )

    operations.undo_import(draft=draft, by=dewi, at=LONG_AGO)

    assert (Application.objects.count(), Person.objects.count()) == (0, 0)
    told = AuditEvent.objects.get(name="import.applications_taken_back")
    assert (told.within, told.data) == (stage.body.pk, {"count": 40})


def test_undo_keeps_people_who_were_used_since(stage: Stage, program: Program) -> None:
    dewi = stage.cast.dewi
    draft = imports.committed(
        program, by=dewi, content=imports.csv(imports.line(1), imports.line(2)), answers=None
    )
    used = Person.objects.get(full_name=imports.name(1))
    participants.training(used, by=dewi)

    operations.undo_import(draft=draft, by=dewi, at=LONG_AGO)

    assert list(Person.objects.all()) == [used]
    assert Enrollment.objects.count() == 0
