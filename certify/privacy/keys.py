"""Keys for identity numbers. They come from the environment and never from SECRET_KEY.

Two kinds, so that one leak does not open both: Fernet keys encrypt (the first writes, all
read, which makes rotation possible), and one index key hashes for search and uniqueness.
A NIK has only about 5e10 likely values: a hash without a secret key is broken in hours.
"""

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class UnreadableError(Exception):
    """The stored text was encrypted with a key that is no longer configured."""


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text: str) -> str:
    """Encrypt with the first configured key."""
    return _fernet(tuple(settings.NIK_KEYS)).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Decrypt with any configured key.

    Raises:
        UnreadableError: none of the keys fits.
    """
    try:
        return _fernet(tuple(settings.NIK_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise UnreadableError from error


def rotate(token: str) -> str:
    """Encrypt again with the first key.

    Raises:
        UnreadableError: none of the keys fits.
    """
    try:
        return _fernet(tuple(settings.NIK_KEYS)).rotate(token.encode()).decode()
    except InvalidToken as error:
        raise UnreadableError from error


def index(text: str) -> str:
    """Give the keyed hash of a normalized value, 64 hex digits."""
    return hmac.new(settings.NIK_INDEX_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
