"""Writing a backup, checking one, and putting one back.

A backup is a folder: ``database.sqlite3`` or ``database.dump``, ``media/``, ``manifest.json`` with
the SHA-256 of every file, the row counts and the end of the audit chain, and ``manifest.sha256``.
The keys of the NIK columns are not in it; they are kept elsewhere (docs/running.md).
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection, transaction

from certify.backup import inventory

MANIFEST = "manifest.json"
SEAL = "manifest.sha256"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
CHUNK = 1024 * 1024


class BackupError(Exception):
    """A backup cannot be made, or does not hold; the sentence says which part."""


def sha256(path: Path) -> str:
    """Digest a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def files_of(folder: Path) -> dict[str, str]:
    """Give path → SHA-256 of every file of a backup but manifest and seal."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in paths
        if path.relative_to(folder).as_posix() not in {MANIFEST, SEAL}
    }


def server_arguments(database: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Give the connection options of PostgreSQL's programs and their environment."""
    options = {"-h": database["HOST"], "-p": str(database["PORT"]), "-U": database["USER"]}
    arguments = [part for flag, value in options.items() if value for part in (flag, value)]
    password = {"PGPASSWORD": database["PASSWORD"]} if database["PASSWORD"] else {}
    return arguments, {**os.environ, **password}


def run_program(command: list[str], *, environment: dict[str, str]) -> None:
    """Run one of PostgreSQL's programs. Raises BackupError with what it said."""
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        msg = f"{command[0]} is not installed (Debian: postgresql-client)"
        raise BackupError(msg) from error
    except subprocess.CalledProcessError as error:
        msg = f"{command[0]}: {error.stderr.strip()}"
        raise BackupError(msg) from error


def _dump_sqlite(target: Path) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    taken: dict[str, Any] = taken_elsewhere(f"sqlite:///{target}")["taken"]
    return taken


def _dump_postgresql(target: Path) -> dict[str, Any]:
    """Dump and count in one snapshot, so that writes going on meanwhile do no harm."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        arguments, environment = server_arguments(connection.settings_dict)
        command = ["pg_dump", *arguments, "--format=custom", "--no-owner", "--no-privileges"]
        command += [f"--snapshot={snapshot}", f"--file={target}", connection.settings_dict["NAME"]]
        run_program(command, environment=environment)
        return inventory.take()


def taken_elsewhere(database_url: str, *, media: Path | None = None) -> dict[str, Any]:
    """Take the inventory of another database, in a process of its own.

    Raises:
        BackupError: the database cannot be read at all.
    """
    environment = os.environ | {"DATABASE_URL": database_url}
    environment["DJANGO_SETTINGS_MODULE"] = "certify.settings"
    environment["NIK_KEYS"] = ",".join(settings.NIK_KEYS)
    if media is not None:
        environment["MEDIA_ROOT"] = str(media)
    command = [sys.executable, "-m", "certify.backup.look"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        msg = f"the database cannot be read: {last}"
        raise BackupError(msg)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def write(*, parent: Path, at: datetime) -> Path:
    """Write a backup into a new folder below ``parent`` and give that folder.

    The database comes first and the files after it: a row's file is written before the row says
    that it is there, so the copy holds every file that its database knows.

    Raises:
        BackupError: a program is missing or the folder is there.
    """
    folder = parent / f"canting-{at:%Y%m%dT%H%M%SZ}"
    unfinished = parent / f"{folder.name}.unfinished"
    if folder.exists() or unfinished.exists():
        msg = f"{folder} is there already"
        raise BackupError(msg)
    unfinished.mkdir(parents=True, mode=0o700)
    database = DATABASES[connection.vendor]
    dump = _dump_sqlite if connection.vendor == "sqlite" else _dump_postgresql
    taken = dump(unfinished / database)
    media = Path(settings.MEDIA_ROOT)
    if media.is_dir():
        shutil.copytree(media, unfinished / "media")
    (unfinished / "media").mkdir(exist_ok=True)
    manifest = {
        "made_at": at.isoformat(),
        "database": database,
        "files": files_of(unfinished),
        **taken,
    }
    text = json.dumps(manifest, indent=1, sort_keys=True)
    (unfinished / MANIFEST).write_text(text, encoding="utf-8")
    (unfinished / SEAL).write_text(sha256(unfinished / MANIFEST), encoding="ascii")
    unfinished.rename(folder)
    return folder


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of a backup whose seal holds. Raises BackupError."""
    try:
        sealed = (folder / SEAL).read_text(encoding="ascii").strip()
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        msg = f"{folder} is not a whole backup: {error}"
        raise BackupError(msg) from error
    if sha256(folder / MANIFEST) != sealed:
        msg = "manifest.json differs from its seal"
        raise BackupError(msg)
    return manifest


def differing_files(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """Say which files of a backup are missing, added or changed."""
    there, promised = files_of(folder), manifest["files"]
    found = [f"file is missing: {name}" for name in sorted(promised.keys() - there.keys())]
    found += [f"file is not in the manifest: {name}" for name in sorted(there.keys() - promised)]
    both = sorted(there.keys() & promised.keys())
    return found + [f"file changed: {name}" for name in both if there[name] != promised[name]]


def database_url(name: str) -> str:
    """Give the URL of another database on the server of the settings."""
    found = connection.settings_dict
    password = f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else ""
    port = f":{found['PORT']}" if found["PORT"] else ""
    return f"postgres://{quote(found['USER'])}{password}@{found['HOST']}{port}/{quote(name)}"


@contextmanager
def restored_aside(folder: Path, manifest: dict[str, Any]) -> Iterator[str]:
    """Put a backup's database into an empty place of its own while the block lasts; its URL."""
    source = folder / manifest["database"]
    if source.suffix == ".sqlite3":
        with tempfile.TemporaryDirectory(prefix="canting-restore-") as place:
            copy = shutil.copy(source, place)
            yield f"sqlite:///{copy}"
        return
    name = f"canting_restore_check_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        fill(database={**connection.settings_dict, "NAME": name}, dump=source)
        yield database_url(name)
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def fill(*, database: dict[str, Any], dump: Path) -> None:
    """Restore a dump into an empty PostgreSQL database. Raises BackupError."""
    arguments, environment = server_arguments(database)
    command = ["pg_restore", *arguments, "--no-owner", "--no-privileges", "--exit-on-error"]
    command += [f"--dbname={database['NAME']}", str(dump)]
    run_program(command, environment=environment)


def check(folder: Path) -> list[str]:
    """Restore a backup beside the running system and say everything that does not hold.

    Raises:
        BackupError: it cannot even be read.
    """
    manifest = read_manifest(folder)
    found = differing_files(folder, manifest)
    if found:
        return found
    with restored_aside(folder, manifest) as url:
        looked = taken_elsewhere(url, media=folder / "media")
    if looked["taken"] != {"rows": manifest["rows"], "audit": manifest["audit"]}:
        found.append("row counts or the end of the audit chain differ from the manifest")
    return found + list(looked["faults"])


def put_back(folder: Path) -> None:
    """Restore a backup into the database and media folder of the settings, which must be empty.

    Raises:
        BackupError: something is there already, or the backup does not hold.
    """
    faults = check(folder)
    if faults:
        raise BackupError("; ".join(faults))
    media = Path(settings.MEDIA_ROOT)
    if connection.introspection.table_names() or (media.is_dir() and any(media.iterdir())):
        msg = "the target is not empty; nothing was changed"
        raise BackupError(msg)
    manifest = read_manifest(folder)
    source = folder / manifest["database"]
    if DATABASES[connection.vendor] != source.name:
        msg = f"this backup is of another kind of database ({source.name})"
        raise BackupError(msg)
    if connection.vendor == "sqlite":
        connection.close()
        shutil.copy(source, connection.settings_dict["NAME"])
    else:
        fill(database=connection.settings_dict, dump=source)
    shutil.copytree(folder / "media", media, dirs_exist_ok=True)
