"""One world for the access matrix: what each route's address and form hold.

``world`` makes every object once by the real operations. The module of each room says what
stands in its addresses (``ADDRESSES``: the argument of all routes of the room, or of one route
alone) and what its well-formed forms send (``BODIES``; a route that is not there sends only its
one-use key).
"""

import uuid
from typing import Any

from tests.access_world import (
    accounts,
    assessments,
    certificates,
    elsewhere,
    participants,
    programs,
)
from tests.access_world.programs import PROGRAM
from tests.access_world.world import NEW_PASSWORD, World, make_world

__all__ = ["NEW_PASSWORD", "PROGRAM", "World", "address", "body", "make_world"]

ADDRESSES = {
    **accounts.ADDRESSES,
    **programs.ADDRESSES,
    **participants.ADDRESSES,
    **assessments.ADDRESSES,
    **certificates.ADDRESSES,
    **elsewhere.ADDRESSES,
}
BODIES = {
    **accounts.BODIES,
    **programs.BODIES,
    **participants.BODIES,
    **assessments.BODIES,
    **certificates.BODIES,
}


def address(world: World, route: str, arguments: list[str]) -> dict[str, Any]:
    """Give the arguments of a route; the most particular entry of ADDRESSES wins.

    Raises KeyError when an argument of a new route is not in ADDRESSES.
    """
    room = route.partition(":")[0]
    found = {}
    for argument in arguments:
        particular = f"{route}:{argument}"
        name = particular if particular in ADDRESSES else f"{room}:{argument}"
        found[argument] = ADDRESSES[name](world)
    return found


def body(world: World, route: str) -> dict[str, Any]:
    """Give what the form of a route sends, with a fresh one-use key."""
    fields = BODIES[route](world) if route in BODIES else {}
    return {"_kunci": str(uuid.uuid4()), **fields}
