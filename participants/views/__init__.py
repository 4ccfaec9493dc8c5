"""Pages and acts of people, enrollments and applications, in the order of their addresses."""

from participants.views.answers import (
    accept_application,
    accept_applications,
    ask_reject,
    ask_return,
    reject_application,
    return_application,
)
from participants.views.applications import application, application_photo, applications
from participants.views.enrollments import (
    assign_wave,
    change_scheme,
    confirm_withdraw,
    enrollment,
    enrollments,
    rejoin_enrollment,
    withdraw_enrollment,
)
from participants.views.entry import add_participant, enroll_same_person, new_participant
from participants.views.people import (
    edit_person,
    enroll_person,
    people,
    person,
    photo,
    remove_photo,
    save_person,
    set_photo,
)
from participants.views.reveals import (
    reveal_application,
    reveal_person,
    revealed_application,
    revealed_person,
)
from participants.views.sending import (
    resubmit_application,
    send_applications,
    submit_applications,
    withdraw_application,
)
from participants.views.ties import declare_tie, declare_tie_here, remove_tie, ties
from participants.views.trainings import new_training, record_training, remove_training

__all__ = [
    "accept_application",
    "accept_applications",
    "add_participant",
    "application",
    "application_photo",
    "applications",
    "ask_reject",
    "ask_return",
    "assign_wave",
    "change_scheme",
    "confirm_withdraw",
    "declare_tie",
    "declare_tie_here",
    "edit_person",
    "enroll_person",
    "enroll_same_person",
    "enrollment",
    "enrollments",
    "new_participant",
    "new_training",
    "people",
    "person",
    "photo",
    "record_training",
    "reject_application",
    "rejoin_enrollment",
    "remove_photo",
    "remove_tie",
    "remove_training",
    "resubmit_application",
    "return_application",
    "reveal_application",
    "reveal_person",
    "revealed_application",
    "revealed_person",
    "save_person",
    "send_applications",
    "set_photo",
    "submit_applications",
    "ties",
    "withdraw_application",
    "withdraw_enrollment",
]
