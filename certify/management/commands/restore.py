"""Check a backup, or put it back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certify.backup import archive


class Command(BaseCommand):
    """A backup that was never restored is a hope; ``--check`` restores it beside the system."""

    help = "Puts a backup into an empty database and media folder; --check only tries it aside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the backup."""
        parser.add_argument("folder", type=Path, help="one backup")
        parser.add_argument("--check", action="store_true", help="change nothing here")

    def handle(self, *, folder: Path, check: bool, **_: Any) -> None:
        """Check, or restore."""
        try:
            faults = archive.check(folder.resolve())
            if faults:
                raise CommandError("This backup does not hold:\n" + "\n".join(faults))
            if not check:
                archive.put_back(folder.resolve())
        except archive.BackupError as error:
            raise CommandError(str(error)) from error
        done = "holds: files, rows, audit chain" if check else "is restored"
        self.stdout.write(f"{folder} {done}.")
