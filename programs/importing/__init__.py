"""Standards and regions out of files: read and checked, nothing written."""

from programs.importing.catalogue import SHIPPED_STANDARDS, read_catalogue
from programs.importing.checks import FileFaultsError
from programs.importing.regions import read_regions
from programs.importing.spreadsheet import COLUMNS, FACTS, read_file, template

__all__ = [
    "COLUMNS",
    "FACTS",
    "SHIPPED_STANDARDS",
    "FileFaultsError",
    "read_catalogue",
    "read_file",
    "read_regions",
    "template",
]
