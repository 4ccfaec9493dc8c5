"""What a standard from a file must hold before it is kept, with sentences that name the place."""

from collections import Counter
from collections.abc import Iterator

from certify.lib.errors import InvalidInputError
from programs.content import StandardText, UnitText, is_example

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
    if not standard.code:
        yield "Standar belum punya kode."
    if not standard.title:
        yield "Standar belum punya judul."
    if len(standard.code) > LONGEST["code"]:
        yield f"Kode standar lebih dari {LONGEST['code']} huruf."
    if len(standard.title) > LONGEST["standard_title"]:
        yield f"Judul standar lebih dari {LONGEST['standard_title']} huruf."
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
    if not unit.title:
        yield f"Judul {where} kosong."
    if len(unit.code) > LONGEST["code"] or len(unit.title) > LONGEST["title"]:
        yield f"Kode atau judul {where} terlalu panjang."
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
        if not element.title:
            yield f"Elemen {element.number} pada {where} belum punya judul."
        if len(element.title) > LONGEST["title"]:
            yield f"Judul elemen {element.number} pada {where} terlalu panjang."
        for criterion in element.criteria:
            if not criterion.text:
                yield f"KUK {criterion.number} pada {where} kosong."
            if len(criterion.text) > LONGEST["criterion"]:
                yield f"KUK {criterion.number} pada {where} lebih dari 500 huruf."
            if len(criterion.number) > LONGEST["number"]:
                yield f"Nomor KUK {criterion.number} pada {where} terlalu panjang."
