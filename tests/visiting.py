"""A person with a browser in tests of views: pages by name, forms with their one-use key."""

import html
import re
import uuid

from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certify.accounts.models import User
from tests.factories import accounts


class Visitor:
    """Opens pages and sends forms as one person."""

    def __init__(self, person: User) -> None:
        self.client = Client()
        accounts.sign_in(self.client, person)
        self.client.get("/akun/")  # notes the session, as the first page does

    def get(self, route: str, /, *args: object, **query: object) -> HttpResponse:
        return self.client.get(reverse(route, args=args), query)

    def post(self, route: str, /, *args: object, **fields: object) -> HttpResponse:
        return self.client.post(reverse(route, args=args), {"_kunci": str(uuid.uuid4()), **fields})

    def queries(self, name: str, *args: object) -> int:
        """Count what a page asks of the database, once everything that is kept was kept."""
        self.get(name, *args)
        with CaptureQueriesContext(connection) as asked:
            response = self.get(name, *args)
        assert response.status_code == 200
        return len(asked)

    def said(self, response: HttpResponse) -> list[str]:
        """Give the messages that the act left for the next page."""
        return [str(message) for message in get_messages(response.wsgi_request)]


def text_of(response: HttpResponse) -> str:
    """Give the words of a page in one line, without tags."""
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(body).split())
