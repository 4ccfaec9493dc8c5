"""What is taken away after issuing: one ZIP, one list, for each side what is its own."""

import datetime as dt
import hashlib
import io
import uuid
import zipfile

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from certificates import operations, queries
from certificates.enums import CertificateStatus as C
from certificates.models import Certificate
from certify.audit.models import AuditEvent
from certify.jobs import running
from certify.jobs.models import Job
from tests.factories import accounts, certificates

pytestmark = pytest.mark.django_db


def _get(client, name: str, stage, **query):
    return client.get(reverse(f"certificates:{name}", args=[stage.program.pk]), query)


def _unzipped(response) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("who", ["sari", "dewi"])
def test_both_sides_download_what_is_in_force(stage, client, media, who):
    names = ("Siti Romlah", "Siti Romlah", "Ani Utami")
    made = [certificates.issued(stage, full_name=name)[0] for name in names]
    certificates.certificate_at(C.REVOKED, stage)
    certificates.certificate_at(C.RESERVED, stage)
    accounts.sign_in(client, getattr(stage.cast, who))

    answer = _get(client, "archive", stage)
    files = _unzipped(answer)

    assert answer["Cache-Control"] == "private, no-store"
    assert list(files) == [
        "Sertifikat-Pembatik-Tulis-Siti-Romlah.pdf",
        "Sertifikat-Pembatik-Tulis-Siti-Romlah-2.pdf",
        "Sertifikat-Pembatik-Tulis-Ani-Utami.pdf",
    ]
    assert [hashlib.sha256(pdf).hexdigest() for pdf in files.values()] == [
        certificate.pdf_sha256 for certificate in made
    ]


def test_one_run_is_downloaded_by_itself(stage, client):
    certificates.issued(stage, full_name="Siti Romlah")
    second = certificates.issued(stage, full_name="Ani Utami")[0]
    accounts.sign_in(client, stage.cast.sari)

    files = _unzipped(_get(client, "archive", stage, penerbitan=str(second.run_id)))

    assert list(files) == ["Sertifikat-Pembatik-Tulis-Ani-Utami.pdf"]
    assert _get(client, "archive", stage, penerbitan="semua").status_code == 404


def test_the_trail_says_who_took_everything_away(stage, client):
    certificates.issued(stage, 2)
    for who in ("sari", "dewi"):
        accounts.sign_in(client, getattr(stage.cast, who))
        _get(client, "archive", stage)

    events = AuditEvent.objects.filter(name="certificates.archive_downloaded").order_by("sequence")

    assert [(event.actor_name, event.within, event.data) for event in events] == [
        (person.full_name, organization.pk, {"count": 2})
        for person, organization in (
            (stage.cast.sari, stage.cast.body),
            (stage.cast.dewi, stage.cast.agency),
        )
    ]


def test_a_request_for_the_head_alone_takes_nothing_away(stage, client):
    certificates.issued(stage)
    accounts.sign_in(client, stage.cast.sari)

    answer = client.head(reverse("certificates:archive", args=[stage.program.pk]))

    assert answer["Content-Type"] == "application/zip"
    assert not AuditEvent.objects.filter(name="certificates.archive_downloaded").exists()


def test_a_missing_file_stops_the_download_before_it_begins(stage, client, media):
    certificate = certificates.issued(stage)[0]
    (media / certificate.pdf.name).unlink()
    accounts.sign_in(client, stage.cast.sari)

    answer = _get(client, "archive", stage)

    assert answer.status_code == 409
    assert "1 berkas sertifikat tidak ada di penyimpanan" in answer.content.decode()


def test_order_is_that_of_the_benches(stage):
    made = certificates.issued(stage, 3)
    later = certificates.issued(stage)[0]

    rows = queries.in_force(stage.cast.sari, stage.program)

    assert list(rows) == [*made, later]


def test_archive_takes_the_same_queries_for_one_and_many(
    stage, client, django_assert_max_num_queries
):
    accounts.sign_in(client, stage.cast.sari)
    counts = []
    for size in (1, 3):
        certificates.issued(stage, size)
        _get(client, "outputs", stage)
        for name in ("archive", "outputs", "receipts"):
            with django_assert_max_num_queries(30) as captured:
                _get(client, name, stage)
            counts.append(len(captured.captured_queries))

    assert counts[:3] == counts[3:]


@pytest.mark.parametrize(("who", "organization"), [("sari", "body"), ("dewi", "agency")])
def test_the_list_to_sign_carries_the_giver(stage, client, who, organization):
    certificates.issued(stage, full_name="Siti Romlah")
    accounts.sign_in(client, getattr(stage.cast, who))

    answer = _get(client, "receipts", stage)

    page = pypdfium2.PdfDocument(io.BytesIO(answer.content))[0]
    text = page.get_textpage().get_text_bounded()
    assert "Siti Romlah" in text
    assert getattr(stage.cast, organization).name in text


def test_strangers_find_no_outputs(stage, strangers, client):
    certificates.issued(stage)
    for person in (strangers.sari, strangers.dewi):
        accounts.sign_in(client, person)
        for name in ("archive", "outputs", "receipts"):
            assert _get(client, name, stage).status_code == 404
    assert Certificate.objects.count() == 1


def _make_print_file(client, stage) -> Job:
    url = reverse("certificates:make_print_file", args=[stage.program.pk])
    client.post(url, {"_kunci": str(uuid.uuid4())})
    job = Job.objects.get(kind__endswith="print_file")
    running.run(job_id=job.pk)
    job.refresh_from_db()
    return job


def test_one_file_for_the_printer_holds_everybody_in_order(stage, client):
    for name in ("Siti Romlah", "Ani Utami", "Tumini Hartini"):
        certificates.issued(stage, full_name=name)
    accounts.sign_in(client, stage.cast.sari)
    before = _get(client, "print_file", stage).status_code

    job = _make_print_file(client, stage)
    page = _get(client, "outputs", stage).content.decode()
    content = b"".join(_get(client, "print_file", stage).streaming_content)

    document = pypdfium2.PdfDocument(io.BytesIO(content))
    texts = [page.get_textpage().get_text_bounded() for page in document]
    fronts = [text for text in texts if "SERTIFIKAT" in text.upper()]
    assert before == 409
    assert (job.state, job.done_count) == ("done", 3)
    assert "Buka berkas cetak" in page
    assert len(document) == 6
    assert ["Siti Romlah" in fronts[0], "Ani Utami" in "".join(texts[2:4])] == [True, True]
    assert "Tumini Hartini" in "".join(texts[4:])


def test_another_certificate_needs_another_print_file(stage, client):
    certificates.issued(stage)
    accounts.sign_in(client, stage.cast.dewi)
    _make_print_file(client, stage)
    certificates.issued(stage)

    page = _get(client, "outputs", stage).content.decode()

    assert "Susun berkas cetak" in page


def test_old_print_files_are_forgotten(stage, client, media):
    certificates.issued(stage)
    accounts.sign_in(client, stage.cast.sari)
    _make_print_file(client, stage)

    kept = operations.forget_print_files(older_than=timezone.now() - dt.timedelta(days=7))
    gone = operations.forget_print_files(older_than=timezone.now() + dt.timedelta(seconds=5))

    assert (kept, gone) == (0, 1)
    assert list((media / "cetak").iterdir()) == []
