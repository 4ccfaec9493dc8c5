"""Codes that are not found are counted per address, in this process only (reliability.md C6).

Nobody needs thirty wrong codes in ten minutes. A code that is found is never counted: forty
guests of a ceremony scan behind one address.
"""

import ipaddress
import threading
import time
from collections import OrderedDict, deque

from django.conf import settings
from django.http import HttpRequest

WRONG_CODES = 30
WINDOW_SECONDS = 600
ADDRESSES = 10_000
IPV6_NETWORK = 64


class WrongCodes:
    """Counts codes that were not found, per address, in this process's memory."""

    def __init__(self, *, allowed: int, seconds: int, addresses: int) -> None:
        """Take the limits; the oldest addresses are forgotten first."""
        self._allowed = allowed
        self._seconds = seconds
        self._addresses = addresses
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_seconds(self, address: str, *, now: float) -> int:
        """Count one wrong code; give 0, or the seconds to wait when there were too many."""
        with self._lock:
            times = self._seen.setdefault(address, deque())
            self._seen.move_to_end(address)
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) >= self._allowed:
                return int(times[0] + self._seconds - now) + 1
            times.append(now)
            while len(self._seen) > self._addresses:
                self._seen.popitem(last=False)
            return 0

    def forget(self) -> None:
        """Start anew."""
        with self._lock:
            self._seen.clear()


wrong_codes = WrongCodes(allowed=WRONG_CODES, seconds=WINDOW_SECONDS, addresses=ADDRESSES)


def wait_seconds(request: HttpRequest) -> int:
    """Count one wrong code of who asks; give 0, or the seconds to wait."""
    return wrong_codes.wait_seconds(address_of(request), now=time.monotonic())


def address_of(request: HttpRequest) -> str:
    """Give who asks: the address our own proxy saw, and of IPv6 the network of one household."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
    text: str = (
        forwarded if settings.PRODUCTION and forwarded else request.META.get("REMOTE_ADDR", "")
    )
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if address.version == 4:
        return text
    return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
