"""Queries that are written once and planned once.

Django takes 0.5 ms to write the SQL of the public question, PostgreSQL 0.7 ms to plan it, and
answering takes 0.1. So the SQL is written once per process, and PostgreSQL keeps the plan per
connection (PREPARE; it plans anew by itself when tables change). SQLite keeps its own.
"""

import functools
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet

# Stands in a queryset where the asked value belongs.
SLOT = "\ue000"

Row = tuple[Any, ...]


class PreparedQuery:
    """A queryset with one SLOT, asked for one row with a text in its place."""

    def __init__(self, name: str, rows: Callable[[], QuerySet[Model, Row]]) -> None:
        """Take a name of letters and underscores, and what builds the queryset."""
        self._name = f"canting_{name}"
        self._rows = rows
        # What is prepared goes with its connection.
        self._prepared_on: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()

    def one(self, value: str) -> Row | None:
        """Ask with ``value``; give the first row, if any.

        Whether a kept connection still lives is not asked before, which would cost as much as the
        question: on a dead one the question fails, and is asked again on a new one.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        connection.health_check_done = True  # type: ignore[attr-defined]  # not in its stubs
        try:
            return self._ask(connection, value)
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block:
                raise
            connection.close()
            return self._ask(connection, value)

    def _ask(self, connection: BaseDatabaseWrapper, value: str) -> Row | None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                self._prepare_once(connection.connection)
                cursor.execute(f"EXECUTE {self._name} (%s)", [value])
            else:
                sql, parameters = self._statement
                filled = [value if known == SLOT else known for known in parameters]
                cursor.execute(sql, filled)
            row: Row | None = cursor.fetchone()
        return row

    @functools.cached_property
    def _statement(self) -> tuple[str, tuple[Any, ...]]:
        sql, parameters = self._rows().query.sql_with_params()
        return sql, tuple(parameters)

    def _prepare_once(self, driver: Any) -> None:
        if driver in self._prepared_on:
            return
        sql, parameters = self._statement
        with driver.cursor() as cursor:
            # The driver writes the fixed values into the text; what is asked becomes $1.
            text = cursor.mogrify(sql, parameters).decode().replace(f"'{SLOT}'", "$1")
            cursor.execute(f"PREPARE {self._name} (text) AS {text}")
        self._prepared_on[driver] = True
