import pytest
from django.urls import reverse

from desk import queries
from desk.views import tasks
from participants.enums import ApplicationStatus as A
from tests.factories import participants, programs


@pytest.fixture
def stage(cast):
    return programs.stage(cast)


def board_url(stage):
    return reverse("desk:board", args=[stage.program.pk])


def test_every_act_has_words_and_a_page():
    assert set(tasks.LABELS) == set(tasks.PAGES) == set(queries.Act)


def test_start_lists_my_work(client, stage):
    participants.application_at(A.SUBMITTED, stage)
    client.force_login(stage.cast.sari)
    page = client.get("/").content.decode()
    assert "Periksa 1 permohonan" in page
    assert stage.program.name in page


def test_start_says_when_nothing_waits(client, stage):
    client.force_login(stage.cast.keeper)
    page = client.get("/").content.decode()
    main = page[page.index("<main") :]
    assert "Tidak ada yang menunggu." in main
    assert f'href="{reverse("accounts:organizations")}">Lembaga dan akun</a>' in main

    client.force_login(stage.cast.wulan)
    page = client.get("/").content.decode()
    assert "Lembaga dan akun" not in page[page.index("<main") :]


def test_board_filters_keep_the_counts(client, stage):
    participants.application_at(A.SUBMITTED, stage, full_name="Yang Menunggu")
    participants.application_at(A.ACCEPTED, stage, full_name="Yang Diterima")
    client.force_login(stage.cast.sari)
    page = client.get(board_url(stage), {"saring": "perlu-diperiksa"}).content.decode()
    assert "Yang Menunggu" in page
    assert "Yang Diterima" not in page
    assert "1 perlu diperiksa" in page
    assert "1 perlu asesor" in page


def test_board_filtered_to_nobody_says_so(client, stage):
    participants.application_at(A.ACCEPTED, stage)
    client.force_login(stage.cast.dewi)
    page = client.get(board_url(stage), {"saring": "langkah-7"}).content.decode()
    assert "Tidak ada orang dalam saringan ini." in page


def test_unchanged_board_is_not_sent_again(client, stage):
    participants.application_at(A.ACCEPTED, stage)
    client.force_login(stage.cast.dewi)
    fingerprint = client.get(board_url(stage)).context["board"].fingerprint
    assert client.get(board_url(stage), {"cap": fingerprint}).status_code == 204
    participants.application_at(A.ACCEPTED, stage)
    assert client.get(board_url(stage), {"cap": fingerprint}).status_code == 200


def test_strangers_find_no_board(client, stage, strangers):
    for person in (strangers.dewi, strangers.sari, stage.cast.budi, stage.cast.keeper):
        client.force_login(person)
        assert client.get(board_url(stage)).status_code == 404


def test_words_get_an_address(client, stage):
    client.force_login(stage.cast.dewi)
    answer = client.post(reverse("desk:ask"), {"q": " siti romlah "})
    assert answer.headers["Location"] == "/cari/?q=siti+romlah"


def test_identity_number_is_answered_without_an_address(client, stage):
    nik = participants.nik(8200)
    participants.application_at(A.ACCEPTED, stage, full_name="Ngatemi", nik=nik)
    client.force_login(stage.cast.dewi)
    answer = client.post(reverse("desk:ask"), {"q": f"{nik[:4]} {nik[4:8]} {nik[8:]}"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Ngatemi" in page
    assert nik not in page


def test_identity_number_in_an_address_is_refused(client, stage):
    nik = participants.nik(8201)
    participants.application_at(A.ACCEPTED, stage, full_name="Ngatemi", nik=nik)
    client.force_login(stage.cast.dewi)
    page = client.get(reverse("desk:search"), {"q": nik}).content.decode()
    assert "NIK tidak boleh ada di alamat" in page
    assert "Ngatemi" not in page
    assert nik not in page
