"""A backup holds, is put back whole, and one flipped byte anywhere in it is found."""

import json
import shutil
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from certify.accounts.models import Organization
from certify.accounts.roles import OrganizationKind, Role
from certify.audit import trail
from certify.backup import archive
from programs.models import Agency
from tests.factories import accounts, participants

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def filled(real_commits, monkeypatch, media):
    """A database with an organization, its logo and a trail; child processes see it too."""
    for name, value in real_commits.environment.items():
        monkeypatch.setenv(name, value)
    body = accounts.organization(OrganizationKind.BODY)
    body.logo.save("logo.png", _png())
    with transaction.atomic():
        for number in range(3):
            trail.record(
                name="accounts.contoh",
                summary=f"mencatat {number}",
                subject=body,
                by=None,
                at=timezone.now(),
            )
    return body


def _png():
    return ContentFile(b"not really a picture, but bytes")


@pytest.fixture
def backup(filled, tmp_path):
    return archive.write(parent=tmp_path / "backups", at=AT)


def test_a_fresh_backup_holds(backup):
    assert backup.name == "canting-20261123T030000Z"
    assert archive.check(backup) == []
    manifest = archive.read_manifest(backup)
    assert manifest["audit"] == {"sequence": 3, "hash": trail.head()[1]}
    assert manifest["rows"]["accounts_organization"] == 1
    logo = Organization.objects.get().logo.name
    assert sorted(manifest["files"]) == sorted([manifest["database"], f"media/{logo}"])


def test_the_running_system_may_go_on_while_a_backup_is_checked(backup):
    accounts.organization(OrganizationKind.AGENCY)

    assert archive.check(backup) == []
    assert Organization.objects.count() == 2


def flip_a_byte(path, *, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 0x01
    path.write_bytes(bytes(data))


def test_one_flipped_byte_in_any_file_is_found(backup):
    for path in sorted(p for p in backup.rglob("*") if p.is_file()):
        original = path.read_bytes()
        for where in (0.0, 0.3, 0.6, 1.0):
            flip_a_byte(path, at=int(where * (len(original) - 1)))

            try:
                faults = archive.check(backup)
            except archive.BackupError as error:
                faults = [str(error)]

            assert len(faults) == 1, (path, where)
            path.write_bytes(original)
    assert archive.check(backup) == []


def test_a_missing_and_an_added_file_are_named(backup):
    (logo,) = (backup / "media").rglob("*.png")
    logo.rename(backup / "media" / "extra.png")

    name = logo.relative_to(backup).as_posix()
    assert archive.check(backup) == [
        f"file is missing: {name}",
        "file is not in the manifest: media/extra.png",
    ]


def reseal(backup, **changed):
    """Do what somebody would who changes a backup and its manifest together."""
    manifest = json.loads((backup / archive.MANIFEST).read_text())
    manifest |= changed | {"files": archive.files_of(backup)}
    (backup / archive.MANIFEST).write_text(json.dumps(manifest))
    (backup / archive.SEAL).write_text(archive.sha256(backup / archive.MANIFEST))


def test_a_forged_manifest_does_not_hide_other_rows(backup):
    rows = archive.read_manifest(backup)["rows"] | {"accounts_organization": 7}
    reseal(backup, rows=rows)

    assert archive.check(backup) == [
        "row counts or the end of the audit chain differ from the manifest"
    ]


def test_a_row_without_its_file_is_found(backup):
    shutil.rmtree(backup / "media")
    reseal(backup)

    (fault,) = archive.check(backup)
    assert fault.startswith("file is missing: logo/")


def test_other_nik_keys_are_noticed(filled, tmp_path, settings):
    dewi = accounts.member("Dewi", Role.AGENCY_STAFF, accounts.organization())
    agency = Agency.objects.create(organization=dewi.grants.get().organization)
    participants.person(agency, by=dewi)
    folder = archive.write(parent=tmp_path / "backups", at=AT)
    assert archive.check(folder) == []

    settings.NIK_KEYS = [Fernet.generate_key().decode()]

    assert archive.check(folder) == ["1 encrypted values do not open with the NIK_KEYS given here"]


def test_a_backup_is_put_back_only_into_an_empty_system(backup):
    with pytest.raises(archive.BackupError, match="not empty"):
        archive.put_back(backup)


def test_a_backup_put_back_is_the_same_system(backup, tmp_path, settings):
    logo = Organization.objects.get().logo.name
    head = trail.head()
    _empty_database(tmp_path)
    settings.MEDIA_ROOT = tmp_path / "elsewhere"

    archive.put_back(backup)

    assert Organization.objects.get().logo.name == logo
    assert (settings.MEDIA_ROOT / logo).read_bytes() == _png().read()
    assert (trail.head(), trail.first_fault()) == (head, None)


def _empty_database(tmp_path):
    if connection.vendor == "sqlite":
        connection.close()
        connection.settings_dict["NAME"] = str(tmp_path / "empty.sqlite3")
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def test_the_commands_say_what_they_did(filled, tmp_path, capsys):
    call_command("backup", str(tmp_path / "backups"))
    (folder,) = (tmp_path / "backups").iterdir()
    call_command("restore", "--check", str(folder))
    flip_a_byte(folder / archive.read_manifest(folder)["database"], at=5)
    with pytest.raises(CommandError, match="file changed: database"):
        call_command("restore", "--check", str(folder))

    said = capsys.readouterr().out.splitlines()
    assert said == [
        f"{folder} (audit event 3). The NIK keys are not in it.",
        f"{folder} holds: files, rows, audit chain.",
    ]
