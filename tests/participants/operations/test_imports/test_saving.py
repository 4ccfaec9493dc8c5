"""All or nothing, and repeatable; who may."""

from dataclasses import replace

import pytest

from certify.audit.models import AuditEvent
from certify.lib.errors import NotAllowedError, NotNowError
from participants import operations, queries
from participants.enums import ImportStatus
from participants.importing import stored
from participants.models import Enrollment, Person
from programs.models import Program
from tests.factories import imports, participants
from tests.factories.programs import LONG_AGO, Stage
from tests.participants.importing.test_untidy import tidy_people
from tests.participants.operations.test_imports.saying import COLUMNS, TODAY, outcomes, register


def test_the_untidy_list_ends_in_the_forty_people_of_the_tidy_one(
    stage: Stage, program: Program
) -> None:
    draft = imports.committed(program, by=stage.cast.dewi)

    schemes = {1: "Pembatik Tulis", 2: "Tukang Cap", 3: "Tukang Lorod"}
    assert register() == [
        (
            number,
            schemes[values.scheme_id or 0],
            *(getattr(values, name) for name in COLUMNS),
        )
        for number, values in enumerate(tidy_people(), start=1)
    ]
    assert Person.objects.filter(village__isnull=True).count() == 0
    assert Person.objects.filter(is_example=True, phone_note="WA anak").count() == 8
    assert (draft.status, draft.added_count, draft.updated_count, draft.skipped_count) == (
        ImportStatus.COMMITTED,
        40,
        0,
        2,
    )


def test_a_commit_is_on_the_trail_of_everybody(stage: Stage, program: Program) -> None:
    draft = imports.committed(program, by=stage.cast.dewi)

    event = AuditEvent.objects.get(name="import.committed")
    assert event.data == {
        "added": 40,
        "updated": 0,
        "skipped": 2,
        "file_sha256": draft.file_sha256,
        "answers": {
            "typed": 3,
            "chosen": 0,
            "for_all": 4,
            "meanings": 0,
            "skipped": 1,
            "included": 0,
        },
    }
    assert len(event.subjects) == 1 + 1 + 40 + 40
    assert event.within == stage.cast.agency.pk
    assert not any(person.nik in str(event.data) for person in Person.objects.all())


def test_an_open_question_keeps_everything_from_being_saved(stage: Stage, program: Program) -> None:
    draft = imports.draft(program, by=stage.cast.dewi)

    with pytest.raises(NotNowError) as refusal:
        operations.commit_import(draft=draft, by=stage.cast.dewi, at=LONG_AGO)

    assert refusal.value.sentence == (
        "24 baris masih menunggu jawaban. Selesaikan di langkah Perbaiki."
    )
    assert (Person.objects.count(), Enrollment.objects.count()) == (0, 0)


def test_a_list_larger_than_the_quota_is_refused_whole(stage: Stage) -> None:
    program = imports.three_schemes(stage, places=5)
    draft = imports.draft(program, by=stage.cast.dewi, answers=imports.REPAIRS)

    with pytest.raises(NotNowError) as refusal:
        operations.commit_import(draft=draft, by=stage.cast.dewi, at=LONG_AGO)

    assert refusal.value.sentence == (
        "Kuota Pembatik Tulis tinggal 5, sedangkan daftar ini memuat 28 orang. "
        "Tambah kuotanya di halaman program, lalu simpan lagi."
    )
    assert Person.objects.count() == 0


def test_the_same_file_again_takes_over_the_answers_and_changes_nothing(
    stage: Stage, program: Program
) -> None:
    imports.committed(program, by=stage.cast.dewi)
    before = register()

    again = imports.draft(program, by=stage.cast.dewi)
    assert queries.earlier_import(again) is not None
    assert outcomes(again) == {"same": 40, "skip": 2}
    saved = operations.commit_import(draft=again, by=stage.cast.dewi, at=LONG_AGO)

    assert (saved.added_count, saved.updated_count) == (0, 0)
    assert register() == before


def test_the_tidy_list_after_the_untidy_one_only_adds_what_was_missing(
    stage: Stage, program: Program
) -> None:
    imports.committed(program, by=stage.cast.dewi)
    answers = replace(
        imports.KEEP_BRACKETS, for_all={"name_brackets": "keep", "enrolled": "update"}
    )

    saved = imports.committed(program, by=stage.cast.dewi, path=imports.TIDY, answers=answers)

    assert (saved.added_count, saved.updated_count) == (0, 40)
    assert Person.objects.filter(years_in_business__isnull=True).count() == 0
    assert Person.objects.filter(phone_note="WA anak").count() == 8


def test_a_person_of_another_program_is_enrolled_and_not_entered_twice(
    stage: Stage, program: Program
) -> None:
    dewi = stage.cast.dewi
    nik = participants.nik(901)
    known = participants.person(stage.agency, by=dewi, full_name="Siti Romlah", nik=nik)
    content = imports.csv(imports.line(1, name="Siti Romlah", nik=nik), imports.line(2))
    draft = imports.draft(program, by=dewi, content=content)

    (group,) = stored.check(draft, today=TODAY).groups
    (issue,) = group.issues
    assert group.cause.value == "registered"
    assert issue.sentence == "Siti Romlah, ada di daftar orang dinas."

    draft = operations.keep_answers(
        draft=draft,
        change=lambda answers: replace(answers, for_all={"registered": "same"}),
        by=dewi,
    )
    operations.commit_import(draft=draft, by=dewi, at=LONG_AGO)

    assert Enrollment.objects.filter(person=known, program=program).count() == 1
    assert Person.objects.count() == 2


def test_a_name_and_birth_date_of_the_register_under_another_nik_is_asked_about(
    stage: Stage, program: Program
) -> None:
    dewi = stage.cast.dewi
    participants.person(stage.agency, by=dewi, full_name="SITI ROMLAH", nik=participants.nik(902))
    draft = imports.draft(
        program, by=dewi, content=imports.csv(imports.line(1, name="Siti Romlah, S.E."))
    )

    assert [group.cause.value for group in stored.check(draft, today=TODAY).groups] == [
        "similar_registered"
    ]


def test_people_of_another_agency_are_nobodys_business(
    stage: Stage, other_stage: Stage, program: Program
) -> None:
    nik = participants.nik(903)
    participants.person(other_stage.agency, by=other_stage.cast.dewi, nik=nik)

    draft = imports.draft(
        program, by=stage.cast.dewi, content=imports.csv(imports.line(1, nik=nik))
    )

    assert outcomes(draft) == {"add": 1}


@pytest.mark.parametrize("who", ["head", "sari", "tuti", "budi", "bagas"])
def test_only_the_agencys_staff_import(stage: Stage, program: Program, who: str) -> None:
    with pytest.raises(NotAllowedError):
        imports.draft(program, by=getattr(stage.cast, who))


def test_staff_of_another_agency_is_refused(
    stage: Stage, other_stage: Stage, program: Program
) -> None:
    stranger = other_stage.cast.dewi
    draft = imports.committed(program, by=stage.cast.dewi)

    for act in (
        lambda: imports.draft(program, by=stranger),
        lambda: operations.commit_import(draft=draft, by=stranger, at=LONG_AGO),
        lambda: operations.undo_import(draft=draft, by=stranger, at=LONG_AGO),
        lambda: operations.discard_import(draft=draft, by=stranger, at=LONG_AGO),
        lambda: operations.open_import_file(draft=draft, by=stranger, at=LONG_AGO),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert Enrollment.objects.count() == 40


def test_a_second_commit_is_refused_and_changes_nothing(stage: Stage, program: Program) -> None:
    draft = imports.committed(program, by=stage.cast.dewi)
    before = register()

    with pytest.raises(NotNowError):
        operations.commit_import(draft=draft, by=stage.cast.dewi, at=LONG_AGO)

    assert register() == before
