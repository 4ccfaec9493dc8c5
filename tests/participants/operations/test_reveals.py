import pytest

from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError
from certify.privacy import keys
from participants import operations
from participants.models import KinTie, NikReveal
from tests.factories import participants


def test_reveal_of_a_person_is_logged_with_its_reason(stage, now):
    person = participants.person(stage.agency, by=stage.cast.dewi)

    operations.reveal_person(person=person, reason="cocokkan KTP", by=stage.cast.dewi, at=now)

    assert list(NikReveal.objects.values_list("person", "application", "user", "reason", "at")) == [
        (person.pk, None, stage.cast.dewi.pk, "cocokkan KTP", now)
    ]
    event = AuditEvent.objects.order_by("-sequence").first()
    assert (event.name, event.within) == ("nik.revealed", stage.cast.agency.pk)


def test_reveal_of_a_copy_belongs_to_the_body(stage, now):
    application = participants.application_at("submitted", stage)

    operations.reveal_application(
        application=application, reason="cocokkan KTP", by=stage.cast.sari, at=now
    )

    assert NikReveal.objects.get().application == application
    assert AuditEvent.objects.order_by("-sequence").first().within == stage.cast.body.pk


@pytest.mark.parametrize("who", ["head", "sari", "tuti", "budi", "wulan"])
def test_register_is_opened_by_staff_of_the_agency_only(who, stage, now):
    person = participants.person(stage.agency, by=stage.cast.dewi)

    with pytest.raises(NotAllowedError):
        operations.reveal_person(
            person=person, reason="ingin tahu", by=getattr(stage.cast, who), at=now
        )

    assert not NikReveal.objects.exists()


@pytest.mark.parametrize("who", ["dewi", "tuti", "budi", "wulan", "bagas"])
def test_copy_is_opened_by_clerks_of_the_body_only(who, stage, now):
    application = participants.application_at("submitted", stage)

    with pytest.raises(NotAllowedError):
        operations.reveal_application(
            application=application, reason="ingin tahu", by=getattr(stage.cast, who), at=now
        )


def test_tie_is_declared_once_by_the_assessor_or_the_body(stage, now):
    number = keys.index(participants.nik())

    operations.declare_tie(
        assessor=stage.budi, nik_hash=number, tie="adik", by=stage.cast.budi, at=now
    )

    assert list(KinTie.objects.values_list("assessor", "nik_hash", "tie", "declared_at")) == [
        (stage.budi.pk, number, "adik", now)
    ]
    with pytest.raises(InvalidInputError, match="sudah dicatat sebagai “adik”"):
        operations.declare_tie(
            assessor=stage.budi, nik_hash=number, tie="ipar", by=stage.cast.tuti, at=now
        )


@pytest.mark.parametrize("who", ["rahma", "dewi", "wulan", "bagas"])
def test_nobody_else_declares_for_an_assessor(who, stage, now):
    with pytest.raises(NotAllowedError):
        operations.declare_tie(
            assessor=stage.budi,
            nik_hash=keys.index(participants.nik()),
            tie="adik",
            by=getattr(stage.cast, who),
            at=now,
        )


def test_declared_tie_is_not_taken_back_by_the_one_it_binds(stage, now):
    tie = participants.tie(stage.budi, participants.nik(), by=stage.cast.budi)

    with pytest.raises(NotAllowedError):
        operations.remove_tie(tie=tie, by=stage.cast.budi, at=now)
    operations.remove_tie(tie=tie, by=stage.cast.tuti, at=now)

    assert not KinTie.objects.exists()
