"""What an import left behind, in values that can be compared."""

import datetime as dt

from participants.importing import stored
from participants.importing.checking import Outcome
from participants.models import Enrollment, ImportDraft

TODAY = dt.date(2025, 1, 6)
COLUMNS = (
    "full_name", "nik", "birth_place", "birth_date", "sex", "address", "village_name",
    "district_name", "phone", "education", "business_name",
)  # fmt: skip


def register() -> list[tuple[object, ...]]:
    """What the register and the program say, row by row."""
    return [
        (row.number, row.scheme.name, *(getattr(row.person, name) for name in COLUMNS))
        for row in Enrollment.objects.select_related("person", "scheme").order_by("number")
    ]


def outcomes(draft: ImportDraft) -> dict[str, int]:
    checked = stored.check(draft, today=TODAY)
    return {o.value: checked.count(o) for o in Outcome if checked.count(o)}
