"""Tokens of one-time links: made from a nonce and the server's key, stored only as a hash."""

import base64
import hashlib
import hmac

from django.conf import settings

TOKEN_BYTES = 16  # 128 bits, ASVS 11.5.1


def make(nonce: str) -> str:
    """Give the token that belongs to ``nonce``; without the server's key nobody can."""
    key = hashlib.sha256(b"certify.accounts.tokens:" + settings.SECRET_KEY.encode()).digest()
    digest = hmac.new(key, nonce.encode(), hashlib.sha256).digest()[:TOKEN_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def sha256(token: str) -> str:
    """Give the stored form of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
