"""Standards and regions out of files: read and checked, nothing written."""

from programs.importing.catalogue import SHIPPED_STANDARDS, read_catalogue
from programs.importing.checks import FileFaultsError
from programs.importing.regions import read_regions

__all__ = ["SHIPPED_STANDARDS", "FileFaultsError", "read_catalogue", "read_regions"]
