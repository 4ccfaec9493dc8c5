"""What a page that lists things asks of the database: the same for 1 row and for 100."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

from certify.accounts.models import User
from certify.accounts.roles import Role
from tests.factories import accounts
from tests.factories.programs import Stage
from tests.visiting import Visitor

ROWS = 100
SEEN = 'UPDATE "usersessions_usersession"'  # once a minute, whatever the page shows
Arguments = tuple[object, ...]


@dataclass(frozen=True)
class Listing:
    """A page, who opens it, and what puts rows on it.

    ``add`` makes that many rows and gives the arguments of the route, so that it may also make
    one page with 1 row and another with 100; ``of`` gives them instead where several pages show
    the same rows. ``who`` is one of the cast or "root". A page that shows no rows but their
    number is ``counted``: it need not grow.
    """

    route: str
    who: str
    add: Callable[[Stage, int], Arguments]
    query: tuple[tuple[str, str], ...] = ()
    counted: bool = False
    of: Callable[[Stage], Arguments] | None = None

    def __str__(self) -> str:
        """Name the case."""
        return f"{self.route}-{self.who}-{self.add.__name__}"


class Listings(tuple[Listing, ...]):
    """The pages that show the same rows: making those is what takes the time."""

    __slots__ = ()

    def __str__(self) -> str:
        """Name the rows."""
        return self[0].add.__name__


def no_arguments(stage: Stage) -> Arguments:
    """Give the arguments of a page that has none."""
    del stage
    return ()


def of_the_program(stage: Stage) -> Arguments:
    """Give the arguments of a page of the stage's program."""
    return (stage.program.pk,)


def by_rows(listings: Iterable[Listing]) -> list[Listings]:
    """Put together what shows the same rows, so that each rows are made once."""
    groups: dict[Callable[[Stage, int], Arguments], list[Listing]] = {}
    for listing in listings:
        groups.setdefault(listing.add, []).append(listing)
    return [Listings(group) for group in groups.values()]


def require_same(listings: Listings, stage: Stage) -> None:
    """Fail with the queries that came on top on each page, or when the rows are not on one."""
    add = listings[0].add
    visitors = {
        who: Visitor(_person(stage, who)) for who in dict.fromkeys(each.who for each in listings)
    }
    one = _all_asked(visitors, listings, stage, add(stage, 1))
    many = _all_asked(visitors, listings, stage, add(stage, ROWS - 1))
    faults = [
        fault
        for listing, before, after in zip(listings, one, many, strict=True)
        for fault in _faults(listing, before, after)
    ]
    assert not faults, "\n".join(faults)


@dataclass(frozen=True)
class _Asked:
    """The queries of a page, and how long it is."""

    queries: Counter[str]
    length: int


def _faults(listing: Listing, one: _Asked, many: _Asked) -> Iterator[str]:
    if many.queries.total() != one.queries.total():
        yield f"{listing}: {one.queries.total()} queries for 1 row, then {many.queries.total()}:"
        for sql, count in (many.queries - one.queries).items():
            yield f"  {count} × {sql[:300]}"
    if not listing.counted and many.length <= one.length + ROWS:
        yield f"{listing}: the rows are not on the page ({one.length}, {many.length} bytes)"


def _person(stage: Stage, who: str) -> User:
    if who == "root":
        return accounts.member("Rudi", Role.SYSTEM_ADMIN)
    person: User = getattr(stage.cast, who)
    return person


def _all_asked(
    visitors: dict[str, Visitor], listings: Listings, stage: Stage, made: Arguments
) -> list[_Asked]:
    return [
        _asked(visitors[each.who], each, each.of(stage) if each.of else made) for each in listings
    ]


def _asked(visitor: Visitor, listing: Listing, arguments: Arguments) -> _Asked:
    query = dict(listing.query)
    visitor.get(
        listing.route, *arguments, **query
    )  # what is read once for a session does not count
    with CaptureQueriesContext(connection) as found:
        response = visitor.get(listing.route, *arguments, **query)
    assert response.status_code == 200, (listing.route, response.status_code)
    asked = (query["sql"] for query in found.captured_queries)
    queries = Counter(_shape(sql) for sql in asked if not sql.startswith(SEEN))
    return _Asked(queries, len(b"".join(response)))


def _shape(sql: str) -> str:
    """Leave the values out, so that two runs of one query are equal."""
    return re.sub(r"\(\?(, \?)*\)", "(…)", re.sub(r"'[^']*'|\b\d+\b", "?", sql))
