"""What a case of a changing route says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.access_world import World


@dataclass(frozen=True)
class Case:
    """Who posts, and where that differs from the access matrix, the address and the fields.

    ``by`` is a column of the matrix; None is somebody who is not signed in. ``leaves`` is the table
    that shows the act: the trail, or another where the act is not told there. ``late`` is the
    status and the beginning of the location of another answer, for a twin that comes after the act.
    """

    by: str | None
    fields: Callable[[World, Client], dict[str, Any]] | None = None
    address: Callable[[World], dict[str, Any]] | None = None
    leaves: str = "audit_auditevent"
    late: tuple[int, str] | None = None
