"""The pages that belong to no room."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from certify.jobs import queue
from certify.jobs.registry import JobType

pytestmark = pytest.mark.django_db


def test_health_says_that_everything_works(client):
    answer = client.get(reverse("health"))

    assert (answer.status_code, answer.content.decode()) == (
        200,
        "basis data: baik\nberkas: baik\npekerja: baik\n",
    )


def test_health_tells_that_nobody_takes_jobs(client):
    queue.enqueue(
        JobType("test.job", lambda job: None, 3, None),
        key="x",
        by=None,
        organization=None,
        title="Contoh",
    )
    assert client.get(reverse("health")).status_code == 200

    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=6))
    answer = client.get(reverse("health"))

    assert answer.status_code == 503
    assert "pekerja: TERGANGGU" in answer.content.decode()


def test_health_tells_that_files_cannot_be_stored(client, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"

    answer = client.get(reverse("health"))

    assert answer.status_code == 503
    assert "berkas: TERGANGGU" in answer.content.decode()
