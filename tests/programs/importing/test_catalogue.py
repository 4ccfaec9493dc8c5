import json

import pytest

from certify.lib.errors import InvalidInputError
from programs import importing
from programs.content import CriterionText, ElementText, StandardText, UnitText

SHIPPED = importing.SHIPPED_STANDARDS.read_bytes()


def test_shipped_file_holds_what_is_known_and_what_is_invented():
    catalogue = importing.read_catalogue(SHIPPED)

    held = [
        (one.code, one.is_official, len(one.units), sum(len(unit.elements) for unit in one.units))
        for one in catalogue.standards
    ]
    assert held == [
        ("SKKNI-104-2018", True, 6, 0),
        ("SKKNI-314-2013", True, 3, 0),
        ("SMK-KKBT", False, 3, 0),
        ("DEMO.BTK", False, 8, 17),
    ]
    assert [scheme.code for scheme in catalogue.schemes] == [
        "DEMO-SKM-PT",
        "DEMO-SKM-TC",
        "DEMO-SKM-TL",
        "DEMO-SKM-PW",
    ]


def test_every_shipped_unit_names_its_source():
    units = [unit for one in importing.read_catalogue(SHIPPED).standards for unit in one.units]

    assert [unit.title for unit in units if not unit.source] == []


def test_standard_is_read_whole():
    raw = {
        "standards": [
            {
                "id": "X-1",
                "title": "  Judul   standar ",
                "decree": None,
                "units": [
                    {
                        "code": "U.1",
                        "title": "Unit",
                        "official_text": True,
                        "elements": [
                            {"no": 1, "title": "Elemen", "kuk": [{"no": "1.1", "text": "KUK."}]}
                        ],
                    }
                ],
            }
        ]
    }

    catalogue = importing.read_catalogue(json.dumps(raw).encode("utf-8-sig"))

    unit = UnitText(
        code="U.1",
        title="Unit",
        is_official=True,
        elements=(ElementText(1, "Elemen", (CriterionText("1.1", "KUK."),)),),
    )
    assert catalogue.standards == (
        StandardText(code="X-1", title="Judul standar", is_official=True, units=(unit,)),
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xff\xfe", "bukan JSON yang utuh"),
        (b"{", "bukan JSON yang utuh"),
        (b"[]", "Susunan JSON ini tidak dikenal"),
        (b'{"standards": [{"id": "X"}]}', "Susunan JSON ini tidak dikenal"),
        (b'{"standards": [{"id": "X", "title": {}, "units": []}]}', "Susunan JSON"),
        (b"{}", "tidak berisi standar"),
    ],
)
def test_other_files_are_refused_with_what_to_do(raw, said):
    with pytest.raises(InvalidInputError, match=said):
        importing.read_catalogue(raw)
