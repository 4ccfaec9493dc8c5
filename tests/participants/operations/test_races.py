"""Places and numbers when many enroll at once; the control without the lock goes wrong.

Reduced count: 8 people at once for 5 places (the promise holds for any number).
"""

import threading
import time

import pytest
from django.db import connections
from django.db.utils import IntegrityError, OperationalError

from certify.lib.errors import NotNowError
from participants import operations
from participants.models import Application, Enrollment
from programs import operations as program_operations
from programs.models import Quota
from tests.factories import participants, programs

PEOPLE = 8
PLACES = 5


def at_once(act, arguments) -> list[Exception | None]:
    """Run ``act`` in one thread for each argument, all released together."""
    barrier, outcomes = threading.Barrier(len(arguments)), [None] * len(arguments)

    def run(index, argument):
        try:
            barrier.wait()
            act(argument)
        except Exception as error:  # noqa: BLE001 -- kept and compared
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(index, argument))
        for index, argument in enumerate(arguments)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def committed_stage(committed_cast):
    return programs.stage(committed_cast, places=PLACES)


def test_no_place_and_no_number_is_given_twice(committed_stage, now):
    stage, dewi = committed_stage, committed_stage.cast.dewi
    people = [participants.person(stage.agency, by=dewi) for _ in range(PEOPLE)]

    outcomes = at_once(
        lambda person: operations.enroll(
            program=stage.program, person=person, scheme=stage.scheme, by=dewi, at=now
        ),
        people,
    )

    numbers = Enrollment.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5]
    refused = [error for error in outcomes if error is not None]
    assert [type(error) for error in refused] == [NotNowError] * (PEOPLE - PLACES)
    assert {"sudah penuh" in str(error) for error in refused} == {True}


def unlocked(person, stage, now):
    """What enrolling would be without the lock: read, think, write."""
    number = operations.next_number(stage.program)
    left = Quota.objects.get().places - Enrollment.objects.count()
    time.sleep(0.2)
    if left < 1:
        raise NotNowError
    Enrollment.objects.create(
        program=stage.program,
        person=person,
        number=number,
        scheme=stage.scheme,
        status="registered",
        created_at=now,
    )


def test_control_without_the_lock_fails(committed_stage, now):
    stage = committed_stage
    people = [participants.person(stage.agency, by=stage.cast.dewi) for _ in range(PEOPLE)]

    outcomes = at_once(lambda person: unlocked(person, stage, now), people)

    collided = [error for error in outcomes if isinstance(error, IntegrityError | OperationalError)]
    assert collided or Enrollment.objects.count() > PLACES


def test_two_who_send_the_same_people_make_one_application_each(committed_stage, now):
    stage, dewi = committed_stage, committed_stage.cast.dewi
    rows = [participants.enrollment(stage.program, stage.scheme, by=dewi) for _ in range(3)]
    tallies = []

    outcomes = at_once(
        lambda _: tallies.append(
            operations.send_applications(
                program=stage.program, enrollments=rows, by=dewi, at=now
            ).done
        ),
        range(4),
    )

    assert outcomes == [None] * 4
    assert sorted(tallies) == [0, 0, 0, 3]
    assert Application.objects.count() == 3


def test_quota_and_people_never_disagree(committed_stage, now):
    """Lowering the quota while people enroll: whoever comes second is told."""
    stage, dewi = committed_stage, committed_stage.cast.dewi
    people = [participants.person(stage.agency, by=dewi) for _ in range(4)]

    def act(person):
        if person is None:
            program_operations.set_quota(
                program=stage.program, scheme=stage.scheme, places=2, by=dewi, at=now
            )
        else:
            operations.enroll(
                program=stage.program, person=person, scheme=stage.scheme, by=dewi, at=now
            )

    outcomes = at_once(act, [*people, None])

    assert {type(error) for error in outcomes if error} <= {NotNowError}
    assert Enrollment.objects.count() <= Quota.objects.get().places
