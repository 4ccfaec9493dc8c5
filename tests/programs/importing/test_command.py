import io

import pytest
from django.core.management import CommandError, call_command

from programs.models import Standard


def test_command_imports_the_shipped_standards_once(cast):
    out = io.StringIO()

    call_command("import_standard", "--body", cast.body.short_name, stdout=out)
    call_command("import_standard", "--body", cast.body.name.upper(), stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[:4] == [
        "SKKNI-104-2018 versi 1: 6 unit",
        "SKKNI-314-2013 versi 1: 3 unit",
        "SMK-KKBT versi 1: 3 unit",
        "DEMO.BTK versi 1: 8 unit",
    ]
    assert all("sudah ada" in line for line in lines[4:])
    assert Standard.objects.count() == 4


def test_command_names_an_unknown_body(cast):
    with pytest.raises(CommandError, match="Tidak ada LSP bernama"):
        call_command("import_standard", "--body", "LSP Lain")


def test_command_passes_on_what_is_wrong_with_a_file(cast, tmp_path):
    file = tmp_path / "rusak.json"
    file.write_text("{")

    with pytest.raises(CommandError, match="bukan JSON"):
        call_command("import_standard", "--body", cast.body.name, str(file))
