"""From BNSP numbers to the certificate in the hand, and the years it stays valid."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 -- its name there
from django.db.models.functions import Now


class CertificatesConfig(AppConfig):
    """Room of certificates."""

    name = "certificates"

    def ready(self) -> None:
        """Let ``check --database default`` tell what is missing for issuing."""
        register(bodies_have_seals, Tags.database)


def bodies_have_seals(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """A body without a seal in force issues unsealed files: allowed, but said."""
    return [message for alias in databases or () for message in _unsealed(alias)]


def _unsealed(alias: str) -> list[CheckMessage]:
    from django.conf import settings  # noqa: PLC0415 -- apps are loaded before settings are used
    from django.db import connections  # noqa: PLC0415 -- as above

    keys = apps.get_model("certificates", "SealKey")
    if not settings.PRODUCTION or keys._meta.db_table not in _tables(connections[alias]):
        return []
    bodies = apps.get_model("programs", "CertificationBody").objects.using(alias)
    sealed = keys.objects.using(alias).filter(status="active", valid_until__gt=Now())
    open_bodies = bodies.exclude(pk__in=sealed.values("body")).exclude(
        seal_policy__signs_elsewhere=True
    )
    count = open_bodies.count()
    if not count:
        return []
    return [
        Warning(
            f"{count} certification bodies have no seal in force: their files go out unsealed.",
            hint="The body's director puts a key in place under Segel digital (docs/running.md).",
            id="canting.W001",
        )
    ]


def _tables(connection: Any) -> list[str]:
    names: list[str] = connection.introspection.table_names()
    return names
