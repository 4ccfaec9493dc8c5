"""Standards and regions out of files: read and checked, nothing written."""

from programs.importing.catalogue import read_catalogue
from programs.importing.regions import read_regions

__all__ = ["read_catalogue", "read_regions"]
