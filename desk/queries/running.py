"""The programs that are under way, for the lower half of the start page."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from certify.accounts.models import User
from certify.accounts.roles import Permission
from participants.enums import EnrollmentStatus
from programs import queries as programs
from programs.enums import ProgramStatus


@dataclass(frozen=True, slots=True)
class Running:
    """One program under way and how many people are in it, as this side counts them."""

    key: int
    name: str
    year: int
    agency: str
    people: int


def running_for(user: User) -> list[Running]:
    """Programs of the person's agencies, and those in which a body of theirs has applicants."""
    agencies = user.organizations_with(Permission.VIEW_PROGRAMS)
    bodies = user.organizations_with(Permission.VIEW_CERTIFICATION)
    counted = Q(enrollments__status=EnrollmentStatus.REGISTERED) & (
        Q(agency__in=agencies) | Q(enrollments__application__body__in=bodies)
    )
    rows = (
        programs.visible_to(user)
        .exclude(status=ProgramStatus.CLOSED)
        .annotate(people=Count("enrollments", filter=counted, distinct=True))
        .values("pk", "name", "year", "people", agency_name=F("agency__organization__short_name"))
    )
    return [
        Running(row["pk"], row["name"], row["year"], row["agency_name"], row["people"])
        for row in rows
    ]
