"""The progress of a job on screen."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from certify.audit.models import AuditEvent
from certify.jobs import operations, queue
from certify.jobs.enums import JobState
from certify.jobs.models import Job
from certify.jobs.registry import JobType


@pytest.fixture
def job(cast):
    job_type = JobType("test.job", lambda job: None, 3, None)
    return queue.enqueue(
        job_type, key="contoh", by=cast.sari, organization=cast.body, title="Menerbitkan 40"
    )


def started(job):
    return operations.start(job_id=job.pk, at=timezone.now())


def test_the_fragment_counts_and_asks_again(client, cast, job):
    queue.progress(started(job), done=12, total=40)
    client.force_login(cast.sari)

    answer = client.get(reverse("jobs:progress", args=[job.pk]), headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert "12 dari 40" in text
    assert 'hx-trigger="every 1s"' in text
    assert "HX-Refresh" not in answer.headers
    assert "<html" not in text


def test_the_fragment_of_an_ended_job_reloads_the_page_around_it(client, cast, job):
    operations.finish(job=started(job), at=timezone.now())
    client.force_login(cast.sari)

    answer = client.get(reverse("jobs:progress", args=[job.pk]), headers={"HX-Request": "true"})

    assert answer.headers["HX-Refresh"] == "true"
    assert "hx-get" not in answer.content.decode()


def test_without_script_the_page_can_be_loaded_anew(client, cast, job):
    client.force_login(cast.sari)

    text = client.get(reverse("jobs:progress", args=[job.pk])).content.decode()

    assert "Menunggu giliran" in text
    assert '<a href="">Muat ulang untuk melihat kemajuannya</a>' in text


def test_another_organization_does_not_see_the_job(client, strangers, job):
    client.force_login(strangers.sari)

    assert client.get(reverse("jobs:progress", args=[job.pk])).status_code == 404


def test_the_calendars_jobs_are_not_shown_to_organizations(client, cast):
    queue.enqueue(
        JobType("test.job", lambda job: None, 3, None),
        key="schedule/x",
        by=None,
        organization=None,
        title="Merapikan",
    )
    client.force_login(cast.sari)

    pk = Job.objects.get().pk
    assert client.get(reverse("jobs:progress", args=[pk])).status_code == 404


def test_a_failed_job_starts_again(client, cast, job):
    operations.fail(job=started(job), sentence="Terhenti.", at=timezone.now())
    client.force_login(cast.sari)

    answer = client.post(reverse("jobs:retry", args=[job.pk]), {"_kunci": str(uuid4())})

    job.refresh_from_db()
    assert answer.status_code == 302
    assert (job.state, job.message) == (JobState.QUEUED, "")
    event = AuditEvent.objects.latest("sequence")
    assert (event.name, event.actor_name, event.within) == ("jobs.retried", "Sari", cast.body.pk)
    assert event.data == {"job": str(job.pk), "kind": job.kind}


def test_a_job_that_has_not_failed_does_not_start_again(client, cast, job):
    client.force_login(cast.sari)

    answer = client.post(reverse("jobs:retry", args=[job.pk]), {"_kunci": str(uuid4())})

    assert answer.status_code == 409
    assert "tidak terhenti" in answer.content.decode()
