"""A furnished world, made once for all cases of a process; each case works in a copy of it."""

import copy
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from tests import access_world, databases
from tests.access_world import World

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@dataclass(frozen=True)
class Furnished:
    """A database, its files and what is in it."""

    database: str
    files: Path
    keys: Path
    world: World


@pytest.fixture(scope="session")
def furnished(
    django_db_setup: None,
    django_db_blocker,
    tmp_path_factory: pytest.TempPathFactory,
    kept_forms: Path,
) -> Iterator[Furnished]:
    """Everything the routes point at, committed."""
    folder = tmp_path_factory.mktemp("furnished")
    files = folder / "media"
    files.mkdir()
    keys = folder / "keys"
    with django_db_blocker.unblock():
        name = databases.copy(folder)
        try:
            with (
                databases.connected(name),
                override_settings(
                    MEDIA_ROOT=files,
                    KEY_FOLDER=keys,
                    FORMS_FOLDER=kept_forms,
                    PASSWORD_HASHERS=QUICK,
                ),
                transaction.atomic(),  # one commit instead of thousands
            ):
                world = furnish()
        except BaseException:
            databases.drop(name)
            raise
    yield Furnished(name, files, keys, world)
    with django_db_blocker.unblock():
        databases.drop(name)


def furnish() -> World:
    """Make every thing of a world that would else be made when it is asked for."""
    world = access_world.make_world()
    for thing, maker in vars(World).items():
        if isinstance(maker, cached_property):
            getattr(world, thing)
    return world


@pytest.fixture
def world(
    furnished: Furnished, django_db_blocker, media: Path, keys: Path, tmp_path: Path
) -> Iterator[World]:
    """The furnished world in a copy of its database, in which commits are real."""
    shutil.copytree(furnished.files, media, dirs_exist_ok=True)
    if furnished.keys.exists():
        shutil.copytree(furnished.keys, keys)
    with (
        django_db_blocker.unblock(),
        databases.copied(tmp_path, original=furnished.database),
    ):
        yield copy.deepcopy(furnished.world)
