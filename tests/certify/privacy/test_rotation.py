"""A new key in front, everything encrypted again, the old key gone."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from certify.accounts.operations import factors
from certify.privacy import rotation
from participants.models import Person
from programs.models import Agency
from tests.factories import accounts, participants

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast, monkeypatch):
    monkeypatch.setattr(rotation, "ROWS_AT_ONCE", 2)
    agency = Agency.objects.get_or_create(organization=cast.agency)[0]
    at = timezone.now() - dt.timedelta(days=1)
    for number in range(1, 6):
        participants.person(agency, by=cast.dewi, at=at, nik=participants.nik(number))
    return list(Person.objects.order_by("pk").values_list("nik", flat=True))


def stored():
    table = Person._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nik FROM {table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_after_rotation_only_the_new_key_is_needed(people, settings, capsys):
    old, new = settings.NIK_KEYS[0], Fernet.generate_key().decode()
    before = stored()
    settings.NIK_KEYS = [new, old]

    call_command("rotate_keys")

    settings.NIK_KEYS = [new]
    assert list(Person.objects.order_by("pk").values_list("nik", flat=True)) == people
    assert set(before) & set(stored()) == set()
    count = 5 + Authenticator.objects.count()
    assert capsys.readouterr().out == f"{count} values are encrypted with the first key.\n"


def test_code_of_the_phone_is_the_same_after_rotation(cast, settings, now):
    old, new = settings.NIK_KEYS[0], Fernet.generate_key().decode()
    app = Authenticator.objects.get(user=cast.sari)
    before = factors.code_at(app, now)
    settings.NIK_KEYS = [new, old]

    call_command("rotate_keys")

    settings.NIK_KEYS = [new]
    app.refresh_from_db()
    assert factors.code_at(app, now) == before


def test_lost_key_lets_nobody_in_by_the_old_phone(client, cast, settings, now):
    app = Authenticator.objects.get(user=cast.sari)
    code = factors.code_at(app, now)
    settings.NIK_KEYS = [Fernet.generate_key().decode()]
    client.post("/masuk/", {"login": cast.sari.username, "password": accounts.PASSWORD})

    response = client.post("/masuk/kode/", {"code": code})

    assert response.status_code == 422


def test_rotation_without_the_old_key_says_so_and_changes_nothing(people, settings):
    before, settings.NIK_KEYS = stored(), [Fernet.generate_key().decode()]

    with pytest.raises(CommandError, match="none of NIK_KEYS"):
        call_command("rotate_keys")

    assert stored() == before
