"""Signed-in browsers of the cast, and a form sent with a fresh key."""

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certify.accounts.models import User
from tests.factories import accounts


class Visitor:
    """Somebody with a browser."""

    def __init__(self, person: User) -> None:
        self.client = accounts.sign_in(Client(), person)

    def get(self, name: str, *args: object, **query: object) -> HttpResponse:
        return self.client.get(reverse(f"assessments:{name}", args=args), query)

    def post(self, name: str, *args: object, htmx: bool = False, **fields: object) -> HttpResponse:
        headers = {"HX-Request": "true"} if htmx else {}
        body = {"_kunci": str(uuid.uuid4()), **fields}
        return self.client.post(reverse(f"assessments:{name}", args=args), body, headers=headers)

    def queries(self, name: str, *args: object) -> int:
        self.get(name, *args)  # what is read once for a session or a process does not count
        with CaptureQueriesContext(connection) as found:
            assert self.get(name, *args).status_code == 200
        return len(found)


@pytest.fixture
def visit() -> Callable[[User], Visitor]:
    return Visitor
