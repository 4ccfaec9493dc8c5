"""The region table as shipped: ``programs/data/wilayah-jombang.csv``."""

import csv
from pathlib import Path

from programs.content import RegionRow

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "wilayah-jombang.csv"


def read_regions(path: Path = SHIPPED) -> list[RegionRow]:
    """Read a table with the columns kode_kecamatan, kecamatan, kode_desa, desa.

    Lines that begin with # say where the table comes from.
    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [
            RegionRow(
                district_code=row["kode_kecamatan"],
                district_name=row["kecamatan"],
                village_code=row["kode_desa"],
                village_name=row["desa"],
            )
            for row in csv.DictReader(lines)
        ]
