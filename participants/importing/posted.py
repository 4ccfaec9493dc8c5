"""The answers of a posted page, laid over the answers kept so far."""

import copy
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from participants.importing.answers import Answers
from participants.importing.causes import Cause
from participants.importing.fields import Field

TYPED, CHOSEN, WORDS, MEANT = "ketik", "pilih", "kata", "arti"
FOR_ALL, SKIPPED, RESTORED, INCLUDED = "semua", "lewati", "kembalikan", "orang"
COLUMN, SHEET, CARRIED = "kolom", "lembar", "jawaban"
LONGEST = 1_000
_FIELDS = frozenset(item.value for item in Field)
_CAUSES = frozenset(item.value for item in Cause)


class Posted(Protocol):
    """What Django's QueryDict and a plain test double have in common."""

    def items(self) -> Iterable[tuple[str, str | list[object]]]:
        """Give each name with its last value."""
        ...

    def getlist(self, key: str) -> Sequence[str | object]:
        """Give all values of a name."""
        ...


def with_repairs(answers: Answers, posted: Posted) -> Answers:
    """Give new answers: what the page of repairs says over what was known."""
    plain = {name: value for name, value in posted.items() if isinstance(value, str)}
    new = _carried(plain.get(CARRIED, "")) or copy.deepcopy(answers)
    for name, value in plain.items():
        kind, _, rest = name.partition("-")
        if kind == TYPED:
            _type(new, rest, value)
        elif kind == CHOSEN:
            _choose(new, rest, value)
        elif kind == MEANT:
            _mean(new, rest, value, plain)
    new.skipped |= _numbers(posted.getlist(SKIPPED))
    new.skipped -= _numbers(posted.getlist(RESTORED))
    new.included |= _numbers(posted.getlist(INCLUDED))
    _apply_to_all(new, plain.get(FOR_ALL, ""))
    return new


def with_columns(answers: Answers, posted: Posted) -> Answers:
    """Give new answers: sheet and meaning of columns as the page says."""
    new = copy.deepcopy(answers)
    plain = {name: value for name, value in posted.items() if isinstance(value, str)}
    sheet = plain.get(SHEET, new.sheet_name)
    if sheet != new.sheet_name:
        # Another sheet has other columns; the page shows them before anything is taken over.
        new.sheet_name, new.columns = sheet, {}
        return new
    for name, value in plain.items():
        kind, _, index = name.partition("-")
        if kind == COLUMN and index.isdigit() and value in _FIELDS:
            new.columns[int(index)] = value
    return new


def _carried(text: str) -> Answers | None:
    """Read the answers that a page shown again (422) carries, since they were not kept."""
    try:
        return Answers.load(json.loads(text)) if text else None
    except (ValueError, TypeError, AttributeError):
        return None


def _type(answers: Answers, rest: str, value: str) -> None:
    number, _, meaning = rest.partition("-")
    if not number.isdigit() or meaning not in _FIELDS:
        return
    row = answers.typed.setdefault(int(number), {})
    if value.strip():
        row[meaning] = value.strip()[:LONGEST]
    else:
        row.pop(meaning, None)


def _choose(answers: Answers, rest: str, value: str) -> None:
    number, _, cause = rest.partition("-")
    if number.isdigit() and cause in _CAUSES and value:
        answers.chosen.setdefault(int(number), {})[cause] = value[:LONGEST]


def _mean(answers: Answers, rest: str, value: str, plain: Mapping[str, str]) -> None:
    cause, _, index = rest.partition("-")
    words = plain.get(f"{WORDS}-{cause}-{index}")
    if cause not in _CAUSES or words is None:
        return
    meanings = answers.meanings.setdefault(cause, {})
    if value:
        meanings[words] = value[:LONGEST]
    else:
        meanings.pop(words, None)


def _apply_to_all(answers: Answers, pressed: str) -> None:
    """One button answers a whole group, and the single answers before it no longer count."""
    cause, _, choice = pressed.partition(":")
    if cause in _CAUSES and choice:
        answers.for_all[cause] = choice
        for row in answers.chosen.values():
            row.pop(cause, None)


def _numbers(values: Iterable[object]) -> set[int]:
    return {int(value) for value in values if isinstance(value, str) and value.isdigit()}
