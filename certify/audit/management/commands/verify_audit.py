"""Recompute the chain of the audit trail and name the first row that does not hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certify.audit import trail


class Command(BaseCommand):
    """``manage.py verify_audit``: ends non-zero when a single byte was changed."""

    help = "Memeriksa rantai riwayat dari awal sampai akhir."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take heads that were kept outside."""
        parser.add_argument(
            "--kepala",
            action="append",
            default=[],
            metavar="NOMOR:SIDIK",
            help="kepala rantai yang tercetak pada berita acara atau tercatat pada cadangan",
        )

    def handle(self, *_: Any, kepala: list[str], **__: Any) -> None:
        """Check the whole chain, and that it still holds the heads that were kept outside."""
        try:
            anchors = [(int(number), digest) for number, digest in (k.split(":") for k in kepala)]
        except ValueError as error:
            raise CommandError("Tulis kepala rantai sebagai NOMOR:SIDIK.") from error
        fault = trail.first_fault(anchors=anchors)
        if fault:
            raise CommandError(fault.sentence)
        sequence, digest = trail.head()
        self.stdout.write(f"Riwayat utuh: {sequence} baris, kepala {digest}")
