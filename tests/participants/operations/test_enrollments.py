import pytest

from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from participants import operations
from participants.content import LeftOut, Tally
from participants.enums import ApplicationStatus, EnrollmentStatus
from participants.models import Enrollment, Person
from programs import operations as program_operations
from tests.factories import participants, programs
from tests.factories.programs import Stage

MOVES = {
    "withdraw": operations.withdraw_enrollment,
    "rejoin": operations.rejoin_enrollment,
}
TABLE = {
    ("withdraw", EnrollmentStatus.REGISTERED): EnrollmentStatus.WITHDRAWN,
    ("rejoin", EnrollmentStatus.WITHDRAWN): EnrollmentStatus.REGISTERED,
}


def enroll(stage: Stage, **fields) -> Enrollment:
    return participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi, **fields)


def test_numbers_follow_each_other_and_are_not_used_twice(stage, now):
    first, second = enroll(stage), enroll(stage)
    operations.withdraw_enrollment(enrollment=second, by=stage.cast.dewi, at=now)

    assert [first.number, second.number, enroll(stage).number] == [1, 2, 3]


def test_enrollment_keeps_place_and_moment(stage, now):
    person = participants.person(stage.agency, by=stage.cast.dewi)

    row = operations.enroll(
        program=stage.program,
        person=person,
        scheme=stage.scheme,
        wave=stage.wave,
        by=stage.cast.dewi,
        at=now,
    )

    kept = Enrollment.objects.get(pk=row.pk)
    assert (kept.person, kept.scheme, kept.wave, kept.status, kept.created_at) == (
        person,
        stage.scheme,
        stage.wave,
        "registered",
        now,
    )
    event = AuditEvent.objects.order_by("-sequence").first()
    assert event.subjects == [
        ["participants.enrollment", row.pk],
        ["participants.person", person.pk],
        ["programs.program", stage.program.pk],
    ]


def test_new_person_is_entered_and_enrolled_together(stage, now):
    row = operations.enroll_new(
        program=stage.program,
        facts=participants.facts(full_name="Ngatemi"),
        scheme=stage.scheme,
        by=stage.cast.dewi,
        at=now,
    )

    assert (row.number, row.person.full_name) == (1, "Ngatemi")


def test_full_quota_enters_nobody(cast, now):
    stage = programs.stage(cast, places=1)
    enroll(stage)

    with pytest.raises(NotNowError, match="sudah penuh"):
        operations.enroll_new(
            program=stage.program,
            facts=participants.facts(),
            scheme=stage.scheme,
            by=cast.dewi,
            at=now,
        )

    assert (Person.objects.count(), Enrollment.objects.count()) == (1, 1)


def test_place_of_who_left_is_free_again_until_taken(cast, now):
    stage = programs.stage(cast, places=1)
    first = enroll(stage)
    operations.withdraw_enrollment(enrollment=first, by=cast.dewi, at=now)
    enroll(stage)

    with pytest.raises(NotNowError, match="sudah penuh"):
        operations.rejoin_enrollment(enrollment=first, by=cast.dewi, at=now)


def test_scheme_without_quota_is_refused(stage, now):
    other = programs.scheme(stage.body, by=stage.cast.tuti)

    with pytest.raises(NotNowError, match="tidak punya kuota"):
        participants.enrollment(stage.program, other, by=stage.cast.dewi)


def test_person_is_enrolled_once(stage):
    row = enroll(stage)

    with pytest.raises(InvalidInputError, match="sudah ada dalam program ini"):
        enroll(stage, of=row.person)


def test_person_of_another_agency_is_refused(stage, other_stage):
    stranger = participants.person(other_stage.agency, by=other_stage.cast.dewi)

    with pytest.raises(InvalidInputError, match="dinas lain"):
        enroll(stage, of=stranger)


def test_wave_of_another_program_is_refused(stage, other_stage, now):
    row = enroll(stage)

    with pytest.raises(InvalidInputError, match="milik program lain"):
        enroll(stage, wave=other_stage.wave)
    with pytest.raises(InvalidInputError, match="milik program lain"):
        operations.assign_wave(
            program=stage.program,
            enrollments=[row],
            wave=other_stage.wave,
            by=stage.cast.dewi,
            at=now,
        )


def test_people_are_entered_while_the_program_is_planned_but_not_when_closed(cast, now):
    stage = programs.stage(cast, is_open=False)
    enroll(stage)
    program_operations.open_program(program=stage.program, by=cast.dewi, at=now)
    program_operations.close_program(program=stage.program, by=cast.dewi, at=now)

    with pytest.raises(NotNowError, match="sudah selesai"):
        enroll(stage)


@pytest.mark.parametrize("status", EnrollmentStatus.values)
@pytest.mark.parametrize("move", MOVES)
def test_every_move_from_every_state(move, status, stage, now):
    row = enroll(stage)
    Enrollment.objects.filter(pk=row.pk).update(status=status)
    target = TABLE.get((move, EnrollmentStatus(status)))

    if target is None:
        with pytest.raises(NotNowError):
            MOVES[move](enrollment=row, by=stage.cast.dewi, at=now)
    else:
        MOVES[move](enrollment=row, by=stage.cast.dewi, at=now)

    row.refresh_from_db()
    assert row.status == (target or status)


@pytest.mark.parametrize("status", ApplicationStatus.values)
def test_who_has_an_application_at_the_body_does_not_just_leave(status, stage, now):
    row = participants.application_at(status, stage).enrollment

    if status in {ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN}:
        left = operations.withdraw_enrollment(enrollment=row, by=stage.cast.dewi, at=now)
        assert left.status == EnrollmentStatus.WITHDRAWN
    else:
        with pytest.raises(NotNowError, match="Tarik permohonan itu dulu"):
            operations.withdraw_enrollment(enrollment=row, by=stage.cast.dewi, at=now)


@pytest.mark.parametrize(
    ("status", "is_free"),
    [
        ("submitted", False),
        ("returned", True),
        ("accepted", False),
        ("rejected", True),
        ("withdrawn", True),
    ],
)
def test_scheme_is_fixed_while_the_body_works_on_the_application(status, is_free, stage, now):
    row = participants.application_at(status, stage).enrollment
    other = programs.scheme(stage.body, by=stage.cast.tuti)
    programs.quota(stage.program, other, by=stage.cast.dewi)

    if is_free:
        changed = operations.change_scheme(enrollment=row, scheme=other, by=stage.cast.dewi, at=now)
        assert changed.scheme == other
    else:
        with pytest.raises(NotNowError, match="sudah dikirim ke LSP"):
            operations.change_scheme(enrollment=row, scheme=other, by=stage.cast.dewi, at=now)


def test_scheme_changes_only_into_a_free_place(stage, now):
    row = enroll(stage)
    other = programs.scheme(stage.body, by=stage.cast.tuti)
    programs.quota(stage.program, other, by=stage.cast.dewi, places=1)
    participants.enrollment(stage.program, other, by=stage.cast.dewi)

    with pytest.raises(NotNowError, match="sudah penuh"):
        operations.change_scheme(enrollment=row, scheme=other, by=stage.cast.dewi, at=now)


def test_many_change_wave_at_once_and_who_left_is_named(stage, now):
    rows = [enroll(stage, full_name=name) for name in ("Ana", "Beti", "Cici")]
    operations.withdraw_enrollment(enrollment=rows[1], by=stage.cast.dewi, at=now)

    tally = operations.assign_wave(
        program=stage.program, enrollments=rows, wave=stage.wave, by=stage.cast.dewi, at=now
    )

    assert tally == Tally(2, (LeftOut("Beti", "sudah mengundurkan diri"),))
    waves = Enrollment.objects.order_by("number").values_list("wave", flat=True)
    assert list(waves) == [stage.wave.pk, None, stage.wave.pk]


def test_people_leave_a_wave_at_once(stage, now):
    row = enroll(stage, wave=stage.wave)

    operations.assign_wave(
        program=stage.program, enrollments=[row], wave=None, by=stage.cast.dewi, at=now
    )

    row.refresh_from_db()
    assert row.wave is None


@pytest.mark.parametrize("who", ["head", "sari", "tuti", "budi"])
def test_others_change_no_enrollment(who, stage, now):
    row, by = enroll(stage), getattr(stage.cast, who)

    with pytest.raises(NotAllowedError):
        participants.enrollment(stage.program, stage.scheme, by=by, of=row.person)
    with pytest.raises(NotAllowedError):
        operations.change_scheme(enrollment=row, scheme=stage.scheme, by=by, at=now)
    with pytest.raises(NotAllowedError):
        operations.withdraw_enrollment(enrollment=row, by=by, at=now)
    with pytest.raises(NotAllowedError):
        operations.rejoin_enrollment(enrollment=row, by=by, at=now)
    with pytest.raises(NotAllowedError):
        operations.assign_wave(program=stage.program, enrollments=[row], wave=None, by=by, at=now)
