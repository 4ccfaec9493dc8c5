"""The import from upload to undo: all or nothing, repeatable, and gone when it is thrown away."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.storage import default_storage

from certify.audit.models import AuditEvent
from certify.lib.errors import NotAllowedError, NotNowError
from certify.privacy import keys
from participants import operations, queries
from participants.enums import ImportStatus
from participants.importing import stored
from participants.importing.checking import Outcome
from participants.importing.refusals import UnreadableFileError
from participants.models import Application, Enrollment, ImportDraft, Person
from programs.models import Program
from tests.factories import assessments, imports, participants
from tests.factories.programs import LONG_AGO, Stage
from tests.participants.importing.test_untidy import tidy_people

TODAY = dt.date(2025, 1, 6)
COLUMNS = (
    "full_name", "nik", "birth_place", "birth_date", "sex", "address", "village_name",
    "district_name", "phone", "education", "business_name",
)  # fmt: skip


@pytest.fixture
def program(stage: Stage) -> Program:
    return imports.three_schemes(stage)


def register() -> list[tuple[object, ...]]:
    """What the register and the program say, row by row."""
    return [
        (row.number, row.scheme.name, *(getattr(row.person, name) for name in COLUMNS))
        for row in Enrollment.objects.select_related("person", "scheme").order_by("number")
    ]


def outcomes(draft: ImportDraft) -> dict[str, int]:
    checked = stored.check(draft, today=TODAY)
    return {o.value: checked.count(o) for o in Outcome if checked.count(o)}


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


def test_what_lies_on_disk_and_in_the_draft_is_encrypted(stage: Stage, program: Program) -> None:
    draft = imports.draft(program, by=stage.cast.dewi, path=imports.TIDY)

    with default_storage.open(draft.file.name) as file:
        kept = file.read()
    assert b"9970134309690001" not in kept
    assert "9970134309690001" not in draft.file.name
    assert (
        operations.open_import_file(draft=draft, by=stage.cast.dewi, at=LONG_AGO)
        == imports.TIDY.read_bytes()
    )
    assert AuditEvent.objects.filter(name="import.file_opened").count() == 1
    raw = ImportDraft.objects.extra(select={"raw": "book"}).values_list("raw", flat=True).get()
    assert stored.pack(stored.unpack(draft.book)) != raw
    assert keys.decrypt(raw) == draft.book


def test_discarding_forgets_file_and_content(
    stage: Stage, program: Program, django_capture_on_commit_callbacks
) -> None:
    draft = imports.draft(program, by=stage.cast.dewi)
    name = draft.file.name

    with django_capture_on_commit_callbacks(execute=True):
        operations.discard_import(draft=draft, by=stage.cast.dewi, at=LONG_AGO)

    draft.refresh_from_db()
    assert (draft.status, draft.book, draft.state, draft.file.name) == (
        ImportStatus.DISCARDED,
        "",
        "",
        "",
    )
    assert not default_storage.exists(name)


def test_drafts_expire_after_seven_days_and_saved_imports_do_not(
    stage: Stage, program: Program
) -> None:
    dewi = stage.cast.dewi
    left = imports.draft(program, by=dewi)
    imports.committed(program, by=dewi, path=imports.TIDY, answers=imports.KEEP_BRACKETS)

    almost = LONG_AGO + dt.timedelta(days=7, seconds=-1)
    assert list(queries.expired_imports(at=almost)) == []
    assert list(queries.expired_imports(at=LONG_AGO + dt.timedelta(days=7))) == [left]


def test_an_unreadable_file_leaves_nothing_behind(stage: Stage, program: Program, media) -> None:
    with pytest.raises(UnreadableFileError):
        operations.start_import(
            program=program,
            content=b"%PDF-1.7",
            file_name="daftar.xlsx",
            by=stage.cast.dewi,
            at=LONG_AGO,
        )

    assert ImportDraft.objects.count() == 0
    assert list(media.rglob("*.bin")) == []


def test_a_large_file_waits_for_the_job(stage: Stage, program: Program) -> None:
    lines = [imports.line(number) for number in range(1, 3000)]
    content = imports.csv(*lines)
    assert len(content) > operations.INLINE_BYTES

    draft = imports.draft(program, by=stage.cast.dewi, content=content)
    assert (draft.status, draft.book) == (ImportStatus.READING, "")
    draft = operations.read_import(draft=draft, at=LONG_AGO)
    again = operations.read_import(draft=draft, at=LONG_AGO)

    assert (draft.status, again.status) == (ImportStatus.DRAFT, ImportStatus.DRAFT)
    assert outcomes(draft) == {"add": 2999}


def test_a_large_unreadable_file_is_refused_by_the_job_and_forgotten(
    stage: Stage, program: Program, django_capture_on_commit_callbacks
) -> None:
    content = b"%PDF-1.7" + b"x" * operations.INLINE_BYTES
    draft = imports.draft(program, by=stage.cast.dewi, content=content)

    with django_capture_on_commit_callbacks(execute=True):
        draft = operations.read_import(draft=draft, at=LONG_AGO)

    assert (draft.status, draft.refusal) == (
        ImportStatus.REFUSED,
        "Ini berkas PDF, bukan tabel Excel.",
    )
    assert draft.file.name == ""


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
