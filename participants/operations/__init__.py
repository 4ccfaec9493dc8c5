"""Every change of people, enrollments and applications, one function each."""

from participants.operations.applications import (
    accept_application,
    accept_applications,
    reject_application,
    resubmit_application,
    return_application,
    send_applications,
    withdraw_application,
)
from participants.operations.enrollments import (
    assign_wave,
    change_scheme,
    enroll,
    lock_program,
    next_number,
    places_left,
    rejoin_enrollment,
    withdraw_enrollment,
    write_enrollment,
)
from participants.operations.people import (
    edit_person,
    register_person,
    remove_photo,
    rewrite_person,
    set_photo,
    write_person,
)
from participants.operations.reveals import reveal_application, reveal_person
from participants.operations.ties import declare_tie, remove_tie
from participants.operations.trainings import TrainingFacts, record_training, remove_training

__all__ = [
    "TrainingFacts",
    "accept_application",
    "accept_applications",
    "assign_wave",
    "change_scheme",
    "declare_tie",
    "edit_person",
    "enroll",
    "lock_program",
    "next_number",
    "places_left",
    "record_training",
    "register_person",
    "reject_application",
    "rejoin_enrollment",
    "remove_photo",
    "remove_tie",
    "remove_training",
    "resubmit_application",
    "return_application",
    "reveal_application",
    "reveal_person",
    "rewrite_person",
    "send_applications",
    "set_photo",
    "withdraw_application",
    "withdraw_enrollment",
    "write_enrollment",
    "write_person",
]
