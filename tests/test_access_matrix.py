"""Every address, every role, own and foreign object, GET and POST: what comes back (F1).

``access_matrix.csv`` holds what was decided, one line per address and method. A column is a role of
ours; ``foreign`` stands for each of the same roles in another agency and another body: one status
for all, or ``same`` where nothing of ours is shown. A new address without lines fails and prints
them; *think* before filling them in, and say in access_world what its address and form hold.
"""

import csv
import functools
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from certify.audit.models import AuditEvent
from tests import access_world
from tests.access_world import World
from tests.factories import accounts

# What the people of these tests have: their NIK, their telephones, their names (reliability.md B5).
PERSONAL = re.compile(r"99\d{14}|0812\d{8}|(Pembatik|Peserta) Contoh|Siti Aminah")
SECRET = re.compile(r"99\d{14}|0812\d{8}")
REFUSED = {403, 404, 405, 409}
TABLE = Path(__file__).parent / "access_matrix.csv"
METHODS = ("GET", "POST")
PEOPLE = (
    "system_admin",
    "agency_staff",
    "agency_head",
    "agency_keeper",
    "body_admin",
    "manager",
    "assessor",
    "committee",
    "director",
    "body_keeper",
)
COLUMNS = ("route", "method", "anonymous", *PEOPLE, "foreign")

# Whoever adds a line here lets strangers in.
PUBLIC = {
    "account_login",
    "account_logout",
    "account_inactive",
    "mfa_authenticate",
    "health",
    "accounts:forgotten",
    "accounts:invitation_arrival",
    "accounts:accept_invitation",
    "accounts:password_arrival",
    "accounts:set_password",
    "certificates:api:check_code",
    "certificates:api:check_file",
    "certificates:api:openapi_description",
    "certificates:api_page",
    "certificates:badge",
    "certificates:credential_json",
    "certificates:credential_jwt",
    "certificates:issuer_identity",
    "certificates:site_identity",
    "certificates:status_list",
    "certificates:no_such_question",
    "certificates:published_key",
    "certificates:published_keys",
    "certificates:send_file",
    "certificates:verify",
    "certificates:verify_file",
    "certificates:verify_form",
    "certificates:verify_hash",
    "certificates:door",
    "certificates:open_door",
    "certificates:mine",
    "certificates:mine_pdf",
    "certificates:mine_picture",
    "certificates:report_name",
}
# The library's own forms: signing in and out again changes nothing twice.
WITHOUT_KEY = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "desk:ask",
    "display",
    "certificates:read_numbers",
    "certificates:send_file",
    "certificates:try_design",
}

# Pure questions of strangers, without a cookie and so without a token (ADR 0070).
WITHOUT_TOKEN = {"certificates:send_file"}


# Posts that leave no event in the trail.
WITHOUT_EVENT = WITHOUT_KEY | {
    "mfa_activate_totp",  # all but the assessor have the factor already and are sent on
    "participants:keep_columns",  # answers within a draft; saving it is the event
    "participants:keep_repairs",
}


class Route:
    """One address: its name, its arguments and its view."""

    def __init__(self, name: str, pattern: URLPattern, arguments: list[str]) -> None:
        self.name, self.view = name, pattern.callback
        self.arguments = [*arguments, *pattern.pattern.regex.groupindex]


def walk(
    patterns: list[URLPattern | URLResolver], space: str, arguments: list[str]
) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            more = [*arguments, *pattern.pattern.regex.groupindex]
            yield from walk(pattern.url_patterns, inner, more)
        else:
            yield Route(f"{space}{pattern.name}", pattern, arguments)


@functools.cache
def routes() -> dict[str, Route]:
    found = walk(get_resolver().url_patterns, "", [])
    return {route.name: route for route in sorted(found, key=lambda route: route.name)}


def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def missing_rows() -> list[str]:
    """Give the lines that the table lacks, to be filled in by thinking."""
    known = {(row["route"], row["method"]) for row in table()}
    return [
        f"{name},{method}{',' * (len(COLUMNS) - 2)}"
        for name in routes()
        for method in METHODS
        if (name, method) not in known
    ]


def test_every_address_has_its_lines():
    missing = missing_rows()

    assert not missing, "\n".join(missing)


def test_no_line_is_left_over_or_twice():
    lines = [(row["route"], row["method"]) for row in table()]

    assert [line for line in lines if line[0] not in routes()] == []
    assert sorted(lines) == sorted(set(lines))


def test_every_status_of_the_table_is_filled_in():
    assert [row for row in table() if not all(row[column] for column in COLUMNS)] == []


def test_public_addresses_are_the_listed_ones():
    public = {
        name for name, route in routes().items() if not getattr(route.view, "login_required", True)
    }

    assert public == PUBLIC


def test_addresses_that_take_a_post_carry_a_one_use_key():
    """A view that answers POST with anything but 405 is ``@changes`` or listed."""
    posting = {row["route"] for row in table() if row["method"] == "POST" and takes_a_post(row)}
    keyed = {name for name, route in routes().items() if getattr(route.view, "changes", False)}

    assert posting - keyed == WITHOUT_KEY & posting


def takes_a_post(row: dict[str, str]) -> bool:
    return any(row[column] not in {"403", "404", "405"} for column in PEOPLE)


def test_code_is_asked_for_outside_the_one_use_key():
    """Otherwise the way to the code page would be stored as the answer of the act."""
    wrong = []
    for name, route in routes().items():
        view = route.view
        if getattr(view, "recently_verified", False) and getattr(view, "changes", False):
            inner = view.__wrapped__
            if getattr(inner, "recently_verified", False) or not getattr(inner, "changes", False):
                wrong.append(name)

    assert wrong == []


@pytest.fixture
def world(db: None) -> World:
    return access_world.make_world()


class Visitor:
    """Somebody with a browser; every visit begins from the same moment after signing in."""

    def __init__(self, person: object | None) -> None:
        self.client = Client()
        if person is not None:
            accounts.sign_in(self.client, person)
            self.client.get("/akun/")  # notes the session, as the first page does
        self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}

    def visit(self, method: str, path: str, body: dict[str, object] | None = None) -> int:
        """Give the status of one request."""
        with self._answer(self.client, method, path, body) as response:
            return response.status_code

    def visit_without_token(self, path: str, body: dict[str, object]) -> int:
        """Give the status of a POST that no page of ours sent."""
        with self._answer(Client(enforce_csrf_checks=True), "POST", path, body) as response:
            return response.status_code

    def events_of(self, path: str, body: dict[str, object]) -> int:
        """Count what a POST leaves in the trail."""
        before = AuditEvent.objects.count()
        with self._answer(self.client, "POST", path, body):
            return AuditEvent.objects.count() - before

    @contextmanager
    def _answer(
        self, client: Client, method: str, path: str, body: dict[str, object] | None
    ) -> Iterator[HttpResponse]:
        """Send one request, and take back what it changed."""
        client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            if method == "POST":
                response = client.post(path, body or {})
            else:
                response = client.generic(method, path)
            if response.streaming:
                response.getvalue()
            elif response.status_code in REFUSED:
                assert not SECRET.search(response.content.decode()), path
            yield response
            transaction.set_rollback(True)


def room_of(route: str) -> str:
    return route.rpartition(":")[0] or "signing in"


@pytest.mark.parametrize("room", sorted({room_of(name) for name in routes()}))
def test_every_answer_is_the_one_decided(room: str, world: World, caplog: pytest.LogCaptureFixture):
    """Also: other methods never succeed, a POST without its token is refused (F1, F9), every act
    leaves an event in the trail, and nothing personal is logged or stands on a refusal (B5).
    """
    caplog.set_level(logging.INFO)
    rows = [row for row in table() if room_of(row["route"]) == room]
    crowd = Crowd(world)

    found = [line for row in rows for line in crowd.disagreements(row)]
    found += [line for row in rows if row["method"] == "POST" for line in crowd.loopholes(row)]

    assert found == []
    assert personal_in(caplog) == []


def personal_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give what was logged about somebody, before our formatter hides any of it."""
    return [line for line in caplog.text.splitlines() if PERSONAL.search(line)]


def test_control_what_is_logged_about_somebody_is_found(
    world: World, caplog: pytest.LogCaptureFixture
):
    person = world.application.enrollment.person
    for word in (person.nik, person.phone, person.full_name):
        logging.getLogger("certify").warning("kept %s", word)

    assert len(personal_in(caplog)) == 3


def test_assessor_sees_only_what_is_assigned_to_them(world: World):
    """Rahma assesses in the same body; whatever Budi was given is not hers (domain.md 3.2, 8)."""
    crowd, rahma = Crowd(world), Visitor(world.cast.rahma)
    rows = [
        row
        for row in table()
        if room_of(row["route"]) == "assessments"
        and row["foreign"] == "404"
        and row["assessor"] in {"200", "302"}
    ]

    found = {
        f"{row['route']} {row['method']}": rahma.visit(
            row["method"],
            crowd.address(row["route"]),
            access_world.body(world, row["route"]),
        )
        for row in rows
    }

    assert len(found) > 15
    assert {line: status for line, status in found.items() if status != 404} == {}


class Crowd:
    """Everybody, each with a browser."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ours = {column: Visitor(person) for column, person in world.people.items()}
        self.theirs = {column: Visitor(person) for column, person in world.strangers.items()}
        self.nobody = Visitor(None)

    def disagreements(self, row: dict[str, str]) -> Iterator[str]:
        """Say where an answer differs from the table."""
        asked = [("anonymous", self.nobody, row["anonymous"])]
        asked += [(column, self.ours[column], row[column]) for column in PEOPLE]
        for column, visitor in self.theirs.items():
            expected = row[column] if row["foreign"] == "same" else row["foreign"]
            asked.append((f"foreign {column}", visitor, expected))
        if row["foreign"] == "same" and len({row[column] for column in PEOPLE}) == 1:
            # One answer for everybody (a list of one's own, 405): a stranger stands for all.
            asked = asked[: len(PEOPLE) + 2] if row["method"] == "GET" else asked[:3]
        path, body = self.address(row["route"]), None
        for column, visitor, expected in asked:
            if row["method"] == "POST":
                body = access_world.body(self.world, row["route"])
            status = visitor.visit(row["method"], path, body)
            if str(status) != expected:
                yield f"{row['route']} {row['method']} {column}: {status}, not {expected}"

    def loopholes(self, row: dict[str, str]) -> Iterator[str]:
        """Try what no form of ours sends, as somebody who may act."""
        path = self.address(row["route"])
        column = min(PEOPLE, key=lambda column: row[column])  # 200 and 302 come first
        for method in ("PUT", "PATCH", "DELETE"):
            status = self.ours[column].visit(method, path)
            if status not in {302, 403, 404, 405, 409, 410, 422}:
                yield f"{row['route']} {method} {column}: {status}"
        if row["route"] not in WITHOUT_EVENT and row[column] in {"200", "302"}:
            body = access_world.body(self.world, row["route"])
            if not self.ours[column].events_of(path, body):
                yield f"{row['route']} POST {column}: no audit event"
        body = access_world.body(self.world, row["route"])
        status = self.ours[column].visit_without_token(path, body)
        if status not in {403, 405} and row["route"] not in WITHOUT_TOKEN:
            yield f"{row['route']} POST without token, {column}: {status}"

    def address(self, name: str) -> str:
        """Give the address of one of our objects."""
        arguments = access_world.address(self.world, name, routes()[name].arguments)
        return reverse(name, kwargs=arguments)
