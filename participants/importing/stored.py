"""The draft, the register and the region table as the database holds them, for the plain check."""

import base64
import datetime
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from certify.lib import names
from certify.privacy import keys
from participants.enums import EnrollmentStatus
from participants.importing import checking, sheets, tables
from participants.importing.answers import Answers
from participants.importing.checking import Checked, Outcome
from participants.importing.cleaning import Context, SchemeOption
from participants.importing.findings import Values
from participants.importing.places import Place, Places
from participants.importing.registry import Known, NameAndBirth
from participants.importing.sheets import Book
from participants.importing.tables import Table
from participants.models import Enrollment, ImportDraft, Person
from programs import queries as programs
from programs.models import Program, Quota, Village

_AT_ONCE = 500
_T = TypeVar("_T")


def pack(book: Book) -> str:
    """Write a book small, for an encrypted column."""
    return base64.b85encode(zlib.compress(sheets.dump(book).encode(), 6)).decode()


def unpack(text: str) -> Book:
    """Read what ``pack`` wrote."""
    return sheets.load(zlib.decompress(base64.b85decode(text)))


def table_of(draft: ImportDraft, answers: Answers) -> Table:
    """Find the table again in what was read."""
    return tables.choose(unpack(draft.book), sheet_name=answers.sheet_name)


def answers_of(draft: ImportDraft) -> Answers:
    """Give the answers kept so far."""
    return Answers.load(json.loads(draft.state)) if draft.state else Answers()


def packed_answers(answers: Answers) -> str:
    """Write answers for the encrypted column."""
    return json.dumps(answers.dump(), ensure_ascii=False, sort_keys=True)


def check(draft: ImportDraft, *, today: datetime.date, answers: Answers | None = None) -> Checked:
    """Check a draft under its answers, or under others that are not kept yet."""
    given = answers_of(draft) if answers is None else answers
    program = draft.program
    context = Context(today=today, answers=given, places=places(), schemes=schemes_of(program))
    return checking.check(table_of(draft, given), context, ProgramRegister(program))


def places() -> Places:
    """Give the region table."""
    return Places(
        Place(village.pk, village.name, village.district.name)
        for village in Village.objects.select_related("district").order_by("code")
    )


def schemes_of(program: Program) -> tuple[SchemeOption, ...]:
    """Give the schemes for which the program has places; two of one name say whose they are."""
    quotas = (
        Quota.objects.filter(program=program)
        .select_related("scheme__body__organization")
        .order_by("scheme__name", "pk")
    )
    schemes = [quota.scheme for quota in quotas]
    names_used = [scheme.name for scheme in schemes]
    return tuple(
        SchemeOption(
            scheme.pk,
            scheme.name
            if names_used.count(scheme.name) == 1
            else f"{scheme.name} ({scheme.body.organization.short_name})",
        )
        for scheme in schemes
    )


class ProgramRegister:
    """The agency's people as seen from one program."""

    def __init__(self, program: Program) -> None:
        """Take the program of the import."""
        self._program = program

    def by_nik(self, niks: Iterable[str]) -> Mapping[str, Known]:
        """Find people by the keyed hash of their NIK."""
        by_hash = {keys.index(nik): nik for nik in niks}
        found: dict[str, Known] = {}
        for hashes in _in_parts(by_hash):
            people = Person.objects.filter(agency=self._program.agency_id, nik_hash__in=hashes)
            for person, known in self._known(list(people.defer("nik"))):
                known.values.nik = by_hash[person.nik_hash]
                found[known.values.nik] = known
        return found

    def by_name_and_birth(self, asked: Iterable[NameAndBirth]) -> Mapping[NameAndBirth, Known]:
        """Find people by birth date, then by the comparable form of their names."""
        wanted = set(asked)
        found: dict[NameAndBirth, Known] = {}
        for days in _in_parts({day for _, day in wanted}):
            people = Person.objects.filter(agency=self._program.agency_id, birth_date__in=days)
            alike = [
                person
                for person in people.order_by("pk")
                if (names.same_key(person.full_name), person.birth_date) in wanted
            ]
            for person, known in self._known(alike):
                known.values.nik = person.nik
                found[names.same_key(person.full_name), person.birth_date] = known
        return found

    def _known(self, people: list[Person]) -> Iterator[tuple[Person, Known]]:
        enrollments: dict[int, list[Enrollment]] = {}
        rows = (
            Enrollment.objects.filter(person__in=people)
            .select_related("program", "application")
            .order_by("-program__year", "pk")
        )
        for row in rows:
            enrollments.setdefault(row.person_id, []).append(row)
        for person in people:
            yield person, self._one(person, enrollments.get(person.pk, []))

    def _one(self, person: Person, enrollments: list[Enrollment]) -> Known:
        here = next((row for row in enrollments if row.program_id == self._program.pk), None)
        return Known(
            key=person.pk,
            values=_values(person, here),
            programs=tuple(
                row.program.name
                for row in enrollments
                if row is not here and row.status == EnrollmentStatus.REGISTERED
            ),
            is_enrolled=here is not None,
            is_withdrawn=here is not None and here.status == EnrollmentStatus.WITHDRAWN,
            is_scheme_fixed=here is not None and hasattr(here, "application"),
        )


def _values(person: Person, enrollment: Enrollment | None) -> Values:
    return Values(
        full_name=person.full_name,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        sex=person.sex,
        address=person.address,
        village_name=person.village_name,
        district_name=person.district_name,
        village_id=person.village_id,
        phone=person.phone,
        phone_note=person.phone_note,
        education=person.education,
        business_name=person.business_name,
        years_in_business=person.years_in_business,
        scheme_id=enrollment.scheme_id if enrollment else None,
    )


def _in_parts(items: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while part := list(islice(rest, _AT_ONCE)):
        yield part


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A scheme with more people in the list than places in the program."""

    scheme: str
    wanted: int
    left: int


def shortfalls(program: Program, checked: Checked) -> list[Shortfall]:
    """Compare the people to be added with the places left, scheme by scheme."""
    wanted = Counter(
        row.values.scheme_id for row in checked.rows if row.outcome in {Outcome.ADD, Outcome.ENROLL}
    )
    wanted.update(
        row.values.scheme_id
        for row in checked.rows
        if row.outcome is Outcome.UPDATE and "scheme_id" in row.updates
    )
    found = []
    for quota in Quota.objects.filter(program=program).select_related("scheme").order_by("pk"):
        left = max(quota.places - programs.places_taken(program, quota.scheme), 0)
        if wanted[quota.scheme_id] > left:
            found.append(Shortfall(quota.scheme.name, wanted[quota.scheme_id], left))
    return found
