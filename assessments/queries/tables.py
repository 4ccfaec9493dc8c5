"""An assessor's table: everybody they assess on one day by one scheme, seen criterion by criterion.

Batik is judged while several people work, so one criterion is looked at for all of them.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from assessments import rules
from assessments.enums import AssessmentStatus
from assessments.models import Assessment, Mark
from assessments.queries import candidates, sheets
from assessments.queries.sheets import Line
from assessments.rules import Tally
from certify.accounts.models import User
from programs.models import Criterion, Element, Unit

# Nothing is expected of whoever did not come; they stand on the table with that word.
NOT_HERE = (AssessmentStatus.ABSENT, AssessmentStatus.WITHDRAWN)


def is_here(assessment: Assessment) -> bool:
    """Tell whether this person can still be marked, or was."""
    return assessment.status not in NOT_HERE


@dataclass(frozen=True, slots=True)
class Seat:
    """One person of the table with their mark of the criterion."""

    assessment: Assessment
    line: Line


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion of the scheme, and for how many of the table it is marked."""

    position: int
    unit: Unit
    element: Element
    criterion: Criterion
    marked: int


@dataclass(frozen=True, slots=True)
class Table:
    """The people of one day and scheme in bench order; every criterion in the scheme's order."""

    day: dt.date
    people: tuple[Assessment, ...]
    steps: tuple[Step, ...]

    @property
    def scheme_id(self) -> int:
        """The scheme by which everybody here is assessed."""
        return self.people[0].scheme_id

    @property
    def first_open(self) -> Step:
        """The first criterion that somebody still lacks, or the first of all."""
        return next((step for step in self.steps if step.marked < self.expected), self.steps[0])

    @property
    def expected(self) -> int:
        """How many people are to be marked."""
        return sum(map(is_here, self.people))

    def place(self, criterion: int) -> int | None:
        """Where a criterion stands among the steps, or None for one of another scheme."""
        keys = [step.criterion.pk for step in self.steps]
        return keys.index(criterion) if criterion in keys else None


@dataclass(frozen=True, slots=True)
class Round:
    """One criterion at the whole table."""

    step: Step
    seats: tuple[Seat, ...]

    @property
    def tally(self) -> Tally:
        """How many people were marked which way: information only."""
        return rules.tally(seat.line.value for seat in self.seats if is_here(seat.assessment))

    @property
    def saved_at(self) -> datetime | None:
        """When the last mark of this criterion was saved."""
        marks = (seat.line.mark for seat in self.seats)
        return max((mark.marked_at for mark in marks if mark), default=None)


def table(user: User, *, day: dt.date, scheme: int) -> Table | None:
    """The assessor's own table, or None where nobody of that day and scheme is theirs."""
    people = tuple(candidates.own(user).filter(scheduled_on=day, scheme=scheme))
    units = sheets.units_of(scheme)
    if not people or not units:
        return None
    counts = Counter(
        Mark.objects.filter(assessment__in=[row for row in people if is_here(row)])
        .exclude(value="")
        .values_list("criterion", flat=True)
    )
    steps = tuple(
        Step(position, row.unit, element, criterion, marked=counts[criterion.pk])
        for position, row in enumerate(units, start=1)
        for element in row.unit.elements.all()
        for criterion in element.criteria.all()
    )
    return Table(day=day, people=people, steps=steps) if steps else None


def round_of(table: Table, step: Step) -> Round:
    """One criterion with everybody's mark; one query whatever the number of people."""
    marks = {
        mark.assessment_id: mark
        for mark in Mark.objects.filter(
            assessment__in=table.people, criterion=step.criterion
        ).select_related("marked_by")
    }
    seats = (
        Seat(assessment=row, line=Line(criterion=step.criterion, mark=marks.get(row.pk)))
        for row in table.people
    )
    return Round(step=step, seats=tuple(seats))
