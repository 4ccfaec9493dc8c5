"""One filled form, sent many times at once; and what that did to the database."""

import threading
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, connections, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from certify.once.decorators import FIELD

# Sessions come and go with whoever looks in; they are no part of an act.
UNCOUNTED = {Session, UserSession}


@dataclass(frozen=True)
class Answer:
    """What a browser got."""

    status: int
    location: str
    content: bytes = b""


class Form:
    """A form filled in on one page; ``client`` tells who sits there."""

    def __init__(self, client: Client, path: str, fields: dict[str, Any]) -> None:
        self.path, self.fields = path, fields
        self.come_from(client)

    def come_from(self, client: Client) -> None:
        """Send it from now on with the cookies of this browser."""
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def send(self, key: uuid.UUID, **more: str) -> Answer:
        """Post it from a browser of its own with the same cookies."""
        return self._post(self._body(key, **more))

    def _body(self, key: uuid.UUID, **more: str) -> bytes:
        for value in self.fields.values():
            if hasattr(value, "seek"):
                value.seek(0)
        return encode_multipart(BOUNDARY, self.fields | {FIELD: str(key)} | more)

    def _post(self, body: bytes) -> Answer:
        client = Client(raise_request_exception=False)
        client.cookies = SimpleCookie(self.cookies)
        response = client.generic("POST", self.path, body, MULTIPART_CONTENT)
        if response.exc_info:
            raise response.exc_info[1]
        content = b"" if response.headers.get("Location") else response.content
        return Answer(response.status_code, response.headers.get("Location", ""), content)

    def rehearse(self) -> tuple[Answer, Counter[str]]:
        """Send it once with a key of its own, give answer and new rows, and take all back."""
        before = rows()
        with transaction.atomic():
            answer = self.send(uuid.uuid4())
            growth = grown(before)
            transaction.set_rollback(True)
        return answer, growth

    def send_together(self, keys: list[uuid.UUID]) -> list[Answer]:
        """Send it once for each key, all at the same moment."""
        bodies = [self._body(key) for key in keys]
        return together([lambda body=body: self._post(body) for body in bodies])


def together(acts: list[Callable[[], Answer]]) -> list[Answer]:
    """Let every act begin at the same moment, each in a thread with its own connection."""
    barrier = threading.Barrier(len(acts))
    answers: list[Answer] = []
    faults: list[BaseException] = []

    def run(act: Callable[[], Answer]) -> None:
        try:
            barrier.wait()
            answers.append(act())
        except Exception as fault:  # noqa: BLE001 -- told by the test, in its own thread
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise ExceptionGroup("posts that broke", faults)
    return answers


def rows() -> Counter[str]:
    """Count the rows of every table, in one query."""
    tables = sorted(model._meta.db_table for model in apps.get_models() if model not in UNCOUNTED)
    counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return Counter(dict(cursor.fetchall()))


def grown(before: Counter[str]) -> Counter[str]:
    """Tell by how many rows each table differs from before."""
    after = rows()
    return Counter(
        {name: after[name] - before[name] for name in after if after[name] != before[name]}
    )
