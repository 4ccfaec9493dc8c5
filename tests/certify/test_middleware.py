"""Somebody else holds the database: a clear page, nothing lost, one press sends it again (A7)."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import pytest
from django.db import connection, connections, transaction
from django.urls import reverse

from programs.models import Program, Quota
from tests.factories import programs
from tests.factories.programs import Stage
from tests.racing import PATIENCE
from tests.visiting import Visitor, text_of

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def setting(committed_cast, django_db_blocker) -> Iterator[Stage]:
    with django_db_blocker.unblock():
        yield programs.stage(committed_cast)


@pytest.fixture
def dewi(setting: Stage) -> Visitor:
    return Visitor(setting.cast.dewi)


@contextmanager
def held(program: Program) -> Iterator[None]:
    """Somebody else has the program open for writing; this connection does not wait for long."""
    with connection.cursor() as cursor:
        is_sqlite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA busy_timeout = 100" if is_sqlite else "SET lock_timeout = 100")
    has_it, may_go = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                Program.objects.select_for_update().get(pk=program.pk)
                has_it.set()
                may_go.wait(PATIENCE)
        finally:
            connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    assert has_it.wait(PATIENCE)
    try:
        yield
    finally:
        may_go.set()
        holder.join()
        connection.close()


def _places(setting: Stage) -> int:
    return Quota.objects.get(program=setting.program).places


def press(visitor: Visitor, setting: Stage, **more: object):
    """Save 17 places while somebody else holds the program."""
    fields = {"scheme": setting.scheme.pk, "places": 17} | more
    with held(setting.program):
        return visitor.post("programs:set_quota", setting.program.pk, **fields)


def test_who_waited_too_long_keeps_the_form(setting: Stage, dewi: Visitor):
    refused = press(dewi, setting, note='"lima" & <enam>')

    answer = (refused.status_code, refused["Retry-After"], refused["Cache-Control"])
    assert answer == (503, "5", "no-store")
    assert text_of(refused).endswith(
        "Belum tersimpan Data ini sedang disimpan oleh orang lain, dan kali ini lebih lama dari "
        "biasanya. Tidak ada yang berubah. Isian Anda masih lengkap: tunggu sebentar, lalu kirim "
        "lagi. Kirim lagi"
    )
    fields = {name: unescape(value) for name, value in HIDDEN.findall(refused.content.decode())}
    assert (fields["places"], fields["note"]) == ("17", '"lima" & <enam>')


def test_sending_it_again_does_it_once(setting: Stage, dewi: Visitor):
    refused = press(dewi, setting)
    assert _places(setting) == 40
    fields = dict(HIDDEN.findall(refused.content.decode()))
    address = reverse("programs:set_quota", args=[setting.program.pk])

    done, once_more = dewi.client.post(address, fields), dewi.client.post(address, fields)

    assert (done.status_code, once_more.status_code, done.url == once_more.url) == (302, 302, True)
    assert _places(setting) == 17


def test_a_secret_does_not_come_back_on_a_page(setting: Stage, dewi: Visitor):
    for secret in ("password", "new_password2", "kode", "code"):
        refused = press(dewi, setting, **{secret: "rahasia-sekali"})

        assert refused.status_code == 503
        assert "rahasia-sekali" not in refused.content.decode()
        assert text_of(refused).endswith(
            "Tidak ada yang berubah. Kembali ke halaman sebelumnya, tunggu sebentar, lalu kirim "
            "lagi. Kembali"
        )
