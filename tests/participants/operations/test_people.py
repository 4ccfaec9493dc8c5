import dataclasses
import datetime as dt
import io

import pytest
from PIL import Image

from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError
from certify.privacy import keys
from participants import operations
from participants.models import IDENTITY_FIELDS, Person
from programs.models import Village
from tests.factories import participants


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 40), "red").save(out, "JPEG")
    return out.getvalue()


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-sequence").first()


def test_register_keeps_every_fact(stage, now):
    village = Village.objects.get(code="35.17.08.2019")
    facts = participants.facts(village=village.pk, phone_note="anaknya")

    person = operations.register_person(
        agency=stage.agency, facts=facts, by=stage.cast.dewi, at=now
    )

    kept = Person.objects.get(pk=person.pk)
    told = {field.name: getattr(facts, field.name) for field in dataclasses.fields(facts)}
    stored = {name: getattr(kept, name) for name in told if name != "village"}
    assert stored | {"village": kept.village_id} == told
    assert (kept.nik_hash, kept.is_example, kept.created_at) == (keys.index(facts.nik), True, now)


def test_ordinary_nik_is_no_example(stage, now):
    facts = participants.facts(nik="3517015705800001")

    person = operations.register_person(
        agency=stage.agency, facts=facts, by=stage.cast.dewi, at=now
    )

    assert person.is_example is False


def test_trail_holds_no_personal_data(stage, now):
    facts = participants.facts(full_name="Siti Romlah")
    person = operations.register_person(
        agency=stage.agency, facts=facts, by=stage.cast.dewi, at=now
    )
    changed = dataclasses.replace(facts, full_name="Siti Romlah, S.Pd.", phone="081211112222")

    operations.edit_person(person=person, facts=changed, by=stage.cast.dewi, at=now)

    event = last_event()
    assert (event.name, event.within, event.data) == (
        "person.edited",
        stage.cast.agency.pk,
        {"fields": ["full_name", "phone"]},
    )
    said = "".join(f"{row.summary}{row.data}" for row in AuditEvent.objects.all())
    assert [word for word in ("Siti", "0812111", facts.nik) if word in said] == []


def test_nik_is_taken_once_in_an_agency(stage, other_stage, now):
    facts = participants.facts()
    operations.register_person(agency=stage.agency, facts=facts, by=stage.cast.dewi, at=now)

    with pytest.raises(InvalidInputError, match="sudah ada dalam daftar"):
        operations.register_person(agency=stage.agency, facts=facts, by=stage.cast.dewi, at=now)

    elsewhere = operations.register_person(
        agency=other_stage.agency, facts=facts, by=other_stage.cast.dewi, at=now
    )
    assert elsewhere.agency == other_stage.agency


def test_edit_to_the_nik_of_another_is_refused(stage, now):
    first = participants.person(stage.agency, by=stage.cast.dewi)
    second = participants.person(stage.agency, by=stage.cast.dewi)

    with pytest.raises(InvalidInputError, match="sudah ada dalam daftar"):
        operations.edit_person(
            person=second, facts=participants.facts(nik=first.nik), by=stage.cast.dewi, at=now
        )


def test_sent_application_keeps_its_copy(stage, now):
    application = participants.accepted(stage)
    person = application.enrollment.person

    operations.edit_person(
        person=person,
        facts=participants.facts(full_name="Nama Lain"),
        by=stage.cast.dewi,
        at=now,
    )

    before = {name: getattr(application, name) for name in IDENTITY_FIELDS}
    application.refresh_from_db()
    assert {name: getattr(application, name) for name in IDENTITY_FIELDS} == before


def test_photo_has_a_random_name_and_the_old_one_goes(
    stage, now, media, django_capture_on_commit_callbacks
):
    person = participants.person(stage.agency, by=stage.cast.dewi, full_name="Siti Romlah")
    with django_capture_on_commit_callbacks(execute=True):
        operations.set_photo(person=person, jpeg=jpeg(), by=stage.cast.dewi, at=now)
        first = Person.objects.get(pk=person.pk).photo.name

    with django_capture_on_commit_callbacks(execute=True):
        operations.set_photo(person=person, jpeg=jpeg(), by=stage.cast.dewi, at=now)

    files = [file.relative_to(media).as_posix() for file in media.rglob("*") if file.is_file()]
    assert files == [Person.objects.get(pk=person.pk).photo.name]
    assert files != [first]
    assert len(files[0]) == len("foto/") + 32 + len(".jpg")


def test_photo_that_an_application_copied_stays(
    stage, now, media, django_capture_on_commit_callbacks
):
    person = participants.person(stage.agency, by=stage.cast.dewi)
    operations.set_photo(person=person, jpeg=jpeg(), by=stage.cast.dewi, at=now)
    application = participants.application_at("submitted", stage, of=person)

    with django_capture_on_commit_callbacks(execute=True):
        operations.remove_photo(person=person, by=stage.cast.dewi, at=now)

    person.refresh_from_db()
    assert (person.photo.name, application.photo.storage.exists(application.photo.name)) == (
        "",
        True,
    )


@pytest.mark.parametrize("who", ["head", "sari", "tuti", "budi"])
def test_others_change_no_register(who, stage, now):
    person = participants.person(stage.agency, by=stage.cast.dewi)
    by = getattr(stage.cast, who)

    with pytest.raises(NotAllowedError):
        operations.register_person(agency=stage.agency, facts=participants.facts(), by=by, at=now)
    with pytest.raises(NotAllowedError):
        operations.edit_person(person=person, facts=participants.facts(), by=by, at=now)
    with pytest.raises(NotAllowedError):
        operations.set_photo(person=person, jpeg=jpeg(), by=by, at=now)
    with pytest.raises(NotAllowedError):
        operations.remove_photo(person=person, by=by, at=now)


def test_staff_of_another_agency_change_nothing_here(stage, strangers, now):
    person = participants.person(stage.agency, by=stage.cast.dewi)

    with pytest.raises(NotAllowedError):
        operations.edit_person(person=person, facts=participants.facts(), by=strangers.dewi, at=now)


def test_training_is_recorded_and_taken_back(stage, now):
    person = participants.person(stage.agency, by=stage.cast.dewi)

    training = participants.training(person, by=stage.cast.dewi, trainer=stage.cast.budi)

    assert list(person.trainings.values_list("title", "trainer", "held_on")) == [
        ("Pelatihan membatik", stage.cast.budi.pk, dt.date(2024, 3, 4))
    ]
    with pytest.raises(NotAllowedError):
        operations.remove_training(training=training, by=stage.cast.sari, at=now)
    operations.remove_training(training=training, by=stage.cast.dewi, at=now)
    assert not person.trainings.exists()


def test_training_is_the_agencys_to_record(stage, now):
    person = participants.person(stage.agency, by=stage.cast.dewi)

    with pytest.raises(NotAllowedError):
        participants.training(person, by=stage.cast.sari)
