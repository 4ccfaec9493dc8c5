"""Long lists go through jobs; drafts that nobody finished are thrown away by the calendar."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from certify.jobs import queue, running
from certify.jobs.enums import JobState
from certify.jobs.models import Job
from participants import operations, tasks
from participants.enums import ImportStatus
from participants.models import Enrollment, ImportDraft, Person
from tests.factories import imports
from tests.factories.programs import Stage


def run(task: object, **arguments: int) -> Job:
    job = queue.enqueue(
        task, key=str(uuid.uuid4()), by=None, organization=None, title="Contoh", **arguments
    )
    running.run(job_id=job.pk)
    job.refresh_from_db()
    return job


@pytest.fixture
def draft(stage: Stage) -> ImportDraft:
    lines = [imports.line(number) for number in range(1, 31)]
    return imports.draft(stage.program, by=stage.cast.dewi, content=imports.csv(*lines))


def test_a_long_list_is_read_by_a_job(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations.imports.drafts, "INLINE_BYTES", 10)
    waiting = imports.draft(stage.program, by=stage.cast.dewi, content=imports.csv(imports.line(1)))
    assert waiting.status == ImportStatus.READING

    job = run(tasks.read_import, draft_id=waiting.pk)
    waiting.refresh_from_db()

    assert (job.state, job.sentence, waiting.status) == (
        JobState.DONE,
        "Daftar sudah dibaca",
        ImportStatus.DRAFT,
    )


def test_a_long_list_is_saved_by_a_job_and_only_once(stage: Stage, draft: ImportDraft) -> None:
    operations.begin_saving(draft=draft, by=stage.cast.dewi, at=timezone.now())

    job = run(tasks.save_import, draft_id=draft.pk, user_id=stage.cast.dewi.pk)
    again = run(tasks.save_import, draft_id=draft.pk, user_id=stage.cast.dewi.pk)
    draft.refresh_from_db()

    assert (job.state, again.state, draft.status, Enrollment.objects.count()) == (
        JobState.DONE,
        JobState.DONE,
        ImportStatus.COMMITTED,
        30,
    )


def test_a_list_that_cannot_be_saved_is_given_back_with_the_reason(
    stage: Stage, draft: ImportDraft
) -> None:
    operations.begin_saving(draft=draft, by=stage.cast.dewi, at=timezone.now())
    stage.program.quotas.update(places=5)

    job = run(tasks.save_import, draft_id=draft.pk, user_id=stage.cast.dewi.pk)
    draft.refresh_from_db()

    assert (job.state, draft.status, Person.objects.count()) == (
        JobState.FAILED,
        ImportStatus.DRAFT,
        0,
    )
    assert job.sentence.startswith("Kuota Pembatik Tulis tinggal 5")


def test_drafts_of_last_week_are_thrown_away(stage: Stage, draft: ImportDraft) -> None:
    ImportDraft.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    fresh = imports.draft(stage.program, by=stage.cast.dewi, at=timezone.now())

    job = run(tasks.discard_expired_imports)

    assert (job.state, job.done_count) == (JobState.DONE, 1)
    statuses = dict(ImportDraft.objects.values_list("pk", "status"))
    assert statuses == {draft.pk: ImportStatus.DISCARDED, fresh.pk: ImportStatus.DRAFT}
