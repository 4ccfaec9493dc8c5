"""The trail: append-only, hash-chained events, and the triggers that keep it so."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Room of the audit trail."""

    name = "certify.audit"
    label = "audit"

    def ready(self) -> None:
        """Install the triggers after every migrate; SQLite table rebuilds drop them in silence."""
        from certify.audit import triggers  # noqa: PLC0415 -- needs loaded apps

        post_migrate.connect(triggers.install_after_migrate, sender=self)
