"""How somebody wants the pages on the device before them: larger letters, contrast for the sun.

Kept in a cookie, because it belongs to the device and the light, not to the person.
"""

from enum import StrEnum

COOKIE = "tampilan"
SEPARATOR = "."


class Display(StrEnum):
    """What can be switched; the value is the class that the page carries."""

    LARGE = "huruf-besar"
    SUN = "terik"


def read(cookie: str) -> frozenset[Display]:
    """Give what a cookie asks for; anything unknown in it is nothing."""
    return frozenset(Display(word) for word in cookie.split(SEPARATOR) if word in list(Display))


def switched(cookie: str, display: Display) -> str:
    """Give the cookie with one choice turned the other way."""
    return SEPARATOR.join(sorted(read(cookie) ^ {display}))
