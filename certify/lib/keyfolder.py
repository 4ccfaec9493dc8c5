"""Private keys as files: outside the repository, outside the database, outside every backup.

Each file is PKCS#8, encrypted with one passphrase from the environment, so that neither a copy of
the folder nor the passphrase alone opens a key. The public halves are in the database and are
published for ever; losing the folder loses no certificate, only the means to make new ones.
"""

import contextlib
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

PrivateKey = EllipticCurvePrivateKey | RSAPrivateKey | Ed25519PrivateKey
KINDS = (EllipticCurvePrivateKey, RSAPrivateKey, Ed25519PrivateKey)

FOLDER_MODE = 0o700
FILE_MODE = 0o600
OTHERS = stat.S_IRWXG | stat.S_IRWXO
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


class KeyFolderError(Exception):
    """A key cannot be kept or read; the text is for the operator."""


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """A folder of encrypted private keys, each kept under a name once and for ever."""

    path: Path
    passphrase: str = field(repr=False)

    def store(self, name: str, key: PrivateKey) -> None:
        """Write ``key`` durably as ``<name>.pem``; a name is never written twice.

        Raises:
            KeyFolderError: the name is malformed or taken.
        """
        target = self._file(name)
        pem = key.private_bytes(
            Encoding.PEM,
            PrivateFormat.PKCS8,
            BestAvailableEncryption(self.passphrase.encode()),
        )
        self.path.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        # Whole under another name first: a crash leaves no half key under the final name.
        draft = target.with_suffix(f".{os.getpid()}.draft")
        draft.unlink(missing_ok=True)
        try:
            _write(draft, pem)
            # Unlike a rename, a link refuses a name that is taken.
            os.link(draft, target)
        except FileExistsError as error:
            msg = f"a key named {name} is there already; keys are never overwritten"
            raise KeyFolderError(msg) from error
        finally:
            draft.unlink(missing_ok=True)
        _sync(self.path)

    def load(self, name: str) -> PrivateKey:
        """Read a key.

        Raises:
            KeyFolderError: it is not there, or the passphrase does not open it.
        """
        try:
            pem = self._file(name).read_bytes()
        except OSError as error:
            msg = f"the key {name} cannot be read from {self.path}: {error.strerror}"
            raise KeyFolderError(msg) from error
        try:
            key = load_pem_private_key(pem, self.passphrase.encode())
        except (ValueError, TypeError) as error:
            msg = f"the key {name} does not open with the passphrase given"
            raise KeyFolderError(msg) from error
        if not isinstance(key, KINDS):
            msg = f"the key {name} is of a kind that Canting does not use"
            raise KeyFolderError(msg)
        return key

    def has(self, name: str) -> bool:
        """Tell whether a key of that name is kept."""
        return self._file(name).is_file()

    def remove(self, name: str) -> None:
        """Destroy a key whose row was not written after all; without complaint when absent."""
        with contextlib.suppress(FileNotFoundError):
            self._file(name).unlink()

    def loose_files(self) -> list[str]:
        """Name what others than the owner may open: the folder itself and each key in it."""
        if not self.path.exists():
            return []
        paths = [self.path, *sorted(self.path.glob("*.pem"))]
        return [str(path) for path in paths if path.stat().st_mode & OTHERS]

    def _file(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            msg = f"{name!r} is no name of a key: small letters, digits and hyphens"
            raise KeyFolderError(msg)
        return self.path / f"{name}.pem"


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
