"""How the units are set on the back of BNSP's blank, which has one back and no second sheet.

The typesetter would go on over a second page without a word. So the height of the list is added up
before a number is taken: the first of five settings in which it fits is used, and a list that even
the smallest cannot hold is refused by `certificates.rendering.printable`.
"""

import dataclasses
import functools

from certificates.content import UnitLine
from certify.papers import measuring

_UPRIGHT, _ITALIC = "Spectral-Regular.ttf", "Spectral-Italic.ttf"
_MM_PER_LINE_AND_POINT = 1.2 * 25.4 / 72
# The sheet less its margins, the heading and the head of the list, in `templates/overprint.css`.
_ROOM_MM = 297 - 22 - 15 - 32
_WIDTH_MM = 170 - 8
_SIDES_MM = 4


@dataclasses.dataclass(frozen=True, kw_only=True)
class Setting:
    """One way to set the list; ``name`` is its class in the style sheet, which says the same."""

    name: str
    size: float
    size_en: float
    padding_mm: float
    code_mm: float
    # The English title goes on in the line of the Indonesian one.
    is_joined: bool = False

    def holds(self, units: tuple[UnitLine, ...]) -> bool:
        """Tell whether all units stand on one back."""
        code_width = self.code_mm - _SIDES_MM
        plain = measuring.font(_UPRIGHT)
        return (
            all(plain.width_mm(unit.code, self.size) <= code_width for unit in units)
            and sum(map(self._height, units)) <= _ROOM_MM
        )

    def _height(self, unit: UnitLine) -> float:
        lines = self._lines(unit) * self.size * _MM_PER_LINE_AND_POINT
        return lines + 2 * self.padding_mm

    def _lines(self, unit: UnitLine) -> int:
        width = _WIDTH_MM - self.code_mm - _SIDES_MM
        english = unit.title_en or ""
        if self.is_joined:
            # Measured as if all were upright and of the larger size, so rather too wide.
            title = f"{unit.title} · {english}" if english else unit.title
            return len(measuring.wrapped(title, file=_UPRIGHT, width_mm=width, size=self.size))
        lines = measuring.wrapped(unit.title, file=_UPRIGHT, width_mm=width, size=self.size)
        if english:
            lines += measuring.wrapped(english, file=_ITALIC, width_mm=width, size=self.size_en)
        return len(lines)


_SETTINGS = (
    Setting(name="at-ease", size=10.5, size_en=9.5, padding_mm=1.1, code_mm=48),
    Setting(name="dense", size=9.5, size_en=9, padding_mm=0.4, code_mm=48),
    Setting(name="small", size=8.5, size_en=8, padding_mm=0.3, code_mm=42),
    Setting(name="small", size=8.5, size_en=8, padding_mm=0.3, code_mm=42, is_joined=True),
    Setting(name="smallest", size=7.5, size_en=7, padding_mm=0.2, code_mm=36, is_joined=True),
)


# The units are those of a scheme: the same on every certificate of a batch.
@functools.lru_cache(maxsize=64)
def setting_of(units: tuple[UnitLine, ...]) -> Setting | None:
    """Return the most generous setting that holds the units, or None when there is none."""
    return next((setting for setting in _SETTINGS if setting.holds(units)), None)
