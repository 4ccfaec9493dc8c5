"""Bring the database up to date before web server and worker start."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from certify.accounts.models import Organization


class Command(BaseCommand):
    """Migrate when there is something to migrate; build the demo in an empty database."""

    help = "Migrates, and builds the demo when the database has no organization yet."

    def handle(self, *_: Any, **__: Any) -> None:
        """Do only what is not done: a second start must be quick."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database.")
            call_command("migrate", verbosity=0)
        if not settings.PRODUCTION and not Organization.objects.exists():
            self.stdout.write("Building the demo; this happens once.")
            call_command("demo")
