"""A disk that fills up in the middle of a run: a clear sentence, nothing lost, and it goes on."""

import errno
import hashlib
import os

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates import operations, tasks
from certificates.enums import RunStatus
from certificates.models import Certificate, IssueRun
from certificates.operations import files
from certificates.operations.issuing import carrying, finishing
from certify.audit import trail
from certify.jobs import running
from certify.jobs.models import Job
from tests.factories import accounts, certificates

pytestmark = pytest.mark.django_db
FULL = "Ruang penyimpanan server penuh"
ROOM_FOR = 3


@pytest.fixture
def disk(monkeypatch):
    """Give a disk with room for three files, until ``disk["room"]`` says otherwise."""
    state, sync = {"room": ROOM_FOR}, os.fsync

    def filling(descriptor: int) -> None:
        if os.path.isfile(f"/proc/self/fd/{descriptor}"):  # noqa: PTH113 -- a folder needs no room
            if state["room"] == 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            state["room"] -= 1
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", filling)
    monkeypatch.setattr(carrying, "CHUNK", 2)
    return state


def _job_of(run: IssueRun) -> Job:
    job = tasks.start(run)
    running.run(job_id=job.pk)
    job.refresh_from_db()
    run.refresh_from_db()
    return job


def _without_whole_file(media) -> list[Certificate]:
    """Give the certificates that are called issued and whose file is not what their row says."""
    found = []
    for certificate in Certificate.objects.exclude(status="reserved"):
        path = media / certificate.pdf.name
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != certificate.pdf_sha256:
            found.append(certificate)
    return found


def test_a_full_disk_stops_the_run_and_loses_nothing(stage, media, disk, client):
    run = certificates.run_of(stage, certificates.numbered(stage, 6))
    accounts.sign_in(client, stage.cast.sari)

    job = _job_of(run)
    states = list(Certificate.objects.order_by("pk").values_list("status", flat=True))
    page = client.get(reverse("certificates:run", args=[run.pk])).content.decode()
    frozen = list(Certificate.objects.order_by("pk").values_list("code", "content_sha256"))
    stopped = run.status
    disk["room"] = 100
    again = _job_of(operations.ask_again(run=run, by=stage.cast.sari, at=timezone.now()))

    run.refresh_from_db()
    assert (job.state, stopped) == ("failed", RunStatus.PARTIAL)
    assert job.message.startswith(FULL)
    assert FULL in page
    assert "2 dari 6 sudah terbit" in page
    assert states == ["issued", "issued", "reserved", "reserved", "reserved", "reserved"]
    assert (again.state, run.status) == ("done", RunStatus.DONE)
    assert [c.register_number for c in Certificate.objects.order_by("pk")] == [1, 2, 3, 4, 5, 6]
    assert list(Certificate.objects.order_by("pk").values_list("code", "content_sha256")) == frozen
    assert set(Certificate.objects.values_list("status", flat=True)) == {"issued"}
    assert _without_whole_file(media) == []
    assert [path for path in (media / "sertifikat").rglob("*") if path.name.startswith(".")] == []
    assert trail.first_fault() is None


def test_control_that_takes_no_notice_of_the_disk_loses_files(stage, media, disk, monkeypatch):
    run = certificates.run_of(stage, certificates.numbered(stage, 6))
    write = files.write_all

    def carelessly(pairs):
        for pair in pairs:
            try:
                write([pair])
            except OSError:
                continue

    monkeypatch.setattr(finishing.files, "write_all", carelessly)

    _job_of(run)

    assert len(_without_whole_file(media)) == 3


class Killed(BaseException):
    """A worker that ends here."""


def test_a_kill_between_files_and_rows_costs_nothing(stage, media, monkeypatch):
    run = certificates.run_of(stage, certificates.numbered(stage, 3))
    mark = finishing._mark_issued

    def killed(**_):
        raise Killed

    monkeypatch.setattr(finishing, "_mark_issued", killed)
    with pytest.raises(Killed):
        operations.carry_out(run=run, clock=timezone.now)
    written = {path.name: path.stat().st_mtime_ns for path in media.rglob("*.pdf")}
    states = set(Certificate.objects.values_list("status", flat=True))
    monkeypatch.setattr(finishing, "_mark_issued", mark)
    done = operations.carry_out(run=run, clock=timezone.now)

    after = {path.name: path.stat().st_mtime_ns for path in media.rglob("*.pdf")}
    assert states == {"reserved"}
    assert len(written) == 3
    assert after == written
    assert done.status == RunStatus.DONE
    assert _without_whole_file(media) == []
