"""The pages that belong to no room."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from certify.jobs import queue
from certify.jobs.registry import JobType
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def test_health_says_that_everything_works(client):
    answer = client.get(reverse("health"))

    assert (answer.status_code, answer.content.decode()) == (
        200,
        "basis data: baik\nberkas: baik\npekerja: baik\n",
    )


def test_the_address_of_an_act_that_is_opened_says_what_is_safe(client, cast):
    client.force_login(cast.dewi)
    answer = client.get(reverse("participants:start_import", args=[1]))

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Tidak ada yang berubah" in answer.content.decode()


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


def test_display_is_switched_on_this_device_and_leads_back(client, cast):
    accounts.sign_in(client, cast.budi)
    here = "/asesmen/saya/?nomor=7"
    address = reverse("display")

    answer = client.post(address, {"ganti": "terik", "kembali": here})

    assert (answer.status_code, answer.headers["Location"]) == (302, here)
    cookie = answer.cookies["tampilan"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("terik", True, "Lax")
    page = client.get("/asesmen/saya/").content.decode()
    assert '<html lang="id" class="terik">' in page
    client.post(address, {"ganti": "huruf-besar", "kembali": here})
    assert 'class="huruf-besar terik"' in client.get("/").content.decode()
    client.post(address, {"ganti": "terik", "kembali": here})
    assert '<html lang="id" class="huruf-besar">' in client.get("/").content.decode()


@pytest.mark.parametrize("back", ["https://jahat.example/", "//jahat.example", "", "javascript:x"])
def test_display_leads_nowhere_else(client, cast, back):
    accounts.sign_in(client, cast.dewi)

    answer = client.post(reverse("display"), {"ganti": "apa saja", "kembali": back})

    assert answer.headers["Location"] == "/"
    assert "tampilan" not in answer.cookies
