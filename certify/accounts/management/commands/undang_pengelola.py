"""Make the first system administrator of a new server: a one-time link, printed here only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse
from django.utils import timezone

from certify.accounts import tokens
from certify.accounts.operations import links


class Command(BaseCommand):
    """``manage.py undang_pengelola "Nama Lengkap"``."""

    help = "Membuat tautan sekali pakai bagi seorang Pengelola sistem."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name."""
        parser.add_argument("nama", help="nama lengkap")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the link."""
        link = links.invite_system_admin(full_name=options["nama"], at=timezone.now())
        path = reverse("accounts:invitation_arrival", args=[tokens.make(link.nonce)])
        self.stdout.write(f"{settings.PUBLIC_URL}{path}")
        self.stdout.write("Sekali pakai, berlaku 7 hari.")
