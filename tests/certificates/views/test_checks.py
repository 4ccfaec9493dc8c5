"""Before issuing: everybody with what to look at, and a name mended in time."""

import uuid

import pytest
from django.urls import reverse

from certificates.enums import CertificateStatus as C
from certify.audit.models import AuditEvent
from tests.factories import accounts, certificates

pytestmark = pytest.mark.django_db
LONG = "Raden Ajeng Siti Nurul Khotimah Setyaningsih Wijayanti"


def _page(client, stage, **query) -> str:
    url = reverse("certificates:checks", args=[stage.program.pk])
    return client.get(url, query).content.decode()


def _correct(client, row, name: str):
    url = reverse("certificates:correct_name", args=[row.pk])
    return client.post(url, {"full_name": name, "_kunci": str(uuid.uuid4())})


@pytest.fixture
def crowd(stage):
    """One person for every check, and one without any."""
    for name in ("Rukmini Utami", "SITI ROMLAH", "Painem", "Endang Lestari, S.Sn.", LONG):
        certificates.numbered(stage, full_name=name)
    certificates.numbered(stage, full_name="Rukmini Utama")
    certificates.competent(stage, full_name="Tumini Hartini")
    certificates.issued(stage, full_name="Warsini Mulyani")


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ("problem", {"Tumini Hartini"}),
        ("spelling", {"SITI ROMLAH"}),
        ("long", {LONG}),
        ("one-word", {"Painem"}),
        ("alike", {"Rukmini Utami", "Rukmini Utama"}),
        ("degree", {"Endang Lestari, S.Sn."}),
        ("nothing", set()),
    ],
)
def test_each_filter_shows_its_people(stage, crowd, client, chosen, names):
    accounts.sign_in(client, stage.cast.sari)
    everybody = {"Rukmini Utami", "Rukmini Utama", "SITI ROMLAH", "Painem", LONG}
    everybody |= {"Endang Lestari, S.Sn.", "Tumini Hartini"}

    page = _page(client, stage, periksa=chosen)

    shown = {name for name in everybody if f"Perbaiki nama {name}" in page}
    assert shown == (names or everybody)
    assert "6 siap · 1 belum bisa · 1 sudah terbit" in page
    assert "Lanjut terbitkan 6 sertifikat" in page
    assert "Perbaiki nama Warsini Mulyani" not in page


def test_each_problem_says_what_to_do(stage, crowd, client):
    accounts.sign_in(client, stage.cast.sari)

    page = _page(client, stage)

    assert "Nomor sertifikat dan nomor registrasi BNSP belum dicatat." in page
    assert 'aria-label="Isi nomor BNSP Tumini Hartini"' in page
    assert 'aria-label="Pratinjau Painem"' in page
    assert "Ditulis dengan huruf besar semua." in page
    assert "Gelar S.Sn. ikut tercetak. Cocokkan dengan ijazah." in page


def test_a_name_is_mended_before_its_certificate(stage, client):
    row = certificates.numbered(stage, full_name="SITI ROMLAH")[0]
    accounts.sign_in(client, stage.cast.sari)

    answer = _correct(client, row, " Siti  Romlah ")
    after = _page(client, stage)

    row.application.refresh_from_db()
    event = AuditEvent.objects.get(name="certificates.name_corrected")
    assert answer["Location"] == reverse("certificates:checks", args=[stage.program.pk])
    assert row.application.full_name == "Siti Romlah"
    assert "Ditulis dengan huruf besar semua." not in after
    assert "Romlah" not in f"{event.summary}{event.data}"


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "Tulis namanya."), ("佐藤", "huruf yang tidak dapat dicetak")]
)
def test_a_name_that_cannot_be_printed_is_not_taken(stage, client, name, sentence):
    row = certificates.numbered(stage, full_name="Siti Romlah")[0]
    accounts.sign_in(client, stage.cast.sari)

    answer = _correct(client, row, name)

    row.application.refresh_from_db()
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert row.application.full_name == "Siti Romlah"


def test_an_issued_name_is_not_mended_here(stage, client):
    certificate = certificates.certificate_at(C.ISSUED, stage)
    accounts.sign_in(client, stage.cast.sari)

    answer = _correct(client, certificate.assessment, "Siti Romlah")

    assert answer.status_code == 409
    assert "mengganti sertifikat" in answer.content.decode()
