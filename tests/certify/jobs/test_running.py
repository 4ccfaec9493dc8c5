"""What becomes of a job: done, refused, tried again, put back, lost."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from certify.jobs import operations, queue, reaper, registry, running, schedule
from certify.jobs.enums import JobState
from certify.jobs.models import Job
from certify.jobs.registry import JobType
from certify.lib.errors import NotNowError

pytestmark = pytest.mark.django_db


@pytest.fixture
def known_job(monkeypatch):
    """Register a function as a job for one test."""

    def known(function, *, attempts=3, backoff=timedelta(seconds=5), every=None):
        job_type = JobType("test.job", function, attempts, backoff, "Contoh", every)
        monkeypatch.setitem(registry.JOB_TYPES, job_type.name, job_type)
        return job_type

    return known


def ask(job_type, *, key="contoh", **arguments):
    return queue.enqueue(job_type, key=key, by=None, organization=None, title="Contoh", **arguments)


def run(job):
    running.run(job_id=job.pk)
    job.refresh_from_db()
    return job


def test_a_job_gets_its_arguments_and_ends_done(known_job):
    seen = []

    def count(job, *, upto):
        for number in range(1, upto + 1):
            seen.append(number)
            queue.progress(job, done=number, total=upto, message="Menghitung")

    job = run(ask(known_job(count), upto=3))

    assert seen == [1, 2, 3]
    assert (job.state, job.done_count, job.total_count) == (JobState.DONE, 3, 3)
    assert job.sentence == "Menghitung"
    assert job.claim is None


def test_asking_twice_with_one_key_gives_one_job(known_job):
    job_type = known_job(lambda job: None)

    first, second = ask(job_type), ask(job_type)

    assert first == second
    assert DBTaskResult.objects.count() == 1


def test_a_job_is_run_once_even_when_it_stands_in_the_queue_twice(known_job):
    seen = []
    job = ask(known_job(lambda job: seen.append(job.pk)))

    run(job)
    run(job)

    assert seen == [job.pk]


def test_a_refusal_ends_the_job_with_its_sentence_and_is_not_tried_again(known_job):
    def refuse(job):
        raise NotNowError("Nomor BNSP belum ada.")

    job = run(ask(known_job(refuse)))

    assert (job.state, job.sentence) == (JobState.FAILED, "Nomor BNSP belum ada.")
    assert DBTaskResult.objects.count() == 1


def test_an_error_is_tried_again_later_and_at_last_told_in_words(known_job, caplog):
    def stumble(job):
        raise ZeroDivisionError

    job = ask(known_job(stumble, attempts=2))
    run(job)
    assert (job.state, job.failure_count) == (JobState.QUEUED, 1)
    waiting = DBTaskResult.objects.get(pk=job.task_id)
    assert waiting.run_after > timezone.now() + timedelta(seconds=3)

    run(job)

    assert (job.state, job.sentence) == (JobState.FAILED, running.BROKEN)
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


def test_a_worker_that_stops_puts_its_job_back_at_the_next_item(known_job):
    def long(job):
        for number in range(1, 11):
            queue.progress(job, done=number, total=10)
            queue.stop_requested.set()

    job = ask(known_job(long))
    try:
        run(job)
    finally:
        queue.stop_requested.clear()

    assert (job.state, job.failure_count, job.loss_count) == (JobState.QUEUED, 0, 0)
    assert DBTaskResult.objects.count() == 2


def test_whoever_lost_the_claim_writes_nothing_any_more(known_job):
    def overtaken(job):
        Job.objects.filter(pk=job.pk).update(claim=uuid.uuid4())
        queue.progress(job, done=10, total=10)

    job = run(ask(known_job(overtaken)))

    assert (job.state, job.done_count, job.total_count) == (JobState.RUNNING, 0, 0)


def claimed_by(job, worker):
    entry = DBTaskResult.objects.get(pk=job.task_id)
    entry.claim(worker)
    return operations.start(job_id=job.pk, at=timezone.now())


def test_a_job_whose_worker_is_gone_from_this_machine_goes_on_at_once(known_job):
    job = ask(known_job(lambda job: None))
    machine, process, _ = reaper.own_name().split("/")
    claimed_by(job, f"{machine}/{process}/1")

    assert reaper.reap(at=timezone.now()) == [job]

    job.refresh_from_db()
    assert (job.state, job.loss_count) == (JobState.QUEUED, 1)
    assert reaper.reap(at=timezone.now()) == []


def test_a_living_worker_keeps_its_job_and_a_silent_one_elsewhere_loses_it(known_job):
    job = ask(known_job(lambda job: None))
    claimed_by(job, "elsewhere/1/1")

    assert reaper.reap(at=timezone.now()) == []
    assert reaper.reap(at=timezone.now() + timedelta(seconds=61)) == [job]


def test_a_worker_killed_between_the_queue_and_the_job_loses_nothing(known_job):
    job = ask(known_job(lambda job: None))
    DBTaskResult.objects.get(pk=job.task_id).claim("elsewhere/1/1")

    assert reaper.reap(at=timezone.now() + timedelta(seconds=61)) == [job]
    assert run(job).state == JobState.DONE


def test_a_job_that_kills_every_worker_ends_with_a_sentence(known_job):
    job = ask(known_job(lambda job: None))
    for _ in range(reaper.LOSSES_ALLOWED + 1):
        job.refresh_from_db()
        claimed_by(job, "elsewhere/1/1")
        reaper.reap(at=timezone.now() + timedelta(seconds=61))

    job.refresh_from_db()
    assert (job.state, job.sentence) == (JobState.FAILED, running.BROKEN)


def test_the_calendar_asks_once_in_each_slot(known_job, monkeypatch):
    monkeypatch.setattr(registry, "JOB_TYPES", {})
    known_job(lambda job: None, every=timedelta(hours=1))
    at = schedule.EPOCH + timedelta(days=20_000, minutes=20)

    asked = [len(schedule.run_due(at=at + timedelta(minutes=m))) for m in (0, 10, 39, 40, 50)]

    assert asked == [1, 0, 0, 1, 0]
    assert sorted(Job.objects.values_list("key", flat=True)) == [
        "schedule/test.job/2024-10-04T00:00:00",
        "schedule/test.job/2024-10-04T01:00:00",
    ]


def test_only_finished_jobs_of_the_calendar_are_pruned(known_job):
    job_type = known_job(lambda job: None)
    run(ask(job_type, key="schedule/test.job/1"))
    run(ask(job_type, key="issue-run/1"))
    later = timezone.now() + schedule.KEPT + timedelta(days=1)

    assert schedule.prune(at=later) == 1
    assert [job.key for job in Job.objects.all()] == ["issue-run/1"]
