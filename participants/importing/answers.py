"""What the human answered: kept apart from the file, so that the file is read again as it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from participants.importing.causes import Cause
    from participants.importing.fields import Field


@dataclass(slots=True)
class Answers:
    """Every answer given so far. Row numbers are those of the file."""

    sheet_name: str = ""
    columns: dict[int, str] = field(default_factory=dict)  # column index → Field
    typed: dict[int, dict[str, str]] = field(default_factory=dict)  # row → Field → text
    chosen: dict[int, dict[str, str]] = field(default_factory=dict)  # row → Cause → choice
    for_all: dict[str, str] = field(default_factory=dict)  # Cause → choice
    meanings: dict[str, dict[str, str]] = field(default_factory=dict)  # Cause → words → choice
    skipped: set[int] = field(default_factory=set)
    included: set[int] = field(default_factory=set)

    def text_for(self, row: int, meaning: Field) -> str | None:
        """Give what was typed for a field of a row; None when nothing was."""
        found = self.typed.get(row)
        return found.get(meaning.value) if found else None

    def choice_for(self, row: int, cause: Cause) -> str:
        """Give the choice for a row: its own, or the one made for all."""
        own = self.chosen.get(row, {}).get(cause.value, "")
        return own or self.for_all.get(cause.value, "")

    def meaning_of(self, cause: Cause, words: str) -> str:
        """Give what was chosen for all rows with these words."""
        return self.meanings.get(cause.value, {}).get(words, "")

    def counts(self) -> dict[str, int]:
        """Count the answers by their manner, for the trail: no words, no numbers of people."""
        return {
            "typed": sum(len(row) for row in self.typed.values()),
            "chosen": sum(len(row) for row in self.chosen.values()),
            "for_all": len(self.for_all),
            "meanings": sum(len(words) for words in self.meanings.values()),
            "skipped": len(self.skipped),
            "included": len(self.included),
        }

    def dump(self) -> dict[str, Any]:
        """Give JSON values."""
        return {
            "sheet_name": self.sheet_name,
            "columns": self.columns,
            "typed": self.typed,
            "chosen": self.chosen,
            "for_all": self.for_all,
            "meanings": self.meanings,
            "skipped": sorted(self.skipped),
            "included": sorted(self.included),
        }

    @classmethod
    def load(cls, data: dict[str, Any]) -> Answers:
        """Read what ``dump`` gave; JSON makes every key a text."""
        return cls(
            sheet_name=data.get("sheet_name", ""),
            columns={int(key): value for key, value in data.get("columns", {}).items()},
            typed={int(key): dict(value) for key, value in data.get("typed", {}).items()},
            chosen={int(key): dict(value) for key, value in data.get("chosen", {}).items()},
            for_all=dict(data.get("for_all", {})),
            meanings={key: dict(value) for key, value in data.get("meanings", {}).items()},
            skipped={int(number) for number in data.get("skipped", [])},
            included={int(number) for number in data.get("included", [])},
        )
