"""The whole check: table and answers in, people and open issues out. Writes nothing."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from certify.lib import nik as niks
from participants.importing import tables, twins
from participants.importing.causes import Cause, Severity
from participants.importing.cleaning import Context, RowReader, read_row
from participants.importing.fields import Field
from participants.importing.findings import Issue, Note, RowFindings, Tidied, Values
from participants.importing.registry import EmptyRegister, Known, Register, differences
from participants.importing.sheets import CellKind, Row
from participants.importing.tables import OtherRow, Table

_NEEDED = (Field.NAME, Field.NIK)
_ROUNDED_LEAST = 3
_HALF = 0.5
_OPTIONAL = {
    "birth_place": "tempat lahir",
    "address": "alamat",
    "village_name": "desa",
    "phone": "nomor HP",
    "education": "pendidikan",
}


class Outcome(StrEnum):
    """What saving will do with a row."""

    ADD = "add"
    ENROLL = "enroll"  # known to the agency, new in the program
    UPDATE = "update"
    SAME = "same"
    SKIP = "skip"
    OPEN = "open"


@dataclass(slots=True)
class CheckedRow:
    """One person of the file and what saving will do."""

    number: int
    name_as_written: str
    values: Values
    outcome: Outcome
    known: Known | None
    issues: list[Issue]
    updates: list[str] = field(default_factory=list)  # fields that change in the register


@dataclass(slots=True)
class Group:
    """All issues of one cause."""

    cause: Cause
    issues: list[Issue]

    @property
    def open_count(self) -> int:
        """Count what still waits."""
        return sum(issue.is_open for issue in self.issues)

    @property
    def row_count(self) -> int:
        """Count the rows concerned."""
        return len({issue.row for issue in self.issues})


@dataclass(slots=True)
class Checked:
    """Everything the pages show and the commit needs."""

    table: Table
    columns: dict[Field, int]
    rows: list[CheckedRow]
    others: list[OtherRow]
    notes: dict[Tidied, list[Note]]
    groups: list[Group]
    notices: list[str]

    def count(self, *outcomes: Outcome) -> int:
        """Count rows by what will be done."""
        return sum(row.outcome in outcomes for row in self.rows)

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing stands in the way of saving."""
        return not self.count(Outcome.OPEN)


def columns_by_meaning(table: Table, chosen: dict[int, str]) -> dict[Field, int]:
    """Give the column of each meaning: the human's choice where there is one, else the guess."""
    found: dict[Field, int] = {}
    for column in table.columns:
        meaning = Field(chosen.get(column.index, column.meaning))
        if meaning is not Field.IGNORED:
            found.setdefault(meaning, column.index)
    return found


def missing_columns(columns: dict[Field, int]) -> list[Field]:
    """List the columns without which nothing can be imported."""
    return [meaning for meaning in _NEEDED if meaning not in columns]


def check(table: Table, context: Context, register: Register | None = None) -> Checked:
    """Check every row under the answers given so far."""
    answers = context.answers
    columns = columns_by_meaning(table, answers.columns)
    people, others = tables.split(table, columns, included=frozenset(answers.included))
    context.is_nik_rounded = _is_rounded(people, columns)
    found = [_read(row, columns, context) for row in people]
    used = [row for row in found if row.number not in answers.skipped]
    left_out = twins.settle_in_file(used, answers)
    kept = [row for row in used if row.number not in left_out]
    known = twins.settle_in_register(kept, register or EmptyRegister(), answers)
    kept_numbers = {row.number for row in kept}
    rows = [
        _checked(row, known.get(row.number), is_kept=row.number in kept_numbers) for row in found
    ]
    notices = [*table.notices, *_notices(rows)]
    return Checked(
        table=table,
        columns=columns,
        rows=rows,
        others=others,
        notes=_notes(kept),
        groups=_groups([row for row in used if row.number in kept_numbers or row.issues]),
        notices=notices,
    )


def _read(row: Row, columns: dict[Field, int], context: Context) -> RowFindings:
    reader = RowReader(row, columns, context)
    reader.found.name_as_written = reader.cell(Field.NAME).text
    read_row(reader)
    return reader.found


def _is_rounded(people: list[Row], columns: dict[Field, int]) -> bool:
    """Recognize a text file that was saved from number cells: most NIK end in 0."""
    cells = [row.cell(columns.get(Field.NIK, -1)) for row in people]
    texts = [niks.normalized(cell.text) for cell in cells if cell.kind is CellKind.TEXT]
    whole = [text for text in texts if not niks.fault(text)]
    rounded = sum(text.endswith("0") for text in whole)
    return rounded >= _ROUNDED_LEAST and rounded > len(whole) * _HALF


def _checked(row: RowFindings, known: Known | None, *, is_kept: bool) -> CheckedRow:
    outcome, updates = Outcome.SKIP, list[str]()
    if is_kept and not any(issue.answer == "skip" for issue in row.issues):
        outcome, updates = _outcome(row, known)
    name = row.name_as_written
    return CheckedRow(row.number, name, row.values, outcome, known, row.issues, updates)


def _outcome(row: RowFindings, known: Known | None) -> tuple[Outcome, list[str]]:
    if any(issue.is_open for issue in row.issues):
        return Outcome.OPEN, []
    if known is None:
        return Outcome.ADD, []
    answers = {issue.cause: issue.answer for issue in row.issues}
    changed = differences(row.values, known)
    if not known.is_enrolled:
        if answers.get(Cause.REGISTERED) != "update":
            changed = []
        return Outcome.ENROLL, changed
    return (Outcome.UPDATE, changed) if changed else (Outcome.SAME, [])


def _notes(rows: list[RowFindings]) -> dict[Tidied, list[Note]]:
    notes: dict[Tidied, list[Note]] = defaultdict(list)
    for row in rows:
        for note in row.notes:
            notes[note.tidied].append(note)
    return {tidied: notes[tidied] for tidied in Tidied if tidied in notes}


def _groups(rows: list[RowFindings]) -> list[Group]:
    by_cause: dict[Cause, list[Issue]] = defaultdict(list)
    for row in rows:
        for issue in row.issues:
            by_cause[issue.cause].append(issue)
    order = {Severity.MUST: 0, Severity.CHOICE: 1, Severity.LOOK: 2}
    causes = sorted(
        (cause for cause in Cause if cause in by_cause),
        key=lambda cause: order[cause.text.severity],
    )
    return [Group(cause, by_cause[cause]) for cause in causes]


def _notices(rows: list[CheckedRow]) -> list[str]:
    notices = []
    active = [row for row in rows if row.outcome is not Outcome.SKIP]
    for name, words in _OPTIONAL.items():
        empty = sum(not getattr(row.values, name) for row in active)
        if empty:
            notices.append(f"{empty} orang belum punya {words}. Bisa dilengkapi nanti.")
    return notices
