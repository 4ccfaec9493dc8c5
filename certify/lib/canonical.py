"""One way to write a value as bytes, so that its hash means the same everywhere.

The frozen content of a certificate and the rows of the audit trail are hashed over these bytes.
The form is JSON in UTF-8 without white space, keys sorted by code point, every string in Unicode
NFC. It follows RFC 8785 except that numbers are integers only: a float has no single spelling
that two programs agree on, and nothing we certify needs one.
"""

import datetime as dt
import json
import unicodedata
from collections.abc import Mapping, Sequence


def canonical_json(value: object) -> bytes:
    """Return the canonical JSON of ``value``.

    Takes ``None``, booleans, integers, strings, mappings with string keys, lists and tuples; a
    date becomes ``2023-01-26``, a moment with a time zone becomes UTC ``2023-01-26T02:00:00Z``.
    Raises ``TypeError`` for anything else (a float, bytes, a set) and ``ValueError`` for a moment
    without a time zone or two keys that are the same text.
    """
    return json.dumps(
        _plain(value),
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode("utf-8")


def _plain(value: object) -> object:
    """Reduce ``value`` to what ``json.dumps`` writes in one way only."""
    if isinstance(value, str):
        return _normal(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, dt.datetime):
        return _moment(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _plain_mapping(value)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [_plain(item) for item in value]
    raise TypeError(f"canonical JSON has no form for {type(value).__name__}")


def _normal(text: str) -> str:
    # Most texts are ASCII, which has one form only: looking is cheaper than writing it anew.
    return text if type(text) is str and text.isascii() else unicodedata.normalize("NFC", text)


def _plain_mapping(value: Mapping[object, object]) -> dict[str, object]:
    plain: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise TypeError(f"canonical JSON keys are strings, not {type(key).__name__}")
        name = _normal(key)
        if name in plain:
            raise ValueError(f"canonical JSON has the key {name!r} twice")
        plain[name] = _plain(item)
    return plain


def _moment(value: dt.datetime) -> str:
    if value.utcoffset() is None:
        raise ValueError("canonical JSON needs a moment with a time zone")
    return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
