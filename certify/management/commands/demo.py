"""Fill an empty database with invented programs; leave any other database alone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from certify.accounts.models import User
from certify.demo import cast, story


class Command(BaseCommand):
    """``manage.py demo``: run by ``make run``."""

    help = "Mengisi basis data kosong dengan program contoh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--sign-ins``: only print who can sign in."""
        parser.add_argument("--sign-ins", action="store_true")

    def handle(self, *_: Any, **options: Any) -> None:
        """Build, unless somebody is already here."""
        if not options["sign_ins"]:
            self._fill()
        if User.objects.filter(is_demo=True).exists():
            self._print_sign_ins()

    def _fill(self) -> None:
        if User.objects.exists():
            self.stdout.write("Basis data sudah berisi; data contoh tidak ditambahkan.")
            return
        with transaction.atomic():
            story.tell(timezone.localdate())

    def _print_sign_ins(self) -> None:
        for player in cast.PLAYERS:
            self.stdout.write(f"  {player.username:8} {player.role.label:24} {player.full_name}")
        self.stdout.write(f"  Kata sandi semua akun contoh: {cast.PASSWORD}")
        self.stdout.write("  Kode faktor kedua: .venv/bin/python manage.py kode NAMA")
