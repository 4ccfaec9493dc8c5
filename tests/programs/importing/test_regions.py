import io

import pytest
from django.core.management import CommandError, call_command

from programs import importing, operations
from programs.content import RegionRow
from programs.models import Village


def test_shipped_table_is_read_without_its_notes():
    rows = importing.read_regions()

    assert len(rows) == 306
    assert rows[0] == RegionRow("35.17.01", "Perak", "35.17.01.2001", "Jantiganggong")


def test_loading_again_renames_and_adds_without_removing(db):
    rows = [
        RegionRow("35.17.08", "Diwek", "35.17.08.2019", "Jati Pelem"),
        RegionRow("35.18.01", "Sawahan", "35.18.01.2001", "Bareng"),
    ]

    counts = operations.load_regions(rows=rows)

    assert counts == (2, 2)
    assert Village.objects.get(code="35.17.08.2019").name == "Jati Pelem"
    assert Village.objects.count() == 307


def test_command_loads_a_file(db, tmp_path):
    file = tmp_path / "wilayah.csv"
    file.write_text(
        "kode_kecamatan,kecamatan,kode_desa,desa\n35.18.01,Sawahan,35.18.01.2001,Bareng\n"
    )
    out = io.StringIO()

    call_command("load_regions", str(file), stdout=out)

    assert out.getvalue() == "1 kecamatan dan 1 desa/kelurahan tersedia.\n"


def test_command_refuses_another_table(db, tmp_path):
    file = tmp_path / "lain.csv"
    file.write_text("a,b\n1,2\n")

    with pytest.raises(CommandError, match="tidak terbaca sebagai tabel wilayah"):
        call_command("load_regions", str(file))
