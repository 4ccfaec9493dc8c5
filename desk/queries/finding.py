"""Search over people, numbers and programs, limited to what the person asking may see."""

import re
from dataclasses import dataclass, field

from django.db.models import F, Q

from certificates.models import Certificate
from certify.accounts.models import User
from certify.accounts.roles import Permission
from participants.models import Application, Enrollment
from programs import queries as programs

LIMIT = 20
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: what it is, where it stands, and the row to open."""

    title: str
    about: str
    key: int
    is_example: bool = False


@dataclass(slots=True)
class Findings:
    """Hits by kind, at most LIMIT of each."""

    enrollments: list[Found] = field(default_factory=list)
    applications: list[Found] = field(default_factory=list)
    certificates: list[Found] = field(default_factory=list)
    programs: list[Found] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many hits there are in all."""
        return sum(
            len(kind)
            for kind in (self.enrollments, self.applications, self.certificates, self.programs)
        )


def find(user: User, text: str) -> Findings:
    """Find what contains every word of ``text``, or the number that it is."""
    words = text.split()
    if len(text.strip()) < SHORTEST:
        return Findings()
    agencies = user.organizations_with(Permission.VIEW_PROGRAMS)
    bodies = user.organizations_with(Permission.VIEW_CERTIFICATION)
    return Findings(
        enrollments=_enrollments(_all_words("person__full_name", words), agencies),
        applications=_applications(_all_words("full_name", words), bodies),
        certificates=_certificates(text, words, agencies, bodies),
        programs=_programs(words, user),
    )


def find_nik(user: User, nik_hash: str) -> Findings:
    """Find the holder of an identity number by its keyed hash, on either side's own register."""
    return Findings(
        enrollments=_enrollments(
            Q(person__nik_hash=nik_hash), user.organizations_with(Permission.VIEW_PROGRAMS)
        ),
        applications=_applications(
            Q(nik_hash=nik_hash), user.organizations_with(Permission.VIEW_CERTIFICATION)
        ),
    )


def _all_words(column: str, words: list[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(**{f"{column}__icontains": word})
    return condition


def _enrollments(condition: Q, agencies: list[int]) -> list[Found]:
    rows = (
        Enrollment.objects.filter(condition, program__agency__in=agencies)
        .order_by("person__full_name", "-program__year", "pk")
        .values("pk", name=F("person__full_name"), invented=F("person__is_example"))
        .annotate(village=F("person__village_name"), where=F("program__name"))[:LIMIT]
    )
    return [
        Found(row["name"], _joined(row["village"], row["where"]), row["pk"], row["invented"])
        for row in rows
    ]


def _applications(condition: Q, bodies: list[int]) -> list[Found]:
    rows = (
        Application.objects.filter(condition, body__in=bodies)
        .order_by("full_name", "-submitted_at", "pk")
        .values("pk", "full_name", "is_example")
        .annotate(skill=F("scheme__name"), where=F("enrollment__program__name"))[:LIMIT]
    )
    return [
        Found(row["full_name"], _joined(row["skill"], row["where"]), row["pk"], row["is_example"])
        for row in rows
    ]


def _certificates(
    text: str, words: list[str], agencies: list[int], bodies: list[int]
) -> list[Found]:
    applicant = "assessment__application"
    as_known = Q(holder_name=F(f"{applicant}__full_name"))
    as_known &= Q(holder_name=F(f"{applicant}__enrollment__person__full_name"))
    compact = re.sub(r"[\s./-]", "", text).upper()
    condition = (
        Q(code=compact)
        | Q(assessment__official_number__certificate_number__icontains=text.strip())
        | Q(assessment__official_number__registration_number__icontains=text.strip())
        # A correction parts the name on a paper from what agency or body wrote; any other name is
        # found with its person.
        | _all_words("holder_name", words) & ~as_known
    )
    if register := re.fullmatch(r"\D*?(\d{1,6})(?:\D+(\d{4}))?", text.strip()):
        ours = Q(register_number=int(register[1]))
        condition |= ours & Q(register_year=int(register[2])) if register[2] else ours
    rows = (
        Certificate.objects.filter(condition)
        .filter(Q(program__agency__in=agencies) | Q(body__in=bodies))
        .order_by("-register_year", "register_number", "pk")
        .values("pk", "register_number", "register_year")
        .annotate(
            prefix=F("body__register_prefix"),
            name=F("holder_name"),
            invented=F("assessment__application__is_example"),
        )[:LIMIT]
    )
    return [
        Found(
            f"{row['prefix']}.{row['register_number']:04d}/{row['register_year']}",
            row["name"],
            row["pk"],
            row["invented"],
        )
        for row in rows
    ]


def _programs(words: list[str], user: User) -> list[Found]:
    rows = (
        programs.visible_to(user)
        .filter(_all_words("name", words))
        .values("pk", "name", "year")
        .annotate(agency_name=F("agency__organization__short_name"))[:LIMIT]
    )
    return [
        Found(row["name"], _joined(str(row["year"]), row["agency_name"]), row["pk"]) for row in rows
    ]


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)
