"""A form as bytes and back: JSON that says the types it is read as, so that reading runs nothing.

The first line is the SHA-256 of the rest. Bytes are written in base64, mappings as pairs; which is
which is known from the form's own declaration, and what does not fit it is refused.
"""

import base64
import dataclasses
import functools
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from typing import Any

from certificates.rendering.compiled.form import Form


class DamagedFormError(ValueError):
    """The bytes are not those of a form of this version, whole and unchanged."""


def encode(form: Form) -> bytes:
    """Return a form as bytes; the same form is always the same bytes."""
    body = json.dumps(_plain(form), ensure_ascii=True, separators=(",", ":")).encode()
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def decode(data: bytes) -> Form:
    """Return the form that ``encode`` wrote; raises ``DamagedFormError``."""
    digest, _, body = data.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        raise DamagedFormError("the form was changed since it was written")
    try:
        form: Form = _typed(json.loads(body), Form)
    except (TypeError, ValueError, KeyError) as error:
        raise DamagedFormError(f"not a form of this version: {error}") from error
    return form


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(item)] for key, item in value.items()]
    return value


@functools.cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in dataclasses.fields(kind))


def _typed(value: Any, kind: Any) -> Any:
    """Return a JSON value as the type that a form declares for it."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        pairs = zip(_fields(kind), value, strict=True)
        return kind(**{name: _typed(item, hint) for (name, hint), item in pairs})
    if kind is bytes:
        return base64.b64decode(value, validate=True)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _typed_tuple(value, arguments)
    if origin is Mapping:
        key, item = arguments
        return {_typed(name, key): _typed(held, item) for name, held in value}
    if origin is types.UnionType:
        return None if value is None else _typed(value, arguments[0])
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _typed_tuple(value: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    if arguments[-1] is Ellipsis:
        return tuple(_typed(item, arguments[0]) for item in value)
    return tuple(_typed(item, kind) for item, kind in zip(value, arguments, strict=True))
