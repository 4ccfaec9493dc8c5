"""Bring the database up to date before web server and worker start."""

import io
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from certify.accounts.models import User
from certify.demo import cast


class Command(BaseCommand):
    """Migrate when there is something to migrate; build the demo in an empty database."""

    help = "Migrates, and builds the demo when nobody can sign in yet; not in production."

    def handle(self, *_: Any, **__: Any) -> None:
        """Do only what is not done: a second start must be quick."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database.")
            call_command("migrate", verbosity=0)
        if not settings.PRODUCTION and not User.objects.exists():
            self.stdout.write("Building the demo; this happens once.")
            call_command("demo", stdout=io.StringIO())
        if User.objects.filter(is_demo=True).exists():
            self.stdout.write(f"sign-ins: {self._sign_ins()}")

    def _sign_ins(self) -> str:
        """Name one person for every role, for the line that `make run` ends with."""
        firsts = {player.role: player.username for player in reversed(cast.PLAYERS)}
        people = ", ".join(f"{name} ({role.label})" for role, name in reversed(firsts.items()))
        code = ".venv/bin/python manage.py kode NAMA"
        return f"masuk sebagai {people}; kata sandi {cast.PASSWORD}; kode masuk: {code}"
