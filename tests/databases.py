"""Copies of the test database in which commits are real.

A copy is how a test begins anew after real commits: ``flush`` would delete append-only rows,
which the triggers refuse.
"""

import itertools
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection, connections

copies = itertools.count(1)


def _copy_sqlite(original: str, folder: Path) -> str:
    copy = folder / f"copy-{next(copies)}.sqlite3"
    # SQLite's own backup reads the write-ahead log too: beside a running browser the connection
    # that migrated the original stays open, so the file alone may still be empty.
    with closing(sqlite3.connect(original)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return str(copy)


def _on_server(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def _copy_postgresql(original: str) -> str:
    # The process is in the name only once, however often a copy is copied: names end at 63.
    stem = original.partition("_copy_")[0]
    name = f"{stem}_copy_{os.getpid()}_{next(copies)}"
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
    return name


def address_of(name: str) -> str:
    """Give the DATABASE_URL of a copy, for another process."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def copy(folder: Path, *, original: str = "") -> str:
    """Copy ``original`` (the present database unless said), whose connections are closed."""
    source = original or connection.settings_dict["NAME"]
    connections.close_all()
    if connection.vendor == "sqlite":
        return _copy_sqlite(source, folder)
    return _copy_postgresql(source)


def drop(name: str) -> None:
    """Remove a copy; a file goes with its folder."""
    if connection.vendor == "postgresql":
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def connected(name: str) -> Iterator[None]:
    """Work in another database."""
    before = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


@contextmanager
def copied(folder: Path, *, original: str = "") -> Iterator[str]:
    """Work in a copy that is gone afterwards; give its name."""
    name = copy(folder, original=original)
    try:
        with connected(name):
            yield name
    finally:
        drop(name)
