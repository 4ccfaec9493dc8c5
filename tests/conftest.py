"""The cast, and databases in which commits are real.

A reader knows at once who must be refused: Dewi works for the agency, Sari keeps the body's
office, Tuti manages its certification, Budi and Rahma assess, Wulan, Hadi and Ratna decide,
Bagas directs. Everybody of the other agency and the other body is a stranger.
"""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from django.utils import timezone

from certify.accounts.models import Organization, User
from certify.accounts.roles import OrganizationKind, Role
from tests import databases
from tests.factories import accounts


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, whatever the shuffled order: the processes end together."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@dataclass(frozen=True)
class Committed:
    """A database of one test: what a subprocess needs to reach it."""

    environment: dict[str, str]


@dataclass(frozen=True)
class Cast:
    """Everybody of one story, in two organizations of their own."""

    agency: Organization
    body: Organization
    dewi: User
    head: User
    sari: User
    tuti: User
    budi: User
    rahma: User
    wulan: User
    hadi: User
    ratna: User
    bagas: User
    keeper: User

    @property
    def panel(self) -> list[User]:
        """Three members of the committee."""
        return [self.wulan, self.hadi, self.ratna]


def make_cast(called: str = "Kita") -> Cast:
    """Make two organizations with a person for every role, named the same in every test."""
    agency = accounts.organization(OrganizationKind.AGENCY, name=f"Dinas Contoh {called}")
    body = accounts.organization(OrganizationKind.BODY, name=f"LSP Contoh {called}")
    accounts.signatory(body)
    accounts.signatory(agency, position="Kepala Dinas")
    return Cast(
        agency=agency,
        body=body,
        dewi=accounts.member("Dewi", Role.AGENCY_STAFF, agency),
        head=accounts.member("Kepala", Role.AGENCY_HEAD, agency),
        sari=accounts.member("Sari", Role.BODY_ADMIN, body),
        tuti=accounts.member("Tuti", Role.CERTIFICATION_MANAGER, body),
        budi=accounts.member("Budi", Role.ASSESSOR, body),
        rahma=accounts.member("Rahma", Role.ASSESSOR, body),
        wulan=accounts.member("Wulan", Role.COMMITTEE_MEMBER, body),
        hadi=accounts.member("Hadi", Role.COMMITTEE_MEMBER, body),
        ratna=accounts.member("Ratna", Role.COMMITTEE_MEMBER, body),
        bagas=accounts.member("Bagas", Role.BODY_DIRECTOR, body),
        keeper=accounts.member("Kepala Akun", Role.ORGANIZATION_ADMIN, body),
    )


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of our story."""
    return make_cast()


@pytest.fixture
def strangers(db: None) -> Cast:
    """The same roles in another agency and another body."""
    return make_cast("Lain")


@pytest.fixture
def now() -> dt.datetime:
    """The moment at which a test acts."""
    return timezone.now()


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Argon2 is slow on purpose; a cast of thirteen would wait seconds for it in every test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """Files of a test stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def keys(settings, tmp_path: Path) -> Path:
    """Private keys of a test stay in its own folder."""
    settings.KEY_FOLDER = tmp_path / "keys"
    return settings.KEY_FOLDER


@pytest.fixture(scope="session")
def kept_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compiled forms of all tests: each lies there under what it was made of, and never changes."""
    return tmp_path_factory.mktemp("forms")


@pytest.fixture(autouse=True)
def form_folder(settings, kept_forms: Path) -> Path:
    """Tests issue from compiled forms, as production does.

    The cast and its stage have the same names in every test, so their certificates share a form.
    """
    settings.RENDERS_IN_FULL = False
    settings.FORMS_FOLDER = kept_forms
    return kept_forms


@pytest.fixture
def real_commits(
    django_db_setup: None,
    django_db_blocker,
    media: Path,
    keys: Path,
    form_folder: Path,
    tmp_path: Path,
) -> Iterator[Committed]:
    """A copy of the migrated database in which commits are real and other processes may join."""
    with django_db_blocker.unblock(), databases.copied(tmp_path) as name:
        url = databases.address_of(name)
        folders = {"MEDIA_ROOT": media, "KEY_FOLDER": keys, "FORMS_FOLDER": form_folder}
        places = {called: str(folder) for called, folder in folders.items()}
        yield Committed(os.environ | {"DATABASE_URL": url} | places)


@contextmanager
def serving() -> Iterator[str]:
    """Serve the present database, in which commits must be real; give the address."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://{thread.host}:{thread.port}"
    finally:
        thread.terminate()


@pytest.fixture
def server(real_commits: Committed) -> Iterator[str]:
    """The address of a running web server on the test's own committed database."""
    with serving() as address:
        yield address


@pytest.fixture
def committed_cast(real_commits: Committed) -> Cast:
    """Our people in a database in which commits are real."""
    return make_cast()
