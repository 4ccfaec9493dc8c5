"""Places and numbers when many enroll at once; the control without the lock goes wrong.

Reduced count: 8 people at once for 5 places (the promise holds for any number).
"""

import functools
import time

import pytest
from django.db.utils import IntegrityError, OperationalError

from certify.lib.errors import NotNowError
from participants import operations
from participants.models import Application, Enrollment
from programs import operations as program_operations
from programs.models import Quota
from tests.factories import participants, programs
from tests.racing import at_once

PEOPLE = 8
PLACES = 5


@pytest.fixture
def committed_stage(committed_cast):
    return programs.stage(committed_cast, places=PLACES)


def test_no_place_and_no_number_is_given_twice(committed_stage, now):
    stage, dewi = committed_stage, committed_stage.cast.dewi
    people = [participants.person(stage.agency, by=dewi) for _ in range(PEOPLE)]

    ends = at_once(
        *(
            functools.partial(
                operations.enroll,
                program=stage.program,
                person=person,
                scheme=stage.scheme,
                by=dewi,
                at=now,
            )
            for person in people
        )
    )

    numbers = Enrollment.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5]
    refused = [end for end in ends if not isinstance(end, Enrollment)]
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

    ends = at_once(*(functools.partial(unlocked, person, stage, now) for person in people))

    collided = [end for end in ends if isinstance(end, IntegrityError | OperationalError)]
    assert collided or Enrollment.objects.count() > PLACES


def test_two_who_send_the_same_people_make_one_application_each(committed_stage, now):
    stage, dewi = committed_stage, committed_stage.cast.dewi
    rows = [participants.enrollment(stage.program, stage.scheme, by=dewi) for _ in range(3)]

    def send() -> int:
        return operations.send_applications(
            program=stage.program, enrollments=rows, by=dewi, at=now
        ).done

    assert sorted(at_once(send, send, send, send)) == [0, 0, 0, 3]
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

    ends = at_once(*(functools.partial(act, person) for person in [*people, None]))

    assert {type(end) for end in ends if end} <= {NotNowError}
    assert Enrollment.objects.count() <= Quota.objects.get().places
