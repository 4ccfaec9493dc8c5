import pytest

from certify.audit import trail
from certify.audit.models import AuditEvent
from certify.lib.errors import NotAllowedError, NotNowError
from participants import operations
from participants.content import LeftOut, Tally
from participants.enums import ApplicationStatus
from participants.models import IDENTITY_FIELDS, Application
from programs import operations as program_operations
from tests.factories import assessments, participants, programs

A = ApplicationStatus
TABLE = {
    ("return", A.SUBMITTED): A.RETURNED,
    ("resubmit", A.RETURNED): A.SUBMITTED,
    ("resubmit", A.WITHDRAWN): A.SUBMITTED,
    ("accept", A.SUBMITTED): A.ACCEPTED,
    ("reject", A.SUBMITTED): A.REJECTED,
    ("withdraw", A.SUBMITTED): A.WITHDRAWN,
    ("withdraw", A.RETURNED): A.WITHDRAWN,
    ("withdraw", A.ACCEPTED): A.WITHDRAWN,
}
MOVES = {
    "return": lambda row, by, at: operations.return_application(
        application=row, note="Foto belum ada", by=by, at=at
    ),
    "resubmit": lambda row, by, at: operations.resubmit_application(application=row, by=by, at=at),
    "accept": lambda row, by, at: operations.accept_application(application=row, by=by, at=at),
    "reject": lambda row, by, at: operations.reject_application(
        application=row, note="Di luar skema", by=by, at=at
    ),
    "withdraw": lambda row, by, at: operations.withdraw_application(application=row, by=by, at=at),
}
OF_THE_BODY = {"return", "accept", "reject"}


@pytest.mark.parametrize("status", A.values)
@pytest.mark.parametrize("move", MOVES)
def test_every_move_from_every_state(move, status, stage, now):
    row = participants.application_at(status, stage)
    by = stage.cast.sari if move in OF_THE_BODY else stage.cast.dewi
    target = TABLE.get((move, A(status)))
    events = AuditEvent.objects.count()

    if target is None:
        with pytest.raises(NotNowError):
            MOVES[move](row, by, now)
        assert AuditEvent.objects.count() == events
    else:
        MOVES[move](row, by, now)
        assert AuditEvent.objects.count() == events + 1

    row.refresh_from_db()
    assert row.status == (target or status)


@pytest.mark.parametrize("who", ["dewi", "head", "tuti", "budi", "wulan", "bagas"])
@pytest.mark.parametrize("move", sorted(OF_THE_BODY))
def test_only_clerks_of_the_body_answer(move, who, stage, now):
    row = participants.application_at(A.SUBMITTED, stage)

    with pytest.raises(NotAllowedError):
        MOVES[move](row, getattr(stage.cast, who), now)


@pytest.mark.parametrize("who", ["head", "sari", "tuti", "budi"])
@pytest.mark.parametrize("move", ["resubmit", "withdraw"])
def test_only_staff_of_the_agency_send_again_or_take_back(move, who, stage, now):
    row = participants.application_at(A.RETURNED, stage)

    with pytest.raises(NotAllowedError):
        MOVES[move](row, getattr(stage.cast, who), now)


def test_clerk_of_another_body_does_not_answer(stage, strangers, now):
    row = participants.application_at(A.SUBMITTED, stage)

    with pytest.raises(NotAllowedError):
        operations.accept_application(application=row, by=strangers.sari, at=now)


def test_sending_copies_everything_the_body_needs(stage, now):
    rows = [
        participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi) for _ in range(3)
    ]

    tally = operations.send_applications(
        program=stage.program, enrollments=rows, by=stage.cast.dewi, at=now
    )

    assert tally == Tally(3)
    for application in Application.objects.select_related("enrollment__person"):
        person = application.enrollment.person
        assert {name: getattr(application, name) for name in IDENTITY_FIELDS} == {
            name: getattr(person, name) for name in IDENTITY_FIELDS
        }
        assert (application.body, application.scheme, application.status) == (
            stage.body,
            stage.scheme,
            "submitted",
        )
        assert (application.submitted_by, application.submitted_at, application.answered_at) == (
            stage.cast.dewi,
            now,
            None,
        )


def test_one_event_tells_both_sides_of_many_applications(stage, now):
    rows = [
        participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi) for _ in range(2)
    ]
    operations.send_applications(
        program=stage.program, enrollments=rows, by=stage.cast.dewi, at=now
    )
    application = Application.objects.get(enrollment=rows[0])

    for user in (stage.cast.dewi, stage.cast.sari):
        sentence = trail.timeline(application, user=user)[0].summary
        assert sentence == f"mengirim 2 permohonan ke {stage.cast.body.short_name}"


def test_people_of_two_bodies_go_to_their_own(stage, other_stage, now):
    programs.quota(stage.program, other_stage.scheme, by=stage.cast.dewi)
    ours = participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi)
    theirs = participants.enrollment(stage.program, other_stage.scheme, by=stage.cast.dewi)

    operations.send_applications(
        program=stage.program, enrollments=[ours, theirs], by=stage.cast.dewi, at=now
    )

    bodies = Application.objects.order_by("enrollment__number").values_list("body", flat=True)
    assert list(bodies) == [stage.body.pk, other_stage.body.pk]


def test_who_cannot_be_sent_is_named_with_the_reason(stage, now):
    def one(name):
        return participants.enrollment(
            stage.program, stage.scheme, by=stage.cast.dewi, full_name=name
        )

    ready, left = one("Ana"), one("Beti")
    operations.withdraw_enrollment(enrollment=left, by=stage.cast.dewi, at=now)
    sent = participants.application_at(A.SUBMITTED, stage, full_name="Cici").enrollment

    tally = operations.send_applications(
        program=stage.program, enrollments=[ready, left, sent], by=stage.cast.dewi, at=now
    )

    assert tally == Tally(
        1,
        (
            LeftOut("Beti", "Sudah mengundurkan diri."),
            LeftOut("Cici", "Permohonan sudah dikirim: Menunggu LSP."),
        ),
    )
    assert tally.sentence("permohonan dikirim") == (
        "1 permohonan dikirim. 2 tidak diikutkan. Beti: Sudah mengundurkan diri.; "
        "Cici: Permohonan sudah dikirim: Menunggu LSP."
    )


def test_nothing_is_sent_before_the_program_opens_or_after_it_closed(cast, now):
    stage = programs.stage(cast, is_open=False)
    row = participants.enrollment(stage.program, stage.scheme, by=cast.dewi)

    with pytest.raises(NotNowError, match="Buka program dulu"):
        operations.send_applications(program=stage.program, enrollments=[row], by=cast.dewi, at=now)
    program_operations.open_program(program=stage.program, by=cast.dewi, at=now)
    program_operations.close_program(program=stage.program, by=cast.dewi, at=now)
    with pytest.raises(NotNowError, match="sudah selesai"):
        operations.send_applications(program=stage.program, enrollments=[row], by=cast.dewi, at=now)


def test_rows_of_another_program_are_not_sent(stage, other_stage, now):
    foreign = participants.enrollment(
        other_stage.program, other_stage.scheme, by=other_stage.cast.dewi
    )

    tally = operations.send_applications(
        program=stage.program, enrollments=[foreign], by=stage.cast.dewi, at=now
    )

    assert (tally, Application.objects.count()) == (Tally(0), 0)


@pytest.mark.parametrize("who", ["head", "sari", "tuti"])
def test_others_send_nothing(who, stage, now):
    row = participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi)

    with pytest.raises(NotAllowedError):
        operations.send_applications(
            program=stage.program, enrollments=[row], by=getattr(stage.cast, who), at=now
        )


def test_answer_keeps_who_when_and_why(stage, now):
    row = participants.application_at(A.SUBMITTED, stage)

    operations.return_application(
        application=row, note="Foto belum ada", by=stage.cast.sari, at=now
    )

    row.refresh_from_db()
    assert (row.status, row.note, row.answered_by, row.answered_at) == (
        "returned",
        "Foto belum ada",
        stage.cast.sari,
        now,
    )


def test_sending_again_takes_the_present_facts_and_clears_the_answer(stage, now):
    row = participants.application_at(A.RETURNED, stage)
    person = row.enrollment.person
    operations.edit_person(
        person=person,
        facts=participants.facts(full_name="Nama Baru", nik=person.nik),
        by=stage.cast.dewi,
        at=now,
    )

    operations.resubmit_application(application=row, by=stage.cast.dewi, at=now)

    row.refresh_from_db()
    assert (row.full_name, row.note, row.answered_by, row.answered_at, row.submitted_at) == (
        "Nama Baru",
        "",
        None,
        None,
        now,
    )


def test_application_with_an_assessor_is_not_taken_back(stage, now):
    application = participants.accepted(stage)
    assessments.assessment_at("assigned", stage, application=application)

    with pytest.raises(NotNowError, match="Asesor sudah ditugaskan"):
        operations.withdraw_application(application=application, by=stage.cast.dewi, at=now)


def test_many_are_accepted_at_once_and_the_rest_is_named(stage, now):
    rows = [
        participants.application_at(status, stage, full_name=name)
        for status, name in (
            (A.SUBMITTED, "Ana"),
            (A.RETURNED, "Beti"),
            (A.SUBMITTED, "Cici"),
            (A.REJECTED, "Dedi"),
        )
    ]

    tally = operations.accept_applications(
        body=stage.body, program=stage.program, applications=rows, by=stage.cast.sari, at=now
    )

    reason = "Permohonan ini tidak sedang menunggu jawaban: {}."
    assert tally == Tally(
        2,
        (
            LeftOut("Beti", reason.format("Perlu dilengkapi")),
            LeftOut("Dedi", reason.format("Tidak diterima")),
        ),
    )
    answered = Application.objects.filter(status=A.ACCEPTED).order_by("enrollment__number")
    assert list(answered.values_list("full_name", "answered_by", "answered_at")) == [
        ("Ana", stage.cast.sari.pk, now),
        ("Cici", stage.cast.sari.pk, now),
    ]


def test_applications_of_another_body_are_not_accepted_along(stage, other_stage, now):
    foreign = participants.application_at(A.SUBMITTED, other_stage)

    tally = operations.accept_applications(
        body=stage.body,
        program=other_stage.program,
        applications=[foreign],
        by=stage.cast.sari,
        at=now,
    )

    foreign.refresh_from_db()
    assert (tally, foreign.status) == (Tally(0), "submitted")
