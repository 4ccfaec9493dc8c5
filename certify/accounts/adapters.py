"""How allauth behaves here: nobody signs up alone, and every secret is kept encrypted."""

import base64
import logging
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from certify.accounts import verification
from certify.accounts.models import User
from certify.privacy import keys

logger = logging.getLogger(__name__)

DEVICE_COOKIE = "perangkat"
DEVICE_SALT = "certify.accounts.device"
DEVICE_AGE = timedelta(days=180)
TOO_MANY = (
    "Terlalu banyak percobaan masuk. Akun tetap aman dan tidak ada yang berubah. "
    "Tunggu 15 menit, lalu coba lagi."
)
MISMATCH = "Nama akun atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi."


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in: closed sign-up, tries counted per account and address, known devices apart."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": TOO_MANY,
        "username_password_mismatch": MISMATCH,
        "email_password_mismatch": MISMATCH,
        "incorrect_password": "Kata sandi tidak cocok. Coba lagi.",
        "enter_current_password": "Kata sandi sekarang tidak cocok. Coba lagi.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited by their organization."""
        del request
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again unless the person has just signed in or given a code."""
        del app, kwargs
        return not verification.is_recent(context.request)

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """Offer only the code to whoever has one: a password alone proves too little."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        codes = [method for method in methods if method["id"] == "mfa_reauthenticate"]
        return codes or methods

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at.

        A device on which the owner has signed in before counts apart, so that a stranger who
        guesses cannot lock the owner out (reliability.md F5).
        """
        account = self._account(**credentials)
        device = _known_device(request, account)
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed_on_known_device" if device else "login_failed",
            key=device or self._get_login_attempts_cache_key(request, **credentials),
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def _account(self, **credentials: Any) -> User | None:
        typed = credentials.get("email") or credentials.get("username") or ""
        if not typed:
            return None
        return User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Name the account, not the host nor the spelling, so that neither buys more tries."""
        del request
        account = self._account(**credentials)
        if account:
            return f"account:{account.pk}"
        return f"typed:{credentials.get('email', credentials.get('username', '')).lower()}"

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Remember the device."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        response.set_signed_cookie(
            DEVICE_COOKIE,
            f"{user.pk}:{get_random_string(22)}",
            salt=DEVICE_SALT,
            max_age=DEVICE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response


def _known_device(request: HttpRequest, account: User | None) -> str:
    try:
        value = request.get_signed_cookie(DEVICE_COOKIE, salt=DEVICE_SALT, max_age=DEVICE_AGE)
    except (KeyError, signing.BadSignature):
        return ""
    return value if account and value and value.startswith(f"{account.pk}:") else ""


class FactorAdapter(DefaultMFAAdapter):
    """The second factor: its secret is encrypted, and a role that demands it keeps it."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": (
            "Kode tidak cocok atau sudah dipakai. "
            "Tunggu kode berikutnya di aplikasi, lalu coba lagi."
        ),
        "cannot_delete_authenticator": "Peran Anda mewajibkan kode dari ponsel.",
    }

    def get_totp_label(self, user: User) -> str:
        """Name the account in the authenticator app."""
        return user.username

    def encrypt(self, text: str) -> str:
        """Keep the secret unreadable in the database and its backups."""
        return keys.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read it back; with the key lost give a secret that no code fits.

        Then nobody signs in with the old app, and the factor is reset as for a lost phone.
        """
        try:
            return keys.decrypt(encrypted_text)
        except keys.UnreadableError:
            logger.exception("a second factor opens with none of NIK_KEYS")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to whoever holds a role that demands the factor."""
        user = authenticator.user
        return isinstance(user, User) and not user.needs_second_factor
