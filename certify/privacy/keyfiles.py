"""The folder of private keys that the settings name."""

from pathlib import Path

from django.conf import settings

from certify.lib.keyfolder import KeyFolder


def folder() -> KeyFolder:
    """Give the folder where seal and credential keys are kept."""
    return KeyFolder(Path(settings.KEY_FOLDER), settings.KEY_PASSPHRASE)
