"""What a standard from a file must hold before it is kept, with sentences that name the place."""

from collections import Counter
from collections.abc import Iterator

from certify.lib.errors import InvalidInputError
from programs.content import ElementText, StandardText, UnitText, is_example

LONGEST = {"code": 60, "title": 300, "standard_title": 400, "criterion": 500, "number": 12}
MOST_UNITS = 500


class FileFaultsError(InvalidInputError):
    """The file cannot be taken; every fault found is listed with its place."""

    def __init__(self, faults: list[str]) -> None:
        """Keep the list and a sentence for where only one fits."""
        super().__init__(f"Berkas belum bisa diimpor: {faults[0]}")
        self.faults = faults


def check(standard: StandardText) -> StandardText:
    """Give the standard back when it can be kept.

    Raises:
        FileFaultsError: something is missing, doubled or too long.
    """
    faults = list(_faults(standard))
    if faults:
        raise FileFaultsError(faults)
    return standard


def _faults(standard: StandardText) -> Iterator[str]:
    yield from _empty(standard.code, "Standar belum punya kode.")
    yield from _empty(standard.title, "Standar belum punya judul.")
    yield from _long(standard.code, "code", "Kode standar")
    yield from _long(standard.title, "standard_title", "Judul standar")
    if not standard.units:
        yield "Standar belum punya unit."
    if len(standard.units) > MOST_UNITS:
        yield f"Standar berisi {len(standard.units)} unit; paling banyak {MOST_UNITS}."
    doubled = Counter(unit.code for unit in standard.units if unit.code)
    for code, count in doubled.items():
        if count > 1:
            yield f"Kode unit {code} muncul {count} kali. Satu kode untuk satu unit."
    for position, unit in enumerate(standard.units, start=1):
        yield from _unit_faults(standard, unit, f"unit ke-{position} ({unit.code or unit.title})")


def _unit_faults(standard: StandardText, unit: UnitText, where: str) -> Iterator[str]:
    yield from _empty(unit.title, f"Judul {where} kosong.")
    yield from _long(unit.code, "code", f"Kode {where}")
    yield from _long(unit.title, "title", f"Judul {where}")
    if is_example(unit.code) and not is_example(standard.code):
        yield (
            f"Kode {unit.code} menandai unit contoh, tetapi standarnya bukan contoh. "
            "Beri standar contoh kode yang diawali DEMO."
        )
    numbers = Counter(element.number for element in unit.elements)
    for number, count in numbers.items():
        if count > 1:
            yield f"Nomor elemen {number} muncul {count} kali pada {where}."
    for element in unit.elements:
        yield from _element_faults(element, where)


def _element_faults(element: ElementText, where: str) -> Iterator[str]:
    yield from _empty(element.title, f"Elemen {element.number} pada {where} belum punya judul.")
    yield from _long(element.title, "title", f"Judul elemen {element.number} pada {where}")
    for criterion in element.criteria:
        name = f"KUK {criterion.number} pada {where}"
        yield from _empty(criterion.text, f"{name} kosong.")
        yield from _long(criterion.text, "criterion", name)
        yield from _long(criterion.number, "number", f"Nomor {name}")


def _empty(value: str, sentence: str) -> Iterator[str]:
    if not value:
        yield sentence


def _long(value: str, limit: str, name: str) -> Iterator[str]:
    if len(value) > LONGEST[limit]:
        yield f"{name} lebih dari {LONGEST[limit]} huruf."
