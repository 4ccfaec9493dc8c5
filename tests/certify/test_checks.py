"""The start is refused with a sentence when it would break a promise."""

import subprocess
import sys

import pytest
from django.db import connection
from django.utils import timezone

from certificates import operations as certificates
from certificates.apps import bodies_have_seals
from certify import checks
from programs import operations as programs
from tests.processes import ROOT

SOUND = {
    "PRODUCTION": True,
    "DEBUG": False,
    "SECRET_KEY": "s" * 50,
    "NIK_KEYS": ["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="],
    "NIK_INDEX_KEY": "i" * 40,
    "KEY_PASSPHRASE": "k" * 40,
    "PUBLIC_URL": "https://sertifikat.example.go.id",
}


@pytest.fixture
def stage_of_a_body(cast):
    """A certification body and its director."""
    return programs.body_for(cast.body), cast.bagas


@pytest.fixture
def production(settings):
    """Sound settings of a server; a test spoils one."""

    def change(**spoiled):
        for name, value in (SOUND | spoiled).items():
            setattr(settings, name, value)
        return [m.id for m in checks.run_checks(tags=["canting"])]

    return change


def test_sound_settings_are_accepted(production):
    assert production() == []


@pytest.mark.parametrize(
    ("spoiled", "refusal"),
    [
        ({"SECRET_KEY": "only-for-development-and-tests-never-for-people"}, "canting.E001"),
        ({"SECRET_KEY": "short"}, "canting.E001"),
        ({"NIK_KEYS": []}, "canting.E002"),
        ({"NIK_KEYS": ["not a key"]}, "canting.E002"),
        ({"NIK_KEYS": ["ZGV2ZWxvcG1lbnQtb25seS1uaWsta2V5LTAwMDAwMDE="]}, "canting.E002"),
        ({"NIK_INDEX_KEY": ""}, "canting.E002"),
        ({"NIK_INDEX_KEY": "development-only-nik-index-key"}, "canting.E002"),
        ({"NIK_INDEX_KEY": "s" * 50}, "canting.E002"),
        ({"KEY_PASSPHRASE": ""}, "canting.E007"),
        ({"KEY_PASSPHRASE": "development-only-passphrase-of-keys"}, "canting.E007"),
        ({"KEY_PASSPHRASE": "s" * 50}, "canting.E007"),
        ({"PUBLIC_URL": "http://sertifikat.example.go.id"}, "canting.E003"),
        ({"PUBLIC_URL": "https://localhost:8000"}, "canting.E003"),
        ({"PUBLIC_URL": "https://127.0.0.1"}, "canting.E003"),
        ({"PUBLIC_URL": "https://canting.localhost"}, "canting.E003"),
        ({"PUBLIC_URL": ""}, "canting.E003"),
        ({"DEBUG": True}, "canting.E005"),
    ],
)
def test_each_weakness_is_refused(production, spoiled, refusal):
    assert production(**spoiled) == [refusal]


def test_development_may_be_weak_but_needs_keys(settings):
    assert checks.run_checks(tags=["canting"]) == []

    settings.NIK_KEYS = []

    assert [m.id for m in checks.run_checks(tags=["canting"])] == ["canting.E002"]


def test_keys_that_others_may_open_are_refused(production, keys):
    keys.mkdir(mode=0o750)

    assert production() == ["canting.E008"]


def test_keys_among_the_backed_up_files_are_refused(production, settings, media):
    settings.KEY_FOLDER = media / "keys"

    assert production() == ["canting.E008"]


def test_authorities_that_are_not_there_are_refused(production, tmp_path):
    path = tmp_path / "authorities.pem"
    assert production(SIGNER_AUTHORITIES=str(path)) == ["canting.E009"]

    path.write_text("no certificate")
    assert production(SIGNER_AUTHORITIES=str(path)) == ["canting.E009"]


def test_a_media_folder_that_cannot_be_written_is_refused(settings, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    settings.MEDIA_ROOT = in_the_way / "media"

    assert [m.id for m in checks.media_folder_takes_files()] == ["canting.E004"]


@pytest.mark.django_db
def test_the_database_of_the_tests_keeps_what_it_acknowledged():
    assert checks.database_keeps_what_it_acknowledged(databases=["default"]) == []


def test_a_weaker_database_is_refused_by_its_weak_setting(real_commits):
    weaken, name = {
        "sqlite": ("PRAGMA synchronous = 1", "synchronous=1"),
        "postgresql": ("SET synchronous_commit = off", "synchronous_commit=off"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(weaken)

    (refusal,) = checks.database_keeps_what_it_acknowledged(databases=["default"])

    assert refusal.id == "canting.E006"
    assert name in refusal.msg


@pytest.mark.django_db
def test_a_body_that_will_issue_unsealed_is_told_in_production(stage_of_a_body, settings):
    body, director = stage_of_a_body
    settings.PRODUCTION = True
    assert [m.id for m in bodies_have_seals(databases=["default"])] == ["canting.W001"]

    settings.PRODUCTION = False
    certificates.make_development_seal(body=body, by=director, at=timezone.now())
    assert bodies_have_seals(databases=["default"]) == []
    settings.PRODUCTION = True

    assert bodies_have_seals(databases=["default"]) == []


@pytest.mark.parametrize(
    "program",
    [["-c", "import certify.wsgi"], ["manage.py", "work", "--until-empty"]],
    ids=["web", "worker"],
)
def test_neither_web_nor_worker_starts_with_a_weakness(real_commits, program):
    weak = {
        "DJANGO_SETTINGS_MODULE": "certify.settings",
        "PRODUCTION": "1",
        "SECRET_KEY": "s" * 50,
        "NIK_KEYS": SOUND["NIK_KEYS"][0],
        "NIK_INDEX_KEY": "i" * 40,
        "KEY_PASSPHRASE": "k" * 40,
        "PORT": "8123",
    }
    inherited = {k: v for k, v in real_commits.environment.items() if k != "PUBLIC_URL"}

    ended = subprocess.run(
        [sys.executable, *program],
        cwd=ROOT,
        env=inherited | weak,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert "PUBLIC_URL is 'http://localhost:8123'" in ended.stderr
    assert "Set PUBLIC_URL=https://" in ended.stderr
