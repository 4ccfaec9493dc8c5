"""Ties that keep a person from assessing or deciding on somebody, each in one sentence."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from assessments import rules
from assessments.enums import Part
from assessments.models import Participation
from certify.accounts.models import User
from certify.lib.names import same_key
from participants.models import Application, KinTie, Training
from programs.models import Assessor

Sentences = dict[int, dict[int, str]]


def _trainings(applications: list[Application]) -> dict[int, list[Training]]:
    people: dict[int, list[Training]] = defaultdict(list)
    rows = Training.objects.filter(
        person__enrollments__in=[application.enrollment_id for application in applications]
    )
    for training in rows:
        people[training.person_id].append(training)
    return people


def _kin(applications: list[Application], users: list[User]) -> set[tuple[int, str]]:
    return set(
        KinTie.objects.filter(
            assessor__user__in=users,
            nik_hash__in=[application.nik_hash for application in applications],
        ).values_list("assessor__user", "nik_hash")
    )


def _trained(user: User, trainings: Iterable[Training]) -> bool:
    # A trainer outside the system is known by name only, so the name decides; a namesake is
    # cleared by naming the trainer's account in the training.
    return any(
        training.trainer_id == user.pk
        if training.trainer_id
        else same_key(training.trainer_name) == same_key(user.full_name)
        for training in trainings
    )


def of_assessor(assessor: Assessor, applications: Iterable[Application]) -> dict[int, str]:
    """Say by application why this assessor may not assess that person (ISO/IEC 17024 6.2.2).

    Trained them, is their relative, or works in the same business. Applications without a tie
    are left out. Needs ``enrollment`` on each application; two queries for any number.
    """
    rows = list(applications)
    trainings, kin = _trainings(rows), _kin(rows, [assessor.user])
    name = assessor.user.full_name
    found: dict[int, str] = {}
    for row in rows:
        if _trained(assessor.user, trainings[row.enrollment.person_id]):
            found[row.pk] = f"{name} melatih {row.full_name}, jadi tidak boleh menilainya."
        elif (assessor.user_id, row.nik_hash) in kin:
            found[row.pk] = (
                f"{name} punya hubungan keluarga atau dekat dengan {row.full_name}, "
                "jadi tidak boleh menilainya."
            )
        elif rules.same_business(assessor.employer, row.business_name):
            found[row.pk] = (
                f"{name} dan {row.full_name} berasal dari usaha yang sama, jadi tidak boleh "
                "menilainya."
            )
    return found


def of_deciders(users: Iterable[User], applications: Iterable[Application]) -> Sentences:
    """Say by application and user why this user may not decide on that person.

    Assessed them, was assigned to, trained them, is their relative, or issued for them. Needs
    ``enrollment`` and ``assessment`` on each application; three queries for any number.
    """
    people, rows = list(users), list(applications)
    trainings, kin = _trainings(rows), _kin(rows, people)
    parts = {
        (application, user): part
        for application, user, part in Participation.objects.filter(
            ~Q(part=Part.DECIDER),
            assessment__application__in=[row.pk for row in rows],
            user__in=people,
        ).values_list("assessment__application", "user", "part")
    }
    words = {
        Part.ASSESSOR: "menilai orang ini",
        Part.FORMER_ASSESSOR: "pernah ditugaskan menilai orang ini",
        Part.ISSUER: "menerbitkan sertifikat orang ini",
    }
    found: Sentences = {row.pk: {} for row in rows}
    for row in rows:
        for user in people:
            part = parts.get((row.pk, user.pk))
            if part:
                found[row.pk][user.pk] = f"{user.full_name} {words[Part(part)]}"
            elif _trained(user, trainings[row.enrollment.person_id]):
                found[row.pk][user.pk] = f"{user.full_name} melatih orang ini"
            elif (user.pk, row.nik_hash) in kin:
                found[row.pk][user.pk] = f"{user.full_name} kerabat orang ini"
    return found
