"""Show the code that a demo user's authenticator app shows now."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from certify.accounts.models import User
from certify.accounts.operations import factors


class Command(BaseCommand):
    """``manage.py kode NAMA``: only for the invented people of the demo."""

    help = "Menampilkan kode masuk saat ini dari seorang pengguna contoh."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account name."""
        parser.add_argument("nama", help="nama akun, misalnya sari")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print six digits."""
        user = User.objects.filter(username=options["nama"].lower()).first()
        if user is None:
            sentence = f"Tidak ada akun bernama {options['nama']}."
            raise CommandError(sentence)
        if not user.is_demo or settings.PRODUCTION:
            sentence = "Perintah ini hanya untuk akun contoh, dan tidak di server sungguhan."
            raise CommandError(sentence)
        authenticator = Authenticator.objects.filter(
            user=user, type=Authenticator.Type.TOTP
        ).first()
        if authenticator is None:
            sentence = f"{user.full_name} tidak memakai kode dari ponsel; kata sandi saja cukup."
            raise CommandError(sentence)
        self.stdout.write(factors.code_at(authenticator, timezone.now()))
