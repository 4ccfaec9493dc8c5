"""Our own numbers: gapless in the register, without any order in the status lists.

The register counts per body and year (decisions 6). BNSP's numbers are never made.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import F
from sequences import get_last_value, get_next_values
from sequences.models import Sequence

from certificates import credentials, rules
from certificates.models import StatusList
from programs.models import CertificationBody


def series(body: CertificationBody, year: int) -> str:
    """Name the counter of a body and a year."""
    return f"certificates.register.{body.pk}.{year}"


def lock(body: CertificationBody, year: int) -> None:
    """Hold the counter row until the transaction ends.

    Whether somebody already has a certificate is asked *after* this: asked before, two
    transactions both see none (reliability.md 4 counted 5,490 gaps that way). On SQLite the
    immediate transaction is the lock and ``select_for_update`` does nothing.
    """
    name = series(body, year)
    Sequence.objects.get_or_create(name=name, defaults={"last": 0})
    Sequence.objects.select_for_update().get(name=name)


def take(body: CertificationBody, year: int, count: int) -> list[int]:
    """Take the next ``count`` numbers in the caller's transaction; a rollback gives them back."""
    if not count:
        return []
    return list(get_next_values(count, series(body, year)))


def next_number(body: CertificationBody, year: int) -> int:
    """Say which number is next, for a screen; it is taken by ``take`` only."""
    return int(get_last_value(series(body, year)) or 0) + 1


def number_text(prefix: str, number: int, issued_on: date) -> str:
    """Write a register number as it is printed: ``BTK.0113/2026``."""
    return rules.register_number(prefix, number, issued_on.year)


# Places in the status lists ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a status list, taken for one certificate."""

    status_list: StatusList
    index: int


def issuer_address(body: CertificationBody) -> str:
    """Give the address under which a body's identity and lists are published."""
    return f"{settings.PUBLIC_URL}/lsp/{body.pk}"


def take_status_places(body: CertificationBody, count: int) -> list[Place]:
    """Take ``count`` places in the body's status lists, in the caller's transaction.

    The list's row is locked; a full list is followed by the next one. Which index a certificate
    gets is a keyed permutation of the order in which places are taken, so no index is given twice
    and none tells its neighbors.
    """
    places: list[Place] = []
    while len(places) < count:
        status_list = _open_list(body)
        first = status_list.taken
        last = min(status_list.size, first + count - len(places))
        seed = bytes.fromhex(status_list.seed)
        places += [
            Place(status_list, credentials.spread(position, seed=seed, size=status_list.size))
            for position in range(first, last)
        ]
        status_list.taken = last
        status_list.save(update_fields=["taken"])
    return places


def _open_list(body: CertificationBody) -> StatusList:
    """Give the body's list that has room, locked; open the next one when there is none.

    Two who find none wait for each other at the body's row and ask again, so one list is opened.
    """
    room = StatusList.objects.filter(body=body, taken__lt=F("size")).order_by("number")
    found = room.select_for_update().first()
    if found is not None:
        return found
    CertificationBody.objects.select_for_update(no_key=True).get(pk=body.pk)
    if not room.exists():
        number = StatusList.objects.filter(body=body).count() + 1
        address = f"{issuer_address(body)}/status/{number}"
        StatusList.objects.create(body=body, number=number, address=address)
    return room.select_for_update()[0]
