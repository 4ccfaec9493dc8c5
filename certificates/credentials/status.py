"""Bitstring Status Lists: one bit for each certificate, among at least 131,072 that say nothing.

A verifier fetches a whole list, so nobody learns whose certificate is being looked at; the places
are taken in an order that only the holder of the list's seed can tell, so a neighbor's index says
nothing about who was certified next to whom.
"""

import base64
import datetime as dt
import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"
LIST_SIZE = 131_072
HALF_BITS = 9
HALF = 1 << HALF_BITS
ROUNDS = 8


class Purpose(StrEnum):
    """What a set bit means; each has a list of its own."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"


class Form(StrEnum):
    """How a credential or a list is secured."""

    JWT = "jwt"
    JSON = "json"


WORDS = {Purpose.REVOCATION: "pencabutan", Purpose.SUSPENSION: "pembekuan"}


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Where a certificate stands in its issuer's lists."""

    address: str
    """The address under which both lists lie."""
    index: int


def list_url(address: str, purpose: Purpose, form: Form) -> str:
    """Give the public address of one list in one form."""
    return f"{address}/{WORDS[purpose]}.{form}"


def entries(place: StatusPlace, form: Form) -> list[dict[str, str]]:
    """Give the ``credentialStatus`` of a credential: its bit in either list.

    A JWT points to lists signed as JWT, a JSON to lists signed as JSON: who can read the one can
    read the other.
    """
    rows = []
    for purpose in Purpose:
        url = list_url(place.address, purpose, form)
        rows.append(
            {
                "id": f"{url}#{place.index}",
                "type": "BitstringStatusListEntry",
                "statusPurpose": purpose.value,
                "statusListIndex": str(place.index),
                "statusListCredential": url,
            }
        )
    return rows


def encoded_list(indices: Iterable[int], *, size: int = LIST_SIZE) -> str:
    """Write a list with the given bits set: GZIP, base64url, multibase ``u``; the same every time.

    The first index is the leftmost bit.
    """
    bits = bytearray(size // 8)
    for index in indices:
        if not 0 <= index < size:
            raise ValueError(f"index {index} is outside of a list of {size}")
        bits[index // 8] |= 0x80 >> index % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def list_credential(
    url: str,
    *,
    did: str,
    purpose: Purpose,
    encoded: str,
    valid_from: dt.datetime,
    valid_until: dt.datetime,
) -> dict[str, object]:
    """Give the credential that publishes a list; unsigned."""
    return {
        "@context": [VC_CONTEXT],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": moment(valid_from),
        "validUntil": moment(valid_until),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose.value,
            "encodedList": encoded,
        },
    }


def moment(at: dt.datetime) -> str:
    """Write a moment in UTC to the second."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def spread(position: int, *, seed: bytes, size: int = LIST_SIZE) -> int:
    """Give the index of the certificate that took the ``position``-th place of a list.

    A permutation keyed with ``seed``: every position has one index and every index one position, so
    nothing can collide, and the order of issue cannot be read off. It is a Feistel network over
    18 bits, walked until the result lies within the list.
    """
    if not 0 <= position < size <= HALF * HALF:
        raise ValueError(f"position {position} is outside of a list of {size}")
    value = position
    while True:
        left, right = divmod(value, HALF)
        for step in range(ROUNDS):
            mixed = hashlib.blake2b(bytes([step]) + right.to_bytes(2), key=seed, digest_size=2)
            left, right = right, left ^ int.from_bytes(mixed.digest()) % HALF
        value = left * HALF + right
        if value < size:
            return value
