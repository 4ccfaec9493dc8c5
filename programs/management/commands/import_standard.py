"""Import the standards of a JSON file for a body, as its next versions."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from certify.accounts.models import Organization
from certify.accounts.roles import OrganizationKind
from certify.lib.errors import DomainError
from programs import importing, operations


class Command(BaseCommand):
    """``manage.py import_standard --body "LSP Batik" [FILE.json]``."""

    help = "Mengimpor standar kompetensi untuk sebuah LSP (tanpa berkas: standar batik bawaan)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the file and the body."""
        parser.add_argument("file", type=Path, nargs="?", default=importing.SHIPPED_STANDARDS)
        parser.add_argument("--body", required=True, help="nama atau nama singkat LSP")

    def handle(self, *_: Any, **options: Any) -> None:
        """Import each standard; one that is there already is named and passed over."""
        body = operations.body_for(self._organization(options["body"]))
        try:
            catalogue = importing.read_catalogue(options["file"].read_bytes())
        except (OSError, DomainError) as error:
            raise CommandError(str(error)) from error
        for text in catalogue.standards:
            try:
                kept = operations.import_standard(body=body, text=text, by=None, at=timezone.now())
            except DomainError as error:
                self.stdout.write(error.sentence)
            else:
                self.stdout.write(f"{kept}: {len(text.units)} unit")

    def _organization(self, name: str) -> Organization:
        bodies = Organization.objects.filter(kind=OrganizationKind.BODY)
        found = (
            bodies.filter(name__iexact=name).first()
            or bodies.filter(short_name__iexact=name).first()
        )
        if found is None:
            sentence = f"Tidak ada LSP bernama “{name}”. Periksa ejaannya."
            raise CommandError(sentence)
        return found
