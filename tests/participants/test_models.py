"""What the database itself refuses, by the name of the constraint; words of rows."""

import pytest
from django.db import IntegrityError, connection, transaction

from participants import models
from participants.models import KinTie, NikReveal, Person
from tests.factories import participants

# SQLite names the columns of a broken unique constraint, PostgreSQL its name.
BROKEN = {
    "person_nik_is_unique_in_agency": (
        "participants_person.agency_id, participants_person.nik_hash",
        lambda w: again(w["person"], pk=None),
    ),
    "person_sex_is_known": ("", lambda w: again(w["person"], sex="lain")),
    "import_status_is_known": ("", lambda w: again(w["draft"], status="lain")),
    "person_enrolls_once_in_a_program": (
        "participants_enrollment.program_id, participants_enrollment.person_id",
        lambda w: again(w["enrollment"], pk=None, number=99),
    ),
    "enrollment_number_is_unique_in_program": (
        "participants_enrollment.program_id, participants_enrollment.number",
        lambda w: again(w["enrollment"], pk=None, person=w["other"]),
    ),
    "enrollment_status_is_known": ("", lambda w: again(w["enrollment"], status="lain")),
    "application_status_is_known": ("", lambda w: again(w["application"], status="lain")),
    "application_answer_has_person_and_moment": (
        "",
        lambda w: again(w["application"], answered_at=w["now"]),
    ),
    "nik_reveal_is_of_a_person_or_an_application": (
        "",
        lambda w: again(w["reveal"], application=w["application"]),
    ),
    "one_tie_per_assessor_and_person": (
        "participants_kintie.assessor_id, participants_kintie.nik_hash",
        lambda w: again(w["tie"], pk=None),
    ),
}


def again(row, **changes):
    """Save a row, or a copy of it when ``pk`` is None, with some columns changed."""
    for name, value in changes.items():
        setattr(row, name, value)
    row._state.adding = row.pk is None
    row.save()


@pytest.fixture
def world(stage, now):
    application = participants.application_at("submitted", stage)
    person = application.enrollment.person
    return {
        "now": now,
        "application": application,
        "enrollment": application.enrollment,
        "person": person,
        "other": participants.person(stage.agency, by=stage.cast.dewi),
        "reveal": NikReveal.objects.create(
            person=person, user=stage.cast.dewi, reason="cocokkan", at=now
        ),
        "tie": participants.tie(stage.budi, person.nik, by=stage.cast.budi),
        "draft": models.ImportDraft.objects.create(
            program=stage.program,
            file_name="daftar.xlsx",
            file_sha256="0" * 64,
            state="{}",
            created_by=stage.cast.dewi,
            created_at=now,
            expires_at=now,
        ),
    }


def test_every_constraint_is_tried():
    named = {
        constraint.name
        for model in vars(models).values()
        if isinstance(model, type) and issubclass(model, models.models.Model)
        if model.__module__ == "participants.models" and not model._meta.abstract
        for constraint in model._meta.constraints
    }

    assert set(BROKEN) == named


@pytest.mark.parametrize("name", BROKEN)
def test_database_refuses(name, world):
    columns, break_it = BROKEN[name]

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        break_it(world)

    said = str(caught.value)
    assert name in said or (columns and columns in said)


def test_nik_is_unreadable_in_the_database(stage):
    person = participants.person(stage.agency, by=stage.cast.dewi)

    with connection.cursor() as cursor:
        cursor.execute("SELECT nik, nik_hash FROM participants_person WHERE id = %s", [person.pk])
        stored, hashed = cursor.fetchone()

    assert Person.objects.get(pk=person.pk).nik == person.nik
    assert person.nik not in stored
    assert person.nik not in hashed


def test_rows_name_themselves(world, stage):
    training = participants.training(world["person"], by=stage.cast.dewi)
    name = world["person"].full_name

    assert [
        str(world["person"]),
        str(world["enrollment"]),
        str(world["application"]),
        str(training),
        str(world["draft"]),
        str(KinTie.objects.get()).endswith(": adik kandung"),
        str(world["reveal"]).startswith("Dewi "),
    ] == [
        name,
        f"1. {name}",
        f"{name} · Pembatik Tulis",
        "Pelatihan membatik (Pelatih Contoh)",
        f"daftar.xlsx → {stage.program}",
        True,
        True,
    ]
