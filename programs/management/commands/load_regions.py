"""Load the kecamatan and desa of another district beside those of Jombang."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs import importing, operations


class Command(BaseCommand):
    """``manage.py load_regions FILE.csv``: safe to repeat, removes nothing."""

    help = "Memuat tabel kecamatan dan desa dari berkas CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the file."""
        parser.add_argument(
            "file", type=Path, help="CSV: kode_kecamatan, kecamatan, kode_desa, desa"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Read, write, count."""
        try:
            rows = importing.read_regions(options["file"])
        except (OSError, KeyError, UnicodeDecodeError, csv.Error) as error:
            sentence = (
                f"{options['file']} tidak terbaca sebagai tabel wilayah. Kolomnya harus "
                "kode_kecamatan, kecamatan, kode_desa, desa."
            )
            raise CommandError(sentence) from error
        districts, villages = operations.load_regions(rows=rows)
        self.stdout.write(f"{districts} kecamatan dan {villages} desa/kelurahan tersedia.")
