"""Who trained a person, and when: the assignment of assessors is checked against it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from certify.accounts.models import User
from certify.audit import trail
from participants import permissions
from participants.models import Person, Training


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFacts:
    """A training; ``trainer`` is the trainer's account when the person is known here."""

    title: str
    trainer_name: str
    held_on: date
    provider: str = ""
    trainer: User | None = None


@transaction.atomic
def record_training(*, person: Person, facts: TrainingFacts, by: User, at: datetime) -> Training:
    """Write down a training of a person.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
    """
    permissions.may_edit_person(by, person).require()
    training = Training.objects.create(
        person=person,
        title=facts.title,
        provider=facts.provider,
        trainer_name=facts.trainer_name,
        trainer=facts.trainer,
        held_on=facts.held_on,
    )
    _record(training, "training.recorded", "mencatat pelatihan", by=by, at=at)
    return training


@transaction.atomic
def remove_training(*, training: Training, by: User, at: datetime) -> None:
    """Take back a training entered by mistake.

    Raises:
        NotAllowedError: ``by`` does not keep this agency's register.
    """
    permissions.may_edit_person(by, training.person).require()
    _record(training, "training.removed", "menghapus catatan pelatihan", by=by, at=at)
    training.delete()


def _record(training: Training, name: str, summary: str, *, by: User, at: datetime) -> None:
    person = training.person
    trail.record(
        name=name,
        summary=summary,
        subject=person,
        by=by,
        at=at,
        within=person.agency.organization,
        data={"training": training.pk, "held_on": training.held_on.isoformat()},
    )
