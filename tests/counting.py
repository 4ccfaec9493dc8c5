"""What a page that lists things asks of the database: the same for 1 row and for 100."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

from certify.accounts.models import User
from certify.accounts.roles import Role
from tests.factories import accounts
from tests.factories.programs import Stage
from tests.visiting import Visitor

ROWS = 100
Arguments = tuple[object, ...]


@dataclass(frozen=True)
class Listing:
    """A page, who opens it, and what puts rows on it.

    ``add`` makes that many rows and gives the arguments of the route, so that it may also make
    one page with 1 row and another with 100. ``who`` is one of the cast or "root". A page that
    shows no rows but their number is ``counted``: it need not grow.
    """

    route: str
    who: str
    add: Callable[[Stage, int], Arguments]
    query: tuple[tuple[str, str], ...] = ()
    counted: bool = False

    def __str__(self) -> str:
        """Name the case."""
        return f"{self.route}-{self.who}-{self.add.__name__}"


def require_same(listing: Listing, stage: Stage) -> None:
    """Fail with the queries that came on top, or when the rows are not on the page."""
    visitor = Visitor(_person(stage, listing.who))
    one, small = _asked(visitor, listing, listing.add(stage, 1))
    many, large = _asked(visitor, listing, listing.add(stage, ROWS - 1))
    more = "\n".join(f"{count} × {sql[:300]}" for sql, count in (many - one).items())
    assert many.total() == one.total(), more
    assert listing.counted or large > small + ROWS, (small, large)


def _person(stage: Stage, who: str) -> User:
    if who == "root":
        return accounts.member("Rudi", Role.SYSTEM_ADMIN)
    person: User = getattr(stage.cast, who)
    return person


def _asked(visitor: Visitor, listing: Listing, arguments: Arguments) -> tuple[Counter[str], int]:
    query = dict(listing.query)
    visitor.get(
        listing.route, *arguments, **query
    )  # what is read once for a session does not count
    with CaptureQueriesContext(connection) as found:
        response = visitor.get(listing.route, *arguments, **query)
    assert response.status_code == 200, (listing.route, response.status_code)
    queries = Counter(_shape(query["sql"]) for query in found.captured_queries)
    return queries, len(b"".join(response))


def _shape(sql: str) -> str:
    """Leave the values out, so that two runs of one query are equal."""
    return re.sub(r"\(\?(, \?)*\)", "(…)", re.sub(r"'[^']*'|\b\d+\b", "?", sql))
