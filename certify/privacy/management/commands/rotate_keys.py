"""Encrypt every NIK again with the newest key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certify.privacy import keys, rotation


class Command(BaseCommand):
    """After it, the older keys may leave NIK_KEYS."""

    help = "Encrypts every stored NIK with the first of NIK_KEYS."

    def handle(self, *_: Any, **__: Any) -> None:
        """Rotate, or say that a key is missing."""
        try:
            count = rotation.rotate_all()
        except keys.UnreadableError as error:
            msg = "A value opens with none of NIK_KEYS. Add the missing key and run this again."
            raise CommandError(msg) from error
        self.stdout.write(f"{count} values are encrypted with the first key.")
