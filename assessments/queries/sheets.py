"""The sheet of one assessment: units, elements and criteria with their marks, in order."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from assessments import rules
from assessments.content import REASON_CHIPS
from assessments.enums import MarkValue
from assessments.models import Assessment, EvidencePhoto, Mark, MarkChange, Recommendation
from assessments.queries import candidates
from assessments.rules import Tally
from certify.accounts.models import User
from programs.models import Criterion, Element, SchemeUnit, Unit

TYPED_CHIPS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion and the mark it carries, if any."""

    criterion: Criterion
    mark: Mark | None

    @property
    def value(self) -> str:
        """The present value, empty while open."""
        return self.mark.value if self.mark else ""

    @property
    def version(self) -> int:
        """The version a form of this line was printed with."""
        return self.mark.version if self.mark else 0


@dataclass(frozen=True, slots=True)
class ElementSheet:
    """An element with its lines."""

    element: Element
    lines: tuple[Line, ...]

    @property
    def tally(self) -> Tally:
        """Counts of the element."""
        return rules.tally(line.value for line in self.lines)

    @property
    def was_marked_whole(self) -> bool:
        """True when "ya semua" still stands in at least one line, so it can be taken back."""
        return any(line.mark and line.mark.for_whole_element for line in self.lines)


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """A unit with its elements; ``position`` counts from one in the scheme's order."""

    position: int
    work_group: str
    unit: Unit
    elements: tuple[ElementSheet, ...]

    @property
    def lines(self) -> list[Line]:
        """Every line of the unit."""
        return [line for element in self.elements for line in element.lines]

    @property
    def tally(self) -> Tally:
        """Counts of the unit."""
        return rules.tally(line.value for line in self.lines)

    @property
    def not_yet(self) -> list[Line]:
        """Lines marked "belum", whose reasons the panel reads."""
        return [line for line in self.lines if line.value == MarkValue.NOT_YET]

    @property
    def open(self) -> list[Line]:
        """Lines without a mark."""
        return [line for line in self.lines if not line.value]


def sheet(assessment: Assessment) -> list[UnitSheet]:
    """Everything there is to mark, with what was marked; four queries whatever the size."""
    marks = {
        mark.criterion_id: mark
        for mark in Mark.objects.filter(assessment=assessment).select_related("marked_by")
    }
    return [
        UnitSheet(
            position=position,
            work_group=row.work_group,
            unit=row.unit,
            elements=tuple(
                ElementSheet(
                    element=element,
                    lines=tuple(
                        Line(criterion=criterion, mark=marks.get(criterion.pk))
                        for criterion in element.criteria.all()
                    ),
                )
                for element in row.unit.elements.all()
            ),
        )
        for position, row in enumerate(units_of(assessment.scheme_id), start=1)
    ]


def units_of(scheme: int) -> list[SchemeUnit]:
    """The scheme's units in order, with their elements and criteria; three queries."""
    return list(
        SchemeUnit.objects.filter(scheme=scheme)
        .select_related("unit")
        .prefetch_related("unit__elements__criteria")
        .order_by("position", "pk")
    )


def total(units: Iterable[UnitSheet]) -> Tally:
    """Counts of the whole sheet."""
    return sum((unit.tally for unit in units), Tally())


def criteria_of(assessment: Assessment) -> dict[int, Criterion]:
    """The criteria that may be marked in this assessment, by key."""
    rows = Criterion.objects.filter(
        element__unit__in=SchemeUnit.objects.filter(scheme=assessment.scheme_id).values("unit")
    ).select_related("element__unit")
    return {row.pk: row for row in rows}


def reason_chips(*assessments: Assessment) -> list[str]:
    """Reasons to tap: the standing ones, then what the assessor typed most in these programs."""
    typed = Counter(
        Mark.objects.filter(
            assessment__program__in={row.program_id for row in assessments},
            assessment__assessor__in={row.assessor_id for row in assessments},
            value=MarkValue.NOT_YET,
        )
        .exclude(reason__in=REASON_CHIPS)
        .values_list("reason", flat=True)
    )
    often = [reason for reason, _ in sorted(typed.items(), key=lambda pair: (-pair[1], pair[0]))]
    return [*REASON_CHIPS, *often[:TYPED_CHIPS]]


def history(assessment: Assessment) -> list[MarkChange]:
    """Every value every mark had, in the order in which they were set."""
    return list(
        MarkChange.objects.filter(assessment=assessment)
        .select_related("criterion", "marked_by")
        .order_by("marked_at", "pk")
    )


def photos_visible_to(user: User) -> QuerySet[EvidencePhoto]:
    """Photographs of the assessments that the person may see."""
    return EvidencePhoto.objects.filter(
        assessment__in=candidates.visible_to(user).order_by()
    ).select_related("assessment", "unit")


def photos_of(assessment: Assessment) -> list[EvidencePhoto]:
    """The photographs of one assessment as they were taken."""
    return list(assessment.photos.select_related("unit", "taken_by"))


def latest_recommendation(assessment: Assessment) -> Recommendation | None:
    """The assessor's last conclusion."""
    return (
        Recommendation.objects.filter(assessment=assessment)
        .select_related("recommended_by")
        .order_by("-round")
        .first()
    )
