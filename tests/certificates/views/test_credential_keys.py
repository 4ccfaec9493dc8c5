"""The body's digital identity: shown to its staff, renewed by its director."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from certificates.models import CredentialKey
from certify.once.decorators import FIELD
from tests.factories import accounts, certificates

pytestmark = pytest.mark.django_db


def page(client: Client, stage) -> str:
    return client.get(
        reverse("certificates:credential_keys", args=[stage.body.pk])
    ).content.decode()


def test_the_director_makes_the_first_key_and_the_next(stage):
    client = accounts.sign_in(Client(), stage.cast.bagas)
    ask = reverse("certificates:new_credential_key", args=[stage.body.pk])
    make = reverse("certificates:make_credential_key", args=[stage.body.pk])

    assert "belum punya kunci" in page(client, stage)
    assert "Buat kunci kredensial?" in client.get(ask).content.decode()
    client.post(make, {FIELD: str(uuid.uuid4())})
    first = CredentialKey.objects.get()
    assert first.made_by == stage.cast.bagas
    assert first.public.thumbprint in page(client, stage)

    assert "Ganti kunci kredensial?" in client.get(ask).content.decode()
    client.post(make, {FIELD: str(uuid.uuid4())})
    shown = page(client, stage)
    second = CredentialKey.objects.get(active_until=None)
    assert shown.index(second.public.thumbprint) < shown.index("Kunci terdahulu")
    assert shown.index("Kunci terdahulu") < shown.index(first.public.thumbprint)


def test_who_issues_is_told_when_there_is_no_key(stage):
    program = certificates.numbered(stage)[0].program_id
    client = accounts.sign_in(Client(), stage.cast.sari)
    path = reverse("certificates:issue", args=[program])

    assert "belum punya kunci kredensial" in client.get(path).content.decode()
    certificates.credential_key(stage)
    assert "belum punya kunci kredensial" not in client.get(path).content.decode()


def test_nobody_else_makes_a_key(stage):
    make = reverse("certificates:make_credential_key", args=[stage.body.pk])
    for person in (stage.cast.sari, stage.cast.tuti, stage.cast.wulan):
        client = accounts.sign_in(Client(), person)
        assert "Hanya direktur LSP ini" in page(client, stage)
        client.post(make, {FIELD: str(uuid.uuid4())})

    assert not CredentialKey.objects.exists()


def test_a_folder_that_cannot_be_written_is_told_in_words(stage, keys):
    keys.write_text("no folder")
    client = accounts.sign_in(Client(), stage.cast.bagas)

    response = client.post(
        reverse("certificates:make_credential_key", args=[stage.body.pk]),
        {FIELD: str(uuid.uuid4())},
    )

    assert response.status_code == 409
    assert "Tidak ada yang berubah" in response.content.decode()
    assert not CredentialKey.objects.exists()


def test_the_page_asks_the_same_for_one_key_and_many(stage, django_assert_num_queries):
    client = accounts.sign_in(Client(), stage.cast.bagas)
    certificates.credential_key(stage)
    page(client, stage)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as once:
        page(client, stage)
    for _ in range(5):
        certificates.credential_key(stage)

    with django_assert_num_queries(len(once)):
        page(client, stage)
