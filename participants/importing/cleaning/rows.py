"""One row under examination: its cells by meaning, the answers to it, what was found in it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from certify.lib.errors import InvalidInputError
from certify.lib.text import tidy
from participants.importing.answers import Answers
from participants.importing.causes import Cause
from participants.importing.fields import Field
from participants.importing.findings import Choices, Issue, RowFindings, Tidied
from participants.importing.places import Places
from participants.importing.sheets import EMPTY, Cell, CellKind, Row


@dataclass(frozen=True, slots=True)
class SchemeOption:
    """A scheme that the program offers."""

    key: int
    name: str


@dataclass(slots=True)
class Context:
    """What checking knows beside the file."""

    today: datetime.date
    answers: Answers = field(default_factory=Answers)
    places: Places = field(default_factory=lambda: Places(()))
    schemes: tuple[SchemeOption, ...] = ()
    # A text file whose NIK nearly all end in 0 came out of number cells.
    is_nik_rounded: bool = False


class RowReader:
    """Gives the cells of one row to the readers of the fields and keeps what they find."""

    __slots__ = ("_columns", "_row", "context", "found")

    def __init__(self, row: Row, columns: dict[Field, int], context: Context) -> None:
        """Take a row of the file and the columns by meaning."""
        self._row = row
        self._columns = columns
        self.context = context
        self.found = RowFindings(row.number)

    def cell(self, meaning: Field) -> Cell:
        """Give the cell as it stood in the file; empty when there is no such column."""
        column = self._columns.get(meaning)
        return EMPTY if column is None else self._row.cell(column)

    def has_column(self, meaning: Field) -> bool:
        """Tell whether the file has a column for this."""
        return meaning in self._columns

    def typed(self, meaning: Field) -> str | None:
        """Give what a human typed instead; None when nothing was."""
        return self.context.answers.text_for(self._row.number, meaning)

    def choice(self, cause: Cause) -> str:
        """Give what a human chose for this row, or for all."""
        return self.context.answers.choice_for(self._row.number, cause)

    def raise_issue(
        self,
        cause: Cause,
        meaning: Field,
        found: str,
        *,
        sentence: str = "",
        proposal: str = "",
        choices: Choices = (),
    ) -> Issue:
        """Add an issue, with the choice already made for it when that is one of ``choices``."""
        issue = Issue(self.found.number, cause, meaning, found, sentence, proposal, choices)
        chosen = self.choice(cause)
        if any(chosen == answer for answer, _ in choices):
            issue.answer = chosen
        self.found.issues.append(issue)
        return issue

    def tidied_text(self, meaning: Field, *, longest: int) -> str:
        """Read a field of free text: spaces tidied, formulas and too long text asked about."""
        cell, typed = self.cell(meaning), self.typed(meaning)
        if cell.kind is CellKind.FORMULA:
            return self.repaired(Cause.FORMULA, meaning, cell.text, _limited(longest))
        if len(cell.text) <= longest and typed is None:
            return self._tidied(cell.text)
        if len(tidy(cell.text)) > longest:
            found = f"{cell.text[:60]}… ({len(cell.text)} huruf)"
            sentence = f"Paling banyak {longest} huruf. Ini {len(tidy(cell.text))}."
            return self.repaired(Cause.TOO_LONG, meaning, found, _limited(longest), sentence)
        return tidy(typed) if typed else self._tidied(cell.text)

    def _tidied(self, text: str) -> str:
        plain = tidy(text)
        if plain != text:
            self.found.note(Tidied.SPACES, text, plain)
        return plain

    def repaired(
        self,
        cause: Cause,
        meaning: Field,
        found: str,
        parse: Callable[[str], str],
        sentence: str = "",
    ) -> str:
        """Raise an issue that is repaired by typing, and give what was typed when it is right."""
        issue = self.raise_issue(cause, meaning, found, sentence=sentence)
        typed = self.typed(meaning)
        if typed is None:
            if self.choice(cause) == "clear":
                issue.answer, issue.is_repaired = "clear", True
            return ""
        issue.answer = typed
        try:
            value = parse(typed)
        except InvalidInputError as error:
            issue.fault = error.sentence
            return ""
        issue.is_repaired = True
        return value


def _limited(longest: int) -> Callable[[str], str]:
    def parse(text: str) -> str:
        plain = tidy(text)
        if len(plain) > longest:
            sentence = f"Paling banyak {longest} huruf. Ini {len(plain)}."
            raise InvalidInputError(sentence)
        return plain

    return parse
