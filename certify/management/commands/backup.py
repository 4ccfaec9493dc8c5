"""Write a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from certify.backup import archive


class Command(BaseCommand):
    """Database, files and manifest into a new folder, while the system runs."""

    help = "Writes database, files and a manifest into a new folder below the one given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("parent", type=Path, help="where backups are kept")

    def handle(self, *, parent: Path, **_: Any) -> None:
        """Write and name it."""
        try:
            folder = archive.write(parent=parent.resolve(), at=timezone.now())
        except archive.BackupError as error:
            raise CommandError(str(error)) from error
        sequence = archive.read_manifest(folder)["audit"]["sequence"]
        self.stdout.write(f"{folder} (audit event {sequence}). The NIK keys are not in it.")
