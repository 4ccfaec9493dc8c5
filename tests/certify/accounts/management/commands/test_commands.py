"""What the console may do."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, override_settings
from django.utils import timezone

from certify.accounts.models import RoleGrant
from certify.accounts.operations import factors
from tests.conftest import Cast
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def test_code_of_a_demo_user_is_shown(capsys: pytest.CaptureFixture[str]):
    person = accounts.user(username="sari", is_demo=True)
    app = accounts.enrol(person)
    before = factors.code_at(app, timezone.now())

    call_command("kode", "Sari")

    after = factors.code_at(Authenticator.objects.get(), timezone.now())
    assert capsys.readouterr().out.strip() in {before, after}


def test_code_of_a_real_person_is_refused(cast: Cast):
    with pytest.raises(CommandError, match="akun contoh"):
        call_command("kode", cast.sari.username)


@override_settings(PRODUCTION=True)
def test_code_is_refused_on_a_server():
    accounts.enrol(accounts.user(username="sari", is_demo=True))

    with pytest.raises(CommandError, match="akun contoh"):
        call_command("kode", "sari")


def test_unknown_name_and_missing_factor_are_said():
    accounts.user(username="budi", is_demo=True)

    with pytest.raises(CommandError, match="Tidak ada akun"):
        call_command("kode", "siapa")
    with pytest.raises(CommandError, match="kata sandi saja cukup"):
        call_command("kode", "budi")


def test_first_administrator_comes_by_a_link(client: Client, capsys: pytest.CaptureFixture[str]):
    call_command("undang_pengelola", "Rudi Hartono")
    path = capsys.readouterr().out.splitlines()[0].removeprefix("http://localhost:8000")

    client.post(
        f"{path}terima/",
        {
            "_kunci": "3f0f4a52-9b2e-4c36-8b46-3a0d8f6a0003",
            "username": "rudi",
            "password1": "canting-baru-untuk-malam",
            "password2": "canting-baru-untuk-malam",
        },
    )

    grant = RoleGrant.objects.get()
    assert (grant.user.username, grant.role, grant.organization) == ("rudi", "system_admin", None)
