"""The prepared question: the same rows, after a lost connection too."""

import pytest
from django.db import OperationalError, connection
from django.db.models import Q

from certificates.models import Certificate
from certificates.queries.prepared import SLOT, PreparedQuery
from tests.factories import certificates

NAMES = ("code", "status", "issued_on")


def _rows():
    return Certificate.objects.filter(Q(code=SLOT), ~Q(status__in=["void"])).values_list(*NAMES)


@pytest.mark.django_db
def test_it_gives_the_row_that_django_would(stage):
    row = certificates.issued(stage)[0]
    asked = PreparedQuery("test_one", _rows)

    assert asked.one(row.code) == tuple(getattr(row, name) for name in NAMES)
    assert asked.one(row.code) == asked.one(row.code)
    assert asked.one("' OR 1=1 --") is None


@pytest.mark.usefixtures("real_commits")
def test_it_prepares_anew_on_a_new_connection():
    asked = PreparedQuery("test_two", _rows)

    assert asked.one("A") is None
    connection.close()
    assert asked.one("A") is None


@pytest.mark.usefixtures("real_commits")
def test_a_lost_connection_is_made_anew():
    asked = PreparedQuery("test_three", _rows)
    assert asked.one("A") is None

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, pytest.raises(OperationalError):
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    assert asked.one("A") is None
