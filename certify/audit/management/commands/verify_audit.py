"""Recompute the chain of the audit trail and name the first row that does not hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certify.audit import trail


class Command(BaseCommand):
    """``manage.py verify_audit``: ends non-zero when a single byte was changed."""

    help = "Memeriksa rantai riwayat dari awal sampai akhir."

    def handle(self, *_: Any, **__: Any) -> None:
        """Check the whole chain."""
        fault = trail.first_fault()
        if fault:
            raise CommandError(fault.sentence)
        sequence, digest = trail.head()
        self.stdout.write(f"Riwayat utuh: {sequence} baris, kepala {digest}")
