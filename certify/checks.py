"""What must be true before anybody may use Canting; each refusal says what to do.

The checks run with every management command (those of the database with ``migrate`` and
``check --database default``), and web server and worker ask ``refuse_unsound_start`` first.
"""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.db import connections

from certify.privacy import keyfiles

SHORTEST_KEY = 32
THIS_MACHINE = {"", "localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 -- refused below
SQLITE_PROMISED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
POSTGRESQL_PROMISED = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@register("canting")
def secret_key_is_secret(**_: Any) -> list[CheckMessage]:
    """Sessions signed with a key that everybody can read are anybody's."""
    is_default = settings.SECRET_KEY == settings.DEVELOPMENT_KEY
    if not settings.PRODUCTION or not (is_default or len(settings.SECRET_KEY) < SHORTEST_KEY):
        return []
    return [
        Error(
            "SECRET_KEY is the development key or shorter than 32 characters.",
            hint="Put a random value into the environment: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'",
            id="canting.E001",
        )
    ]


def _is_fernet_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True


@register("canting")
def nik_keys_are_ours(**_: Any) -> list[CheckMessage]:
    """Identity numbers need keys of their own: lost keys mean lost numbers."""
    keys, index = list(settings.NIK_KEYS), settings.NIK_INDEX_KEY
    is_whole = bool(keys) and bool(index) and all(map(_is_fernet_key, keys))
    is_default = settings.PRODUCTION and (
        settings.DEVELOPMENT_NIK_KEY in keys
        or index == settings.DEVELOPMENT_NIK_INDEX_KEY
        or len(index) < SHORTEST_KEY
        or settings.SECRET_KEY in {*keys, index}
    )
    if is_whole and not is_default:
        return []
    return [
        Error(
            "NIK_KEYS or NIK_INDEX_KEY is missing, malformed, too short, or the development one.",
            hint="Make them once, keep a copy in a safe place, and never change NIK_INDEX_KEY; "
            "docs/running.md says how and what is lost with them.",
            id="canting.E002",
        )
    ]


@register("canting")
def public_address_is_public(**_: Any) -> list[CheckMessage]:
    """The address goes into the QR code of every certificate and cannot be taken back."""
    address = urlsplit(settings.PUBLIC_URL)
    host = address.hostname or ""
    is_local = host in THIS_MACHINE or host.endswith(".localhost")
    if not settings.PRODUCTION or (address.scheme == "https" and not is_local):
        return []
    return [
        Error(
            f"PUBLIC_URL is {settings.PUBLIC_URL!r}; certificates need an https address that "
            "phones can reach.",
            hint="Set PUBLIC_URL=https://your.address in the environment before the first "
            "certificate is issued.",
            id="canting.E003",
        )
    ]


@register("canting")
def media_folder_takes_files(**_: Any) -> list[CheckMessage]:
    """A certificate that cannot be stored must not be issued."""
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return []
    except OSError as error:
        return [
            Error(
                f"The media folder {folder} cannot be written: {error.strerror}.",
                hint="Give it to the user that runs Canting, or set MEDIA_ROOT.",
                id="canting.E004",
            )
        ]


@register("canting")
def production_is_not_debugged(**_: Any) -> list[CheckMessage]:
    """A debug page shows settings and data to strangers."""
    if not (settings.PRODUCTION and settings.DEBUG):
        return []
    return [
        Error(
            "DEBUG is on in production.",
            hint="Remove DEBUG from the environment, or set DEBUG=0.",
            id="canting.E005",
        )
    ]


def _asked(alias: str) -> dict[str, Any]:
    """Ask the database for the settings we promise something about."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = {}
            for name in SQLITE_PROMISED:
                cursor.execute(f"PRAGMA {name}")
                found[name] = cursor.fetchone()[0]
            return found
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)",
            [list(POSTGRESQL_PROMISED)],
        )
        return dict(cursor.fetchall())


@register(Tags.database)
def database_keeps_what_it_acknowledged(
    *, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """A commit that was answered must survive a power cut."""
    return [message for alias in databases or () for message in _durability(alias)]


def _durability(alias: str) -> Iterable[CheckMessage]:
    vendor = connections[alias].vendor
    promised: dict[str, Any] = SQLITE_PROMISED if vendor == "sqlite" else POSTGRESQL_PROMISED
    found = _asked(alias)
    for name, value in promised.items():
        if found[name] != value:
            yield Error(
                f"The database runs with {name}={found[name]}; Canting promises {name}={value}.",
                hint="Weaker settings lose commits in a power cut. Remove the line from "
                "postgresql.conf or the role (PostgreSQL), or from OPTIONS (SQLite).",
                id="canting.E006",
            )


@register("canting")
def key_passphrase_is_ours(**_: Any) -> list[CheckMessage]:
    """A seal whose key everybody can open proves nothing."""
    passphrase = settings.KEY_PASSPHRASE
    is_default = passphrase == settings.DEVELOPMENT_KEY_PASSPHRASE
    is_weak = is_default or len(passphrase) < SHORTEST_KEY or passphrase == settings.SECRET_KEY
    if not settings.PRODUCTION or not is_weak:
        return []
    return [
        Error(
            "KEY_PASSPHRASE is the development one, shorter than 32 characters, or SECRET_KEY.",
            hint="Put a random value into the environment and a copy into the safe; without it "
            "the keys in KEY_FOLDER open no more (docs/running.md).",
            id="canting.E007",
        )
    ]


@register("canting")
def key_folder_is_closed(**_: Any) -> list[CheckMessage]:
    """Private keys are for the user that runs Canting, and lie in no folder that is copied."""
    if not settings.PRODUCTION:
        return []
    folder = keyfiles.folder()
    path = folder.path.resolve()
    copied = [Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)]
    is_copied = any(path.is_relative_to(place.resolve()) for place in copied)
    loose = folder.loose_files()
    if not is_copied and not loose:
        return []
    return [
        Error(
            f"The key folder {path} lies among files that are served or backed up."
            if is_copied
            else f"Others may open these keys: {', '.join(loose)}.",
            hint="Set KEY_FOLDER to a folder of its own, outside MEDIA_ROOT; chmod 700 for the "
            "folder and 600 for its files.",
            id="canting.E008",
        )
    ]


@register("canting")
def signer_authorities_are_there(**_: Any) -> list[CheckMessage]:
    """A missing file must not turn into "everybody's signature is taken"."""
    path = settings.SIGNER_AUTHORITIES
    if not path:
        return []
    try:
        x509.load_pem_x509_certificates(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        return [
            Error(
                f"SIGNER_AUTHORITIES names {path}, which holds no certificates: {error}.",
                hint="Put the authorities' certificates there as PEM, or leave the setting empty.",
                id="canting.E009",
            )
        ]
    return []


def refuse_unsound_start() -> None:
    """End the process with the reasons when it must not serve anybody.

    Raises:
        SystemExit: with every reason and what to do about it.
    """
    found = run_checks(tags=["canting"])
    found += database_keeps_what_it_acknowledged(databases=["default"])
    reasons = [f"- {message.msg}\n  {message.hint}" for message in found if message.is_serious()]
    if reasons:
        raise SystemExit("Canting does not start:\n" + "\n".join(reasons))
