"""A standard as it comes out of a file, before a row is written: plain values, already checked."""

from dataclasses import dataclass

EXAMPLE_PREFIX = "DEMO"


@dataclass(frozen=True, slots=True)
class CriterionText:
    """A performance criterion (KUK)."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class ElementText:
    """An element with its criteria."""

    number: int
    title: str
    criteria: tuple[CriterionText, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitText:
    """A unit; ``elements`` is empty where only code and title are known."""

    code: str
    title: str
    title_en: str = ""
    is_official: bool = False
    source: str = ""
    elements: tuple[ElementText, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardText:
    """A standard with its units, in order."""

    code: str
    title: str
    decree: str = ""
    source: str = ""
    is_official: bool = False
    units: tuple[UnitText, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemeText:
    """A scheme that a file proposes over units named by their codes."""

    code: str
    name: str
    kind: str
    unit_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything one file holds."""

    standards: tuple[StandardText, ...]
    schemes: tuple[SchemeText, ...] = ()


def is_example(code: str) -> bool:
    """Tell whether a code marks an invented standard, unit or scheme (decisions.md 9)."""
    return code.upper().startswith(EXAMPLE_PREFIX)


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A village of the region table with its district."""

    district_code: str
    district_name: str
    village_code: str
    village_name: str
