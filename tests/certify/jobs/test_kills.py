"""A worker killed with SIGKILL at any moment: the next one ends the job, nothing is done twice."""

import random
import signal

import pytest
from django.utils import timezone

from certify.jobs import operations
from certify.jobs.enums import JobState
from certify.jobs.models import Job
from certify.jobs.registry import JobType
from tests.processes import wait_for

WORKER = ("-m", "tests.certify.jobs.slow_worker")


def ask(tmp_path, *, count):
    # Run as a program the worker's module is called __main__, and its job after that.
    return operations.enqueue(
        job_type=JobType("__main__.write_files", print, 3, None),
        key="kills",
        by=None,
        organization=None,
        title="Menulis berkas",
        arguments={"folder": str(tmp_path), "count": count},
        at=timezone.now(),
    )


def kill_and_restart(start_process, tmp_path, *, count, kills):
    """Let two workers race; kill one of them ``kills`` times; give the ended job."""
    job = ask(tmp_path, count=count)
    workers = [start_process(*WORKER), start_process(*WORKER)]
    chance = random.Random(count)
    per_kill = count // (kills + 1)
    for kill in range(1, kills + 1):
        wait_for(lambda kill=kill: len(list(tmp_path.glob("*.txt"))) >= kill * per_kill)
        for worker in workers:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        workers = [start_process(*WORKER)]
        if chance.random() < 0.5:
            workers.append(start_process(*WORKER))
    wait_for(lambda: not Job.objects.get(pk=job.pk).is_active)
    job.refresh_from_db()
    return job


@pytest.mark.parametrize(
    ("count", "kills"),
    [(100, 2), pytest.param(2000, 25, marks=pytest.mark.drill)],
    ids=["2 kills", "25 kills"],
)
def test_killed_workers_lose_and_repeat_nothing(start_process, tmp_path, count, kills):
    job = kill_and_restart(start_process, tmp_path, count=count, kills=kills)

    assert (job.state, job.done_count, job.failure_count) == (JobState.DONE, count, 0)
    assert sorted(int(p.stem) for p in tmp_path.glob("*.txt")) == list(range(1, count + 1))


def test_control_without_a_reaper_the_job_waits_for_ever(start_process, tmp_path):
    job = ask(tmp_path, count=300)
    worker = start_process(*WORKER)
    wait_for(lambda: len(list(tmp_path.glob("*.txt"))) >= 20)
    worker.send_signal(signal.SIGKILL)
    worker.wait()

    second = start_process(*WORKER, "--no-reaper", "--until-empty")

    assert second.wait(30) == 0
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    assert len(list(tmp_path.glob("*.txt"))) < 300


def test_a_worker_that_is_asked_to_stop_hands_its_job_back_within_an_item(start_process, tmp_path):
    job = ask(tmp_path, count=2000)
    worker = start_process(*WORKER)
    wait_for(lambda: len(list(tmp_path.glob("*.txt"))) >= 5)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(5) == 0
    job.refresh_from_db()
    assert (job.state, job.loss_count, job.failure_count) == (JobState.QUEUED, 0, 0)
