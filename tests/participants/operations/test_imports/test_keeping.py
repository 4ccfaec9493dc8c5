"""What is kept of a file, for how long, and what the job does."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage

from certify.audit.models import AuditEvent
from certify.privacy import keys
from participants import operations, queries
from participants.enums import ImportStatus
from participants.importing import stored
from participants.importing.refusals import UnreadableFileError
from participants.models import ImportDraft
from programs.models import Program
from tests.factories import imports
from tests.factories.programs import LONG_AGO, Stage
from tests.participants.operations.test_imports.saying import outcomes


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
