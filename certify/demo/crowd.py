"""Many competent people at once, for measuring: bulk rows, all invented, no assessor asked.

Only an empty database takes them: nobody could tell results that no assessor gave from real ones.
"""

import datetime as dt
import io
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from assessments.enums import AssessmentStatus, DecreeStatus, Outcome, PanelStatus, Part
from assessments.models import Assessment, Decision, Decree, Panel, PanelMember, Participation
from assessments.operations import papers
from certificates import operations, rules
from certificates.models import IssueRun, OfficialNumber
from certify.accounts.models import User
from certify.demo import cast, road, stage
from certify.demo.people import artisan
from certify.demo.stage import Stage
from certify.lib.errors import NotNowError
from certify.privacy import keys
from participants.enums import ApplicationStatus, EnrollmentStatus
from participants.models import Application, Enrollment, Person
from programs.models import Agency, Program, Scheme, Wave

AT_ONCE = 1000
BEGUN = dt.date(2025, 1, 6)
DECIDED_ON = dt.date(2025, 3, 3)
AT = road.moment(DECIDED_ON, "09:00")
PHOTO_SIZE = (708, 944)
DIFFERENT_PHOTOS = 8
PANEL = ("wulan", "hadi", "ratna")
serial = itertools.count(1)


class NotEmptyError(NotNowError):
    """Somebody's data is here."""

    def __init__(self) -> None:
        """Say what is safe."""
        super().__init__(
            "Basis data ini sudah berisi, jadi tidak ada yang ditambahkan. Pengukuran hanya "
            "berjalan di basis data kosong yang dibuang sesudahnya."
        )


def found() -> Stage:
    """Set the stage in an empty database: two organizations, schemes, assessors.

    Raises:
        NotEmptyError: somebody is here already.
    """
    if User.objects.exists() or Person.objects.exists():
        raise NotEmptyError
    company = cast.gather(road.moment(BEGUN, "08:00"))
    return stage.build(company, road.moment(BEGUN, "09:00"))


@transaction.atomic
def competent(ready: Stage, count: int) -> tuple[Program, list[int]]:
    """Add a program of ``count`` people, each competent by a decree in force; give the results.

    Each has a photograph as large as an upload may be and BNSP's two numbers, which say CONTOH.
    """
    number = next(serial)
    plan = road.Plan(
        name=f"Pengukuran {number} dengan {count} orang",
        start=BEGUN,
        assessed_on=DECIDED_ON,
        people=range(0),
        places=count,
    )
    program, wave = road.announce(ready, plan)
    scheme = next(iter(ready.schemes.values()))
    panel = _panel(ready, program)
    photos = _photos()
    made: list[int] = []
    for start in range(0, count, AT_ONCE):
        places = range(start + 1, min(start + AT_ONCE, count) + 1)
        applications = _applications(ready, program, wave, scheme, places, photos)
        made += _results(ready, program, scheme, panel, applications)
    papers.keep_minutes(panel=panel, at=AT)
    papers.keep_decree(decree=panel.decree, at=AT)
    return program, made


def ask(ready: Stage, program: Program, assessments: list[int], *, today: dt.date) -> IssueRun:
    """Ask for everybody's certificate."""
    return operations.ask_for_issue(
        body=ready.body,
        program=program,
        assessments=assessments,
        issued_on=today,
        by=ready.company["sari"],
        at=road.moment(today, "10:00"),
        today=today,
    )


def _applications(
    ready: Stage,
    program: Program,
    wave: Wave,
    scheme: Scheme,
    places: range,
    photos: Iterator[str],
) -> list[Application]:
    agency = Agency.objects.get(pk=ready.company.agency.pk)
    rina, sari = ready.company["rina"], ready.company["sari"]
    facts = [_facts(program, place, next(photos)) for place in places]
    people = Person.objects.bulk_create(
        Person(agency=agency, created_at=AT, **each) for each in facts
    )
    enrollments = Enrollment.objects.bulk_create(
        Enrollment(
            program=program,
            person=person,
            number=place,
            wave=wave,
            scheme=scheme,
            status=EnrollmentStatus.REGISTERED,
            created_at=AT,
        )
        for place, person in zip(places, people, strict=True)
    )
    return Application.objects.bulk_create(
        Application(
            enrollment=enrollment,
            body=ready.body,
            scheme=scheme,
            status=ApplicationStatus.ACCEPTED,
            submitted_by=rina,
            submitted_at=AT,
            answered_by=sari,
            answered_at=AT,
            **each,
        )
        for enrollment, each in zip(enrollments, facts, strict=True)
    )


def _facts(program: Program, place: int, photo: str) -> dict[str, object]:
    who = artisan(place)
    nik = f"99{program.pk % 100:02d}01{who.nik[6:12]}{place % 10_000:04d}"
    return {
        "full_name": who.full_name,
        "nik": nik,
        "nik_hash": keys.index(f"{nik}/{program.pk}/{place}"),
        "is_example": True,
        "birth_place": who.birth_place,
        "birth_date": who.birth_date,
        "sex": who.sex,
        "address": who.address,
        "photo": photo,
    }


def _photos() -> Iterator[str]:
    """Give names of invented photographs for ever: a few different ones, each name its own file."""
    folder = Path(default_storage.path("foto/pengukuran"))
    folder.mkdir(parents=True, exist_ok=True)
    originals = []
    for number in range(DIFFERENT_PHOTOS):
        original = folder / f"asli-{number}.jpg"
        original.write_bytes(_photo(number))
        originals.append(original)
    for number, original in zip(serial, itertools.cycle(originals)):
        link = folder / f"{number}.jpg"
        link.hardlink_to(original)
        yield f"foto/pengukuran/{link.name}"


def _photo(number: int) -> bytes:
    """Paint soft noise: printed at its size it takes about 28 KB, as a face does."""
    chance = random.Random(number)  # noqa: S311 -- the same picture every time
    coarse = Image.frombytes("RGB", (150, 200), chance.randbytes(150 * 200 * 3))
    fine = coarse.resize(PHOTO_SIZE, Image.Resampling.BICUBIC)
    out = io.BytesIO()
    Image.blend(fine, Image.new("RGB", PHOTO_SIZE, "tan"), 0.87).save(out, "JPEG", quality=85)
    return out.getvalue()


def _panel(ready: Stage, program: Program) -> Panel:
    people = ready.company
    panel = Panel.objects.create(
        body=ready.body,
        program=program,
        held_on=DECIDED_ON,
        place="Ruang rapat",
        convened_by=people["tuti"],
        convened_at=AT,
        status=PanelStatus.CLOSED,
        closed_by=people[PANEL[0]],
        closed_at=AT,
        chain_sequence=1,
        chain_hash="0" * 64,
    )
    PanelMember.objects.bulk_create(
        PanelMember(panel=panel, user=people[name], is_chair=name == PANEL[0]) for name in PANEL
    )
    Decree.objects.create(
        panel=panel,
        body=ready.body,
        number=f"CONTOH-{panel.pk}",
        decided_on=DECIDED_ON,
        status=DecreeStatus.IN_FORCE,
        drafted_by=people["tuti"],
        drafted_at=AT,
        signed_by=people["bagas"],
        signed_at=AT,
    )
    return panel


def _results(
    ready: Stage, program: Program, scheme: Scheme, panel: Panel, applications: list[Application]
) -> list[int]:
    people, budi = ready.company, ready.assessors["budi"]
    rows = Assessment.objects.bulk_create(
        Assessment(
            application=application,
            body=ready.body,
            program=program,
            scheme=scheme,
            assessor=budi,
            scheduled_on=DECIDED_ON,
            status=AssessmentStatus.IN_FORCE,
            assigned_by=people["tuti"],
            assigned_at=AT,
            readiness_by=people["budi"],
            readiness_at=AT,
        )
        for application in applications
    )
    parts = [("budi", Part.ASSESSOR), *((name, Part.DECIDER) for name in PANEL)]
    Participation.objects.bulk_create(
        Participation(assessment=row, user=people[name], part=part)
        for row in rows
        for name, part in parts
    )
    Decision.objects.bulk_create(
        Decision(
            assessment=row,
            panel=panel,
            outcome=Outcome.COMPETENT,
            assessor_user=people["budi"],
            decided_by=people[PANEL[0]],
            decided_at=AT,
        )
        for row in rows
    )
    OfficialNumber.objects.bulk_create(_numbers(ready, row) for row in rows)
    return [row.pk for row in rows]


def _numbers(ready: Stage, row: Assessment) -> OfficialNumber:
    certificate = f"CONTOH 0000 0 {row.pk:07d} 2025"
    registration = f"CTH 000 {row.pk:07d} 2025"
    return OfficialNumber(
        assessment=row,
        certificate_number=certificate,
        certificate_key=rules.number_key(certificate),
        registration_number=registration,
        registration_key=rules.number_key(registration),
        recorded_by=ready.company["sari"],
        recorded_at=AT,
    )
