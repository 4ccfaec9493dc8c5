"""The line breaks after the act was kept and before its answer arrived (A2)."""

import http.client
import secrets
import time
import uuid
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from certify.once.decorators import FIELD
from certify.once.models import UsedKey
from tests.access_world import World
from tests.conftest import serving
from tests.double_submit.filling import filled
from tests.double_submit.twins import Form, grown, rows

PATIENCE_SECONDS = 30
CSRF = secrets.token_hex(16)


def begun(address: str, form: Form, key: uuid.UUID) -> http.client.HTTPConnection:
    """Send a form over a line of its own; the answer is not read yet."""
    fields = form.fields | {FIELD: str(key), "csrfmiddlewaretoken": CSRF}
    cookies = "; ".join(
        f"{name}={value}" for name, value in (form.cookies | {"csrftoken": CSRF}).items()
    )
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE_SECONDS)
    headers = {"Cookie": cookies, "Content-Type": MULTIPART_CONTENT}
    line.request("POST", form.path, encode_multipart(BOUNDARY, fields), headers)
    return line


def answered(address: str, form: Form, key: uuid.UUID) -> tuple[int, str | None]:
    """Send a form and give status and location of the answer."""
    with closing(begun(address, form, key)) as line:
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.headers["Location"]


def wait_for(key: uuid.UUID) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not UsedKey.objects.filter(key=key).exists():
        assert time.monotonic() < until, "the act was never kept"
        time.sleep(0.01)


@pytest.mark.parametrize(
    "route",
    ["participants:record_training", "certificates:start_issue", "assessments:close_panel"],
)
def test_form_sent_again_after_a_lost_answer_is_answered_and_does_nothing(route: str, world: World):
    form, key = filled(route, world), uuid.uuid4()
    one, growth = form.rehearse()
    before = rows()

    with serving() as address:
        lost = begun(address, form, key)
        wait_for(key)
        lost.close()
        answers = [answered(address, form, key) for _ in range(2)]

    kept = UsedKey.objects.get(key=key)
    assert answers == [(one.status, kept.location)] * 2
    assert grown(before) == growth
