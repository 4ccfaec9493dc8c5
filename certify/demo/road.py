"""Walks programs along the road by the real operations, each moment passed in."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from assessments import operations as assessments
from assessments import queries as assessed
from assessments.enums import CandidateAnswer, ConsentMeans, MarkValue, Outcome
from assessments.models import Assessment, Panel
from certificates import operations as certificates
from certificates.models import Certificate
from certify.demo.people import artisan
from certify.demo.stage import ASSESSORS, Stage
from certify.privacy import keys
from participants import operations as participants
from participants.content import PersonFacts
from participants.models import Application, Enrollment, Person
from programs import operations as programs
from programs.enums import FundingSource, VenueKind
from programs.models import Program, Scheme, Venue, Wave

K, BK = Outcome.COMPETENT, Outcome.NOT_YET_COMPETENT
REASON = "Malam belum tembus sampai balik kain."
FOLLOW_UP = "Latihan mengatur suhu malam, lalu asesmen ulang unit itu."
TEN = 10


def moment(day: dt.date, clock: str) -> dt.datetime:
    """Give a moment of a day in the office's time."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.fromisoformat(clock)))


@dataclass(frozen=True, slots=True)
class Plan:
    """A program to be: its days, counted from ``start``, and who takes part."""

    name: str
    start: dt.date
    assessed_on: dt.date
    people: Sequence[int]
    places: int


def announce(stage: Stage, plan: Plan) -> tuple[Program, Wave]:
    """Plan a program with quotas, a wave and a venue."""
    rina, at = stage.company["rina"], moment(plan.start, "08:10")
    program = programs.create_program(
        organization=stage.company.agency,
        facts=programs.ProgramFacts(
            name=plan.name, year=plan.assessed_on.year, funding_source=FundingSource.APBD
        ),
        by=rina,
        at=at,
    )
    for scheme in stage.schemes.values():
        programs.set_quota(program=program, scheme=scheme, places=plan.places, by=rina, at=at)
    wave = programs.add_wave(
        program=program,
        facts=programs.WaveFacts(
            name="Angkatan 1",
            starts_on=plan.assessed_on,
            ends_on=plan.assessed_on + dt.timedelta(days=1),
            venue=_venue(stage, at),
        ),
        by=rina,
        at=at,
    )
    return program, wave


def _venue(stage: Stage, at: dt.datetime) -> Venue:
    known = Venue.objects.filter(agency=stage.company.agency.pk).first()
    return known or programs.add_venue(
        organization=stage.company.agency,
        facts=programs.VenueFacts(
            name="Balai Desa Jatipelem",
            kind=VenueKind.TEMPORARY,
            address="Desa Jatipelem, Kecamatan Diwek, Kabupaten Jombang",
        ),
        by=stage.company["rina"],
        at=at,
    )


def enroll(stage: Stage, program: Program, wave: Wave, plan: Plan) -> list[Enrollment]:
    """Open the program and enter its people, each with a scheme."""
    rina = stage.company["rina"]
    programs.open_program(program=program, by=rina, at=moment(plan.start, "08:40"))
    schemes: Sequence[Scheme] = list(stage.schemes.values())
    rows = []
    for place, number in enumerate(plan.people):
        who = artisan(number)
        at = moment(plan.start, "09:00") + dt.timedelta(minutes=2 * place)
        known = Person.objects.filter(agency=program.agency_id, nik_hash=keys.index(who.nik))
        person = known.first() or participants.register_person(
            agency=program.agency,
            facts=PersonFacts(
                full_name=who.full_name,
                nik=who.nik,
                birth_place=who.birth_place,
                birth_date=who.birth_date,
                sex=who.sex,
                address=who.address,
                village_name=who.village_name,
                district_name=who.district_name,
                phone=who.phone,
                education=who.education,
                business_name=who.business_name,
                years_in_business=who.years_in_business,
            ),
            by=rina,
            at=at,
        )
        scheme = schemes[0] if number % 4 else schemes[1 + number % 8 // 4]
        rows.append(
            participants.enroll(
                program=program, person=person, scheme=scheme, wave=wave, by=rina, at=at
            )
        )
    return rows


def apply(stage: Stage, program: Program, rows: Iterable[Enrollment], day: dt.date) -> None:
    """Send applications to the body."""
    participants.send_applications(
        program=program, enrollments=rows, by=stage.company["rina"], at=moment(day, "10:15")
    )


def accept(stage: Stage, program: Program, day: dt.date, *, but: int = 0) -> list[Application]:
    """Accept what waits at the body, except the last ``but`` of them."""
    waiting = list(
        Application.objects.filter(enrollment__program=program).order_by("enrollment__number")
    )
    chosen = waiting[: len(waiting) - but]
    participants.accept_applications(
        body=stage.body,
        program=program,
        applications=chosen,
        by=stage.company["sari"],
        at=moment(day, "11:05"),
    )
    for row in chosen:
        row.refresh_from_db()
    return chosen


def assign(
    stage: Stage, accepted: Sequence[Application], day: dt.date, assessed_on: dt.date
) -> list[Assessment]:
    """Give each assessor ten people a day."""
    made: list[Assessment] = []
    for number, chunk in enumerate(_tens(accepted)):
        made += assessments.assign_many(
            applications=chunk,
            assessor=stage.assessors[ASSESSORS[number % len(ASSESSORS)]],
            scheduled_on=assessed_on + dt.timedelta(days=number // len(ASSESSORS)),
            by=stage.company["tuti"],
            at=moment(day, "13:20"),
        )
    return made


def _tens(rows: Sequence[Application]) -> list[Sequence[Application]]:
    return [rows[start : start + TEN] for start in range(0, len(rows), TEN)]


def _turns(
    rows: Sequence[Assessment], start: str, minutes: int
) -> Iterator[tuple[dt.datetime, Assessment]]:
    """Give rows with moments in time order: every assessor takes up the next person in turn."""
    places = sorted(range(len(rows)), key=lambda place: (place % TEN, place))
    for place in places:
        row = rows[place]
        turn = dt.timedelta(minutes=minutes * (place % TEN), seconds=20 * (place // TEN))
        yield moment(row.scheduled_on, start) + turn, row


def begin(rows: Sequence[Assessment]) -> None:
    """The assessors find that it can go on, and both agree."""
    for at, row in _turns(rows, "08:00", 3):
        by = row.assessor.user
        assessments.confirm_ready(assessment=row, by=by, at=at)
        assessments.record_consent(
            assessment=row,
            means=ConsentMeans.TICK,
            both_agree=True,
            appeal_explained=True,
            by=by,
            at=at,
        )


def mark(rows: Sequence[Assessment], *, not_yet: frozenset[int] = frozenset()) -> None:
    """Mark every criterion; whose bench number is in ``not_yet`` has one "belum"."""
    for at, row in _turns(rows, "09:30", 9):
        row.refresh_from_db()
        by = row.assessor.user
        sheet = assessed.sheet(row)
        if row.application.enrollment.number in not_yet:
            assessments.mark(
                assessment=row,
                criterion=sheet[0].lines[0].criterion,
                value=MarkValue.NOT_YET,
                reason=REASON,
                version=0,
                by=by,
                at=at,
            )
        for unit in assessed.sheet(row):
            for element in unit.elements:
                if element.tally.open:
                    assessments.mark_element(assessment=row, element=element.element, by=by, at=at)


def recommend(rows: Sequence[Assessment], *, not_yet: frozenset[int] = frozenset()) -> None:
    """The assessors recommend."""
    for at, row in _turns(rows, "14:00", 3):
        row.refresh_from_db()
        is_gap = row.application.enrollment.number in not_yet
        units = {unit.unit.pk: K.value for unit in assessed.sheet(row)}
        if is_gap:
            units[next(iter(units))] = BK.value
        assessments.recommend(
            assessment=row,
            outcome=BK if is_gap else K,
            unit_outcomes=units,
            candidate_answer=CandidateAnswer.AGREES,
            note=REASON if is_gap else "",
            follow_up=FOLLOW_UP if is_gap else "",
            by=row.assessor.user,
            at=at,
        )


def decide(
    stage: Stage, program: Program, day: dt.date, *, not_yet: frozenset[int] = frozenset()
) -> Panel:
    """Hold a panel over everybody who waits, and close it."""
    company, at = stage.company, moment(day, "09:00")
    members = [company[name] for name in ("wulan", "hadi", "ratna")]
    panel = assessments.convene(
        body=stage.body,
        program=program,
        held_on=day,
        place="Kantor LSP Batik, Semarang",
        chair=members[0],
        members=members,
        by=company["tuti"],
        at=at,
    )
    cases = panel.cases.select_related("assessment__application__enrollment")
    for place, case in enumerate(cases):
        is_gap = case.assessment.application.enrollment.number in not_yet
        assessments.mark_case(
            case=case,
            choice=BK if is_gap else K,
            reason=REASON if is_gap else "",
            follow_up=FOLLOW_UP if is_gap else "",
            version=case.version,
            by=members[place % len(members)],
            at=at + dt.timedelta(minutes=2 * place),
        )
    assessments.close_panel(
        panel=panel,
        seen=assessed.state_of(assessed.cases(panel)),
        by=members[0],
        at=moment(day, "11:30"),
    )
    panel.refresh_from_db()
    return panel


def decree(stage: Stage, panel: Panel, day: dt.date) -> None:
    """Draft the decree; the director signs it."""
    company = stage.company
    draft = assessments.draft_decree(
        panel=panel,
        number=assessed.suggested_number(panel),
        decided_on=day,
        by=company["tuti"],
        at=moment(day, "09:15"),
    )
    assessments.sign_decree(decree=draft, by=company["bagas"], at=moment(day, "10:40"))


def record_numbers(stage: Stage, program: Program, day: dt.date) -> list[Assessment]:
    """Type in the numbers that BNSP sent; in a demo they say CONTOH."""
    competent = list(
        Assessment.objects.filter(program=program, decision__outcome=K).order_by(
            "application__enrollment__number"
        )
    )
    certificates.record_numbers(
        entries=[
            certificates.NumberEntry(
                assessment=row.pk,
                certificate_number=f"CONTOH 0000 0 {row.pk:07d} {day.year}",
                registration_number=f"CTH 000 {row.pk:05d} {day.year}",
            )
            for row in competent
        ],
        by=stage.company["sari"],
        at=moment(day, "09:30"),
    )
    return competent


def issue(stage: Stage, program: Program, rows: Sequence[Assessment], day: dt.date) -> None:
    """Issue the certificates of one day."""
    at = moment(day, "10:00")
    run = certificates.ask_for_issue(
        body=stage.body,
        program=program,
        assessments=[row.pk for row in rows],
        issued_on=day,
        by=stage.company["sari"],
        at=at,
        today=day,
    )
    certificates.carry_out(run=run, clock=lambda: at)


def hand_over(stage: Stage, program: Program, day: dt.date) -> None:
    """Hand the papers over at the event."""
    certificates.hand_over_all(
        certificates=list(Certificate.objects.filter(program=program)),
        on=day,
        by=stage.company["rina"],
        at=moment(day, "11:00"),
        today=day,
    )


def close(stage: Stage, program: Program, day: dt.date) -> None:
    """Close the program."""
    programs.close_program(program=program, by=stage.company["rina"], at=moment(day, "15:00"))
