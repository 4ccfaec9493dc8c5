"""Standards from a JSON file, in the format of ``programs/data/standar-batik.json``."""

import json
from pathlib import Path
from typing import Any

from certify.lib.errors import InvalidInputError
from programs.content import (
    Catalogue,
    CriterionText,
    ElementText,
    SchemeText,
    StandardText,
    UnitText,
)
from programs.enums import SchemeKind
from programs.importing.checks import check

SHIPPED_STANDARDS = Path(__file__).resolve().parent.parent / "data" / "standar-batik.json"
EXAMPLE_CODE = "DEMO.BTK"
EXAMPLE_TITLE = "Unit contoh batik (bukan teks resmi SKKNI)"
KINDS = {"kkni": SchemeKind.KKNI, "okupasi": SchemeKind.OCCUPATION, "klaster": SchemeKind.CLUSTER}


def read_catalogue(raw: bytes) -> Catalogue:
    """Read the standards and proposed schemes of a JSON file.

    ``illustrative_demo_units`` become a standard of their own under the code DEMO.BTK.

    Raises:
        InvalidInputError: the file is no JSON of this format, or a standard cannot be kept.
    """
    try:
        data = json.loads(raw.decode("utf-8-sig"))
        standards = [_standard(item) for item in data.get("standards", [])]
        units = tuple(_unit(item) for item in data.get("illustrative_demo_units", []))
        schemes = tuple(_scheme(item) for item in data.get("illustrative_demo_schemes", []))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        sentence = (
            "Berkas ini bukan JSON yang utuh. Simpan ulang sebagai JSON (UTF-8), "
            "atau pakai templat spreadsheet."
        )
        raise InvalidInputError(sentence) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        sentence = (
            "Susunan JSON ini tidak dikenal. Bandingkan dengan contoh di halaman impor: "
            "standards → units → elements → kuk."
        )
        raise InvalidInputError(sentence) from error
    if units:
        standards.append(
            StandardText(
                code=EXAMPLE_CODE,
                title=EXAMPLE_TITLE,
                source=_text(data.get("illustrative_source")),
                units=units,
            )
        )
    if not standards:
        sentence = "Berkas ini tidak berisi standar. Isi bagian “standards” dulu."
        raise InvalidInputError(sentence)
    return Catalogue(tuple(check(standard) for standard in standards), schemes)


def _standard(item: dict[str, Any]) -> StandardText:
    units = tuple(_unit(unit) for unit in item["units"])
    return StandardText(
        code=_text(item["id"]),
        title=_text(item["title"]),
        decree=_text(item.get("decree")),
        source=_text(item.get("source")),
        is_official=bool(units) and all(unit.is_official for unit in units),
        units=units,
    )


def _unit(item: dict[str, Any]) -> UnitText:
    return UnitText(
        code=_text(item.get("code")),
        title=_text(item["title"]),
        title_en=_text(item.get("title_en")),
        is_official=item.get("official_text") is True,
        source=_text(item.get("source") or item.get("description")),
        elements=tuple(_element(element) for element in item.get("elements") or ()),
    )


def _element(item: dict[str, Any]) -> ElementText:
    return ElementText(
        number=int(item["no"]),
        title=_text(item["title"]),
        criteria=tuple(
            CriterionText(number=_text(row["no"]), text=_text(row["text"])) for row in item["kuk"]
        ),
    )


def _scheme(item: dict[str, Any]) -> SchemeText:
    return SchemeText(
        code=_text(item["code"]),
        name=_text(item["title"]),
        kind=KINDS[item["type"]],
        unit_codes=tuple(_text(code) for code in item["units"]),
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise TypeError
    return " ".join(str(value).split())
