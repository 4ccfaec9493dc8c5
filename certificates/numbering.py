"""Our own register numbers: gapless per body and year (decisions 6). BNSP's are never made."""

from datetime import date

from sequences import get_last_value, get_next_values
from sequences.models import Sequence

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
    return f"{prefix}.{number:04d}/{issued_on.year}"
