"""Builders of people, enrollments and applications, made by the real operations.

Every person is invented; NIK region 99 says so.
"""

import dataclasses
import datetime as dt
import itertools

from certify.accounts.models import User
from certify.privacy import keys
from participants import operations
from participants.content import PersonFacts
from participants.enums import ApplicationStatus, Education, Sex
from participants.models import Application, Enrollment, KinTie, Person, Training
from programs.models import Agency, Assessor, Program, Scheme, Wave
from tests.factories.programs import LONG_AGO, Stage

serial = itertools.count(1)
BORN = dt.date(1980, 5, 17)


def nik(number: int | None = None, *, born: dt.date = BORN, is_female: bool = True) -> str:
    """Give an invented NIK that agrees with birth date and sex."""
    day = born.day + 40 if is_female else born.day
    # A drill makes more people than four digits can number.
    district, number = divmod(number or next(serial), 10_000)
    return f"9901{district + 1:02}{day:02}{born.month:02}{born.year % 100:02}{number:04}"


def facts(**fields: object) -> PersonFacts:
    """Give what is known of an invented woman."""
    number = next(serial)
    values = {
        "full_name": f"Pembatik Contoh {number}",
        "nik": nik(number),
        "birth_place": "Jombang",
        "birth_date": BORN,
        "sex": Sex.FEMALE,
        "address": "Dusun Contoh RT 001/RW 002",
        "village_name": "Jatipelem",
        "district_name": "Diwek",
        "phone": "081200000000",
        "education": Education.SMA,
        "business_name": "Batik Contoh",
        "years_in_business": 10,
    }
    return PersonFacts(**(values | fields))


def person(within: Agency, *, by: User, at: dt.datetime = LONG_AGO, **fields: object) -> Person:
    """Enter an invented person."""
    return operations.register_person(agency=within, facts=facts(**fields), by=by, at=at)


def enrollment(
    program: Program,
    scheme: Scheme,
    *,
    by: User,
    of: Person | None = None,
    wave: Wave | None = None,
    at: dt.datetime = LONG_AGO,
    **fields: object,
) -> Enrollment:
    """Enroll a person, a new one unless given."""
    who = of or person(program.agency, by=by, at=at, **fields)
    return operations.enroll(program=program, person=who, scheme=scheme, wave=wave, by=by, at=at)


def enrolled_many(stage: Stage, count: int, *, at: dt.datetime = LONG_AGO) -> list[Enrollment]:
    """Enroll many new people: one by the real operation, and others like it as rows.

    The others leave no line in the trail; a hundred cost what six would cost otherwise.
    """
    first = enrollment(stage.program, stage.scheme, by=stage.cast.dewi, wave=stage.wave, at=at)
    known = [facts() for _ in range(count - 1)]
    people = Person.objects.bulk_create(
        Person(
            agency=first.person.agency,
            nik_hash=keys.index(each.nik),
            is_example=first.person.is_example,
            created_at=at,
            **{field.name: getattr(each, field.name) for field in dataclasses.fields(each)},
        )
        for each in known
    )
    rows = Enrollment.objects.bulk_create(
        Enrollment(
            program=stage.program,
            person=each,
            number=first.number + place,
            scheme=stage.scheme,
            wave=stage.wave,
            status=first.status,
            created_at=at,
        )
        for place, each in enumerate(people, start=1)
    )
    return [first, *rows]


def training(of: Person, *, by: User, trainer: User | None = None) -> Training:
    """Write down who trained a person."""
    what = operations.TrainingFacts(
        title="Pelatihan membatik",
        trainer_name=trainer.full_name if trainer else "Pelatih Contoh",
        held_on=dt.date(2024, 3, 4),
        trainer=trainer,
    )
    return operations.record_training(person=of, facts=what, by=by, at=LONG_AGO)


def tie(assessor: Assessor, number: str, *, by: User, at: dt.datetime = LONG_AGO) -> KinTie:
    """Declare that an assessor is close to whoever has this NIK."""
    return operations.declare_tie(
        assessor=assessor, nik_hash=keys.index(number), tie="adik kandung", by=by, at=at
    )


def application_at(
    status: str, stage: Stage, *, at: dt.datetime = LONG_AGO, **fields: object
) -> Application:
    """Bring an invented person's application to a status by the real moves."""
    dewi, sari = stage.cast.dewi, stage.cast.sari
    row = enrollment(stage.program, stage.scheme, by=dewi, wave=stage.wave, at=at, **fields)
    operations.send_applications(program=stage.program, enrollments=[row], by=dewi, at=at)
    sent = Application.objects.get(enrollment=row)
    match ApplicationStatus(status):
        case ApplicationStatus.SUBMITTED:
            return sent
        case ApplicationStatus.RETURNED:
            return operations.return_application(
                application=sent, note="KTP tidak terbaca", by=sari, at=at
            )
        case ApplicationStatus.ACCEPTED:
            return operations.accept_application(application=sent, by=sari, at=at)
        case ApplicationStatus.REJECTED:
            return operations.reject_application(
                application=sent, note="Di luar ruang lingkup", by=sari, at=at
            )
        case ApplicationStatus.WITHDRAWN:
            return operations.withdraw_application(application=sent, by=dewi, at=at)


def accepted(stage: Stage, *, at: dt.datetime = LONG_AGO, **fields: object) -> Application:
    """Give an accepted application of a new invented person."""
    return application_at(ApplicationStatus.ACCEPTED, stage, at=at, **fields)


def accepted_many(stage: Stage, count: int, *, at: dt.datetime = LONG_AGO) -> list[Application]:
    """Give accepted applications of many new people, sent and accepted at once."""
    dewi = stage.cast.dewi
    rows = enrolled_many(stage, count, at=at)
    operations.send_applications(program=stage.program, enrollments=rows, by=dewi, at=at)
    sent = Application.objects.filter(enrollment__in=rows)
    operations.accept_applications(
        body=stage.body, program=stage.program, applications=sent, by=stage.cast.sari, at=at
    )
    return list(Application.objects.filter(enrollment__in=rows).order_by("enrollment__number"))
