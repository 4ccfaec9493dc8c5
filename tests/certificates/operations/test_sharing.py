"""A large run is shared out in parts; each act is a few queries, however many people."""

import datetime as dt

import pytest
from django.utils import timezone

from certificates import operations, queries, tasks
from certificates.enums import RunStatus
from certificates.models import Certificate, IssueItem
from certificates.operations.issuing import carrying
from certificates.operations.making import Maker
from certify.jobs import queue, running
from certify.jobs.models import Job
from tests.factories import certificates

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_parts(monkeypatch):
    """Make chunks of two and parts of four, so that nine people are a large run."""
    monkeypatch.setattr(carrying, "CHUNK", 2)
    monkeypatch.setattr(carrying, "PART", 4)


def _run_job(job: Job) -> Job:
    running.run(job_id=job.pk)
    job.refresh_from_db()
    return job


def _bounds(jobs: list[Job]) -> list[tuple[int, int]]:
    return [(job.arguments["first"], job.arguments["last"]) for job in jobs]


def test_a_large_run_is_finished_part_by_part(stage, small_parts, media):
    run = certificates.run_of(stage, certificates.numbered(stage, 9))

    whole = _run_job(tasks.start(run))
    keys = queries.unfinished(run=run)
    parts = list(Job.objects.exclude(pk=whole.pk).order_by("created_at"))
    run.refresh_from_db()
    states = [run.status]
    for part in reversed(parts):
        _run_job(part)
        run.refresh_from_db()
        states.append(run.status)

    assert (whole.state, whole.done_count, whole.total_count) == ("done", 9, 9)
    assert _bounds(parts) == [(keys[0], keys[3]), (keys[4], keys[7]), (keys[8], keys[8])]
    assert states == [RunStatus.RUNNING, RunStatus.RUNNING, RunStatus.RUNNING, RunStatus.DONE]
    assert [c.register_number for c in Certificate.objects.order_by("pk")] == list(range(1, 10))
    assert set(Certificate.objects.values_list("status", flat=True)) == {"issued"}
    assert len(list((media / "sertifikat").rglob("*.pdf"))) == 9


def test_what_a_killed_job_had_reserved_is_shared_out_again(stage, small_parts):
    rows = certificates.numbered(stage, 9)
    run = certificates.run_of(stage, rows)
    operations.reserve(run=run, assessments=[row.pk for row in rows[:3]], at=timezone.now())
    keys = queries.unfinished(run=run)

    _run_job(tasks.start(run))

    first = Job.objects.filter(kind__endswith="finish_part").order_by("created_at")[0]
    assert _bounds([first]) == [(keys[0], keys[2])]


def test_a_failing_part_leaves_the_others_and_is_mended_by_asking_again(
    stage, small_parts, monkeypatch
):
    run = certificates.run_of(stage, certificates.numbered(stage, 9))
    make, is_broken = Maker.pdf, {"second": True}

    def failing(maker, certificate):
        if is_broken["second"] and certificate.register_number == 2:
            raise RuntimeError("the second one")
        return make(maker, certificate)

    monkeypatch.setattr(Maker, "pdf", failing)
    _run_job(tasks.start(run))
    for part in Job.objects.filter(kind__endswith="finish_part"):
        _run_job(part)
    run.refresh_from_db()
    partial = run.status
    problems = list(IssueItem.objects.exclude(problem="").values_list("problem", flat=True))
    is_broken["second"] = False
    again = operations.ask_again(run=run, by=stage.cast.sari, at=timezone.now())
    _run_job(tasks.start(again))
    for part in Job.objects.filter(kind__endswith="finish_part", state="queued"):
        _run_job(part)

    run.refresh_from_db()
    assert (partial, run.status) == (RunStatus.PARTIAL, RunStatus.DONE)
    assert problems == ["Belum jadi karena gangguan di server. Nomornya aman. Tekan “Lanjutkan”."]
    assert not IssueItem.objects.exclude(problem="").exists()


def _calendar_job(key: str) -> Job:
    return queue.enqueue(
        tasks.finish_left_over, key=key, by=None, organization=None, title="Menyelesaikan"
    )


def test_what_nobody_works_on_is_finished_by_the_calendar(stage, monkeypatch):
    rows = certificates.numbered(stage, 2)
    run = certificates.run_of(stage, rows)
    job = tasks.start(run)
    carrying._start(run=run)
    operations.reserve(run=run, assessments=[row.pk for row in rows], at=timezone.now())
    monkeypatch.setattr(tasks, "LEFT_AFTER", dt.timedelta(0))

    _run_job(_calendar_job("first"))
    while_busy = queries.unfinished(run=run)
    Job.objects.filter(pk=job.pk).update(state="failed", finished_at=timezone.now())
    _run_job(_calendar_job("second"))

    run.refresh_from_db()
    assert len(while_busy) == 2
    assert queries.unfinished(run=run) == []
    assert run.status == RunStatus.DONE


def test_reserving_and_finishing_take_the_same_queries_for_one_and_many(
    stage, django_assert_max_num_queries
):
    certificates.issued(stage)  # the year's counter and the head of the trail are there
    counts = []
    for size in (1, 10):
        run = certificates.run_of(stage, certificates.numbered(stage, size))
        keys = queries.waiting(run=run)
        masters = queries.Masters(run.issued_on)
        with django_assert_max_num_queries(40) as reserving:
            operations.reserve(run=run, assessments=keys, masters=masters, at=timezone.now())
        with django_assert_max_num_queries(20) as finishing:
            rows = queries.to_finish(queries.unfinished(run=run))
            operations.finish(certificates=rows, at=timezone.now())
        counts.append((len(reserving.captured_queries), len(finishing.captured_queries)))

    assert counts[0] == counts[1]
