"""The agency's register of people: entered, corrected, photographed."""

from dataclasses import fields
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from certify.accounts.models import User
from certify.audit import trail
from certify.lib import nik as nik_rules
from certify.lib.errors import InvalidInputError
from certify.privacy import keys
from participants import permissions, queries
from participants.content import PersonFacts
from participants.models import Person
from programs.models import Agency

TAKEN = (
    "Orang dengan NIK ini sudah ada dalam daftar dinas Anda. "
    "Pilih “orang yang sama”, atau periksa lagi NIK-nya."
)


def write_person(*, agency: Agency, facts: PersonFacts, at: datetime) -> Person:
    """Write a new row without permission or trail, for operations that record many at once.

    Raises:
        InvalidInputError: the agency has a person with this NIK.
    """
    person = Person(agency=agency, created_at=at)
    _set_facts(person, facts)
    _save(person)
    return person


def rewrite_person(*, person: Person, facts: PersonFacts) -> Person:
    """Change a row without permission or trail, for operations that record many at once.

    Raises:
        InvalidInputError: the agency has another person with this NIK.
    """
    _set_facts(person, facts)
    _save(person)
    return person


def _set_facts(person: Person, facts: PersonFacts) -> None:
    for one in fields(facts):
        column = "village_id" if one.name == "village" else one.name
        setattr(person, column, getattr(facts, one.name))
    person.nik_hash = keys.index(facts.nik)
    person.is_example = nik_rules.is_invented(facts.nik)


def _save(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        if queries.with_same_nik(person).exists():
            raise InvalidInputError(TAKEN) from error
        raise


@transaction.atomic
def register_person(*, agency: Agency, facts: PersonFacts, by: User, at: datetime) -> Person:
    """Enter one person by hand.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
        InvalidInputError: the agency has a person with this NIK.
    """
    permissions.may_register_person(by, agency).require()
    person = write_person(agency=agency, facts=facts, at=at)
    trail.record(
        name="person.registered",
        summary="mencatat orang ini",
        subject=person,
        by=by,
        at=at,
        within=agency.organization,
    )
    return person


@transaction.atomic
def edit_person(*, person: Person, facts: PersonFacts, by: User, at: datetime) -> Person:
    """Correct what is known of a person; applications already sent keep their copy.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
        InvalidInputError: the agency has another person with this NIK.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    permissions.may_edit_person(by, locked).require()
    before = {one.name: _stored(locked, one.name) for one in fields(facts)}
    rewrite_person(person=locked, facts=facts)
    changed = sorted(name for name, value in before.items() if value != _stored(locked, name))
    trail.record(
        name="person.edited",
        summary="mengubah data orang ini",
        subject=locked,
        by=by,
        at=at,
        within=locked.agency.organization,
        data={"fields": changed},
    )
    return locked


def _stored(person: Person, name: str) -> object:
    return person.village_id if name == "village" else getattr(person, name)


@transaction.atomic
def set_photo(*, person: Person, jpeg: bytes, by: User, at: datetime) -> Person:
    """Keep a photograph that was already re-encoded (participants.rules.portrait).

    The old file goes when no application copied it.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    permissions.may_edit_person(by, locked).require()
    old = locked.photo.name
    locked.photo.save(f"{get_random_string(32)}.jpg", ContentFile(jpeg), save=False)
    locked.save(update_fields=["photo"])
    _forget_file(locked, old)
    trail.record(
        name="person.photographed",
        summary="memasang pas foto",
        subject=locked,
        by=by,
        at=at,
        within=locked.agency.organization,
    )
    return locked


@transaction.atomic
def remove_photo(*, person: Person, by: User, at: datetime) -> Person:
    """Take the photograph out of the register.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    permissions.may_edit_person(by, locked).require()
    old = locked.photo.name
    locked.photo = ""
    locked.save(update_fields=["photo"])
    _forget_file(locked, old)
    trail.record(
        name="person.photo_removed",
        summary="menghapus pas foto",
        subject=locked,
        by=by,
        at=at,
        within=locked.agency.organization,
    )
    return locked


def _forget_file(person: Person, name: str | None) -> None:
    if name and not queries.photo_is_copied(name):
        storage = person.photo.storage
        transaction.on_commit(lambda: storage.delete(name))
