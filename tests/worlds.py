"""Worlds that Hypothesis thinks up, tried one after the other on one database."""

from collections.abc import Callable

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def every_world(
    examples: int, of: st.SearchStrategy[dict], tried: Callable[[dict], object]
) -> None:
    """Try as many worlds, each of which is undone."""

    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.nested_given],
    )
    @given(world=of)
    def undone(world: dict) -> None:
        with transaction.atomic():
            tried(world)
            transaction.set_rollback(True)

    undone()
