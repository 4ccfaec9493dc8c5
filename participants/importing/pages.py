"""The check in the shape of the pages: groups of lines with the names of their inputs.

Row numbers are text here: templates would write 1234 as 1.234.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from participants.importing import posted
from participants.importing.causes import Cause, Repair, Severity
from participants.importing.checking import Checked, CheckedRow, Group, Outcome
from participants.importing.fields import Field
from participants.importing.findings import Issue

# A page of a few hundred lines is still answered by hand; the rest follows when these are done.
LINES_SHOWN = 60
_CLEARABLE = frozenset({Cause.PHONE_WRONG, Cause.FORMULA, Cause.YEARS_WRONG})
_ROWS_NAMED = 12
_LABELS = {Repair.DIGIT.value: "Angka terakhir", Repair.DATE.value: "Tanggal lahir"}
_PLAIN = frozenset({Cause.NAME_UPPER, Cause.NAME_LOWER, Cause.NAME_BRACKETS})


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a line."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One issue, or all issues with the same words, ready to be shown."""

    key: str  # makes ids unique on the page
    rows: str  # "13", or "13, 14 dan 5 lagi"
    person: str
    found: str
    sentence: str
    fault: str
    is_open: bool
    may_skip: bool
    input_name: str = ""
    input_value: str = ""
    choice_name: str = ""
    options: tuple[Option, ...] = ()
    words_name: str = ""
    words: str = ""
    is_plain: bool = False  # the choices say everything


@dataclass(frozen=True, slots=True)
class Section:
    """All lines of one cause."""

    cause: str
    title: str
    column: str  # "C (N I K)"; empty when the list has no such column
    help: str
    repair: str
    count: int
    open_count: int
    lines: list[Line]
    hidden_count: int
    buttons: tuple[tuple[str, str], ...] = ()

    @property
    def input_label(self) -> str:
        """Name the text fields of the section."""
        return _LABELS.get(self.repair, "Yang benar")

    @property
    def is_done(self) -> bool:
        """Tell whether nothing in it waits any more."""
        return self.open_count == 0


@dataclass(slots=True)
class RepairPage:
    """Everything the page of repairs shows."""

    waiting: list[Section] = field(default_factory=list)
    answered: list[Section] = field(default_factory=list)
    to_see: list[Section] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    row_count: int = 0
    ready_count: int = 0


def repair_page(checked: Checked, *, skipped: frozenset[int] | set[int]) -> RepairPage:
    """Arrange open sections first, then what was answered, then what is only to be seen."""
    people = {row.number: row.values.full_name for row in checked.rows}
    page = RepairPage(row_count=len(checked.rows))
    page.ready_count = page.row_count - checked.count(Outcome.OPEN)
    for group in checked.groups:
        section = _section(group, people, checked)
        if group.cause.text.severity is Severity.LOOK:
            page.to_see.append(section)
        elif section.is_done:
            page.answered.append(section)
        else:
            page.waiting.append(section)
    page.skipped = skipped_rows(checked, skipped)
    return page


def skipped_rows(checked: Checked, skipped: Container[int]) -> list[tuple[str, str]]:
    """List rows that are left out, each with what stood in the column of names."""
    return [
        (str(row.number), row.values.full_name or row.name_as_written or "tanpa nama")
        for row in checked.rows
        if row.number in skipped
    ]


def _section(group: Group, people: dict[int, str], checked: Checked) -> Section:
    text = group.cause.text
    issues = sorted(group.issues, key=lambda issue: (not issue.is_open, issue.row))
    if text.repair is Repair.MEANING:
        lines = _meaning_lines(issues)
    else:
        lines = [_line(issue, people) for issue in issues]
    buttons = tuple((f"{group.cause.value}:{answer}", words) for answer, words in text.for_all)
    return Section(
        cause=group.cause.value,
        title=text.title,
        column=_column(checked, group.issues[0].field),
        help=text.help,
        repair=text.repair.value,
        count=group.row_count,
        open_count=group.open_count,
        lines=lines[:LINES_SHOWN],
        hidden_count=max(len(lines) - LINES_SHOWN, 0),
        buttons=buttons if group.row_count > 1 or group.cause is Cause.SEX_MISSING else (),
    )


_READ_FROM = {
    Field.BIRTH_DATE: (Field.BIRTH_DATE, Field.BIRTH),
    Field.BIRTH_PLACE: (Field.BIRTH_PLACE, Field.BIRTH),
    Field.VILLAGE: (Field.VILLAGE, Field.DISTRICT, Field.ADDRESS),
}


def _column(checked: Checked, meaning: Field) -> str:
    wanted = _READ_FROM.get(meaning, (meaning,))
    places = [checked.columns[each] for each in wanted if each in checked.columns]
    for column in checked.table.columns:
        if column.index in places[:1]:
            return f"{column.letter} ({column.header})" if column.header else column.letter
    return ""


def _line(issue: Issue, people: dict[int, str]) -> Line:
    repair = issue.cause.text.repair
    is_typed = repair in {Repair.TYPE, Repair.DIGIT, Repair.DATE}
    choices = issue.choices
    if issue.cause in _CLEARABLE:
        choices = (("clear", "Kosongkan"),)
    person = people.get(issue.row, "")
    is_plain = issue.cause in _PLAIN
    return Line(
        key=f"{issue.row}-{issue.cause.value}-{issue.field.value}",
        rows=str(issue.row),
        person="" if is_plain or person in issue.found else person,
        found=issue.found,
        sentence=issue.sentence,
        fault=issue.fault,
        is_open=issue.is_open,
        may_skip=issue.cause.text.severity is Severity.MUST,
        input_name=f"{posted.TYPED}-{issue.row}-{issue.field.value}" if is_typed else "",
        input_value=issue.answer if is_typed and issue.answer != "clear" else "",
        choice_name=f"{posted.CHOSEN}-{issue.row}-{issue.cause.value}",
        options=_options(choices, issue.answer),
        is_plain=is_plain,
    )


def _meaning_lines(issues: Sequence[Issue]) -> list[Line]:
    by_words: dict[str, list[Issue]] = {}
    for issue in issues:
        by_words.setdefault(issue.found, []).append(issue)
    lines = []
    for index, (words, same) in enumerate(by_words.items()):
        first = same[0]
        cause = first.cause.value
        lines.append(
            Line(
                key=f"{cause}-{index}",
                rows=_rows([issue.row for issue in same]),
                person="",
                found=words or "(kosong)",
                sentence=first.sentence
                or (f"Mungkin: {first.proposal}." if first.proposal else ""),
                fault="",
                is_open=any(issue.is_open for issue in same),
                may_skip=len(same) == 1,
                choice_name=f"{posted.MEANT}-{cause}-{index}",
                options=_options(first.choices, first.answer),
                words_name=f"{posted.WORDS}-{cause}-{index}",
                words=words,
            )
        )
    return lines


def _options(choices: Sequence[tuple[str, str]], answer: str) -> tuple[Option, ...]:
    return tuple(Option(value, label, value == answer) for value, label in choices)


def _rows(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_ROWS_NAMED])
    more = len(numbers) - _ROWS_NAMED
    return f"{shown} dan {more} lagi" if more > 0 else shown


def has_faults(checked: Checked) -> bool:
    """Tell whether something typed cannot be taken."""
    return any(issue.fault for group in checked.groups for issue in group.issues)


def summary_sentence(checked: Checked) -> str:
    """Say what saving will do: «Tambah 38 orang, perbarui 1, lewati 1»."""
    parts = [f"Tambah {checked.count(Outcome.ADD, Outcome.ENROLL)} orang"]
    updated = sum(bool(row.updates) for row in checked.rows)
    if updated:
        parts.append(f"perbarui {updated}")
    if same := checked.count(Outcome.SAME):
        parts.append(f"{same} sudah ada dan sama")
    if skipped := checked.count(Outcome.SKIP):
        parts.append(f"lewati {skipped}")
    return ", ".join(parts)


def changes_nothing(checked: Checked) -> bool:
    """Tell whether saving would change nothing at all."""
    return not checked.count(Outcome.ADD, Outcome.ENROLL) and not any(
        row.updates for row in checked.rows
    )


def active_rows(checked: Checked) -> list[CheckedRow]:
    """List the people who will be in the program."""
    return [row for row in checked.rows if row.outcome is not Outcome.SKIP]
