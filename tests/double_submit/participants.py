"""People, enrollments, applications, ties and imports."""

from typing import Any

from django.test import Client

from tests.access_world import World
from tests.double_submit.case import Case
from tests.factories import programs


def _another_scheme(world: World, client: Client) -> dict[str, Any]:
    del client
    scheme = programs.scheme(world.stage.body, by=world.cast.tuti, name="Tukang Cap")
    programs.quota(world.stage.program, scheme, by=world.cast.dewi)
    return {"scheme": scheme.pk}


def _another_wave(world: World, client: Client) -> dict[str, Any]:
    del client
    wave = programs.wave(world.stage.program, by=world.cast.dewi)
    return {"pilih": world.enrollment.pk, "wave": wave.pk}


AGENCY = (
    "save_person",
    "set_photo",
    "remove_photo",
    "reveal_person",
    "record_training",
    "remove_training",
    "enroll_person",
    "add_participant",
    "enroll_same_person",
    "submit_applications",
    "withdraw_enrollment",
    "rejoin_enrollment",
    "resubmit_application",
    "withdraw_application",
    "start_import",
    "commit_import",
    "discard_import",
    "undo_import",
)
BODY = (
    "accept_application",
    "accept_applications",
    "return_application",
    "reject_application",
    "reveal_application",
    "declare_tie",
    "declare_tie_here",
    "remove_tie",
)

CASES = {
    **{f"participants:{route}": Case("agency_staff") for route in AGENCY},
    **{f"participants:{route}": Case("body_admin") for route in BODY},
    "participants:change_scheme": Case("agency_staff", fields=_another_scheme),
    "participants:assign_wave": Case("agency_staff", fields=_another_wave),
    # Answers are laid over those kept, and the trail counts them only with the saving: that they
    # were laid once is told by nothing but the key, which belongs to the same transaction.
    "participants:keep_columns": Case(
        "agency_staff", fields=lambda w, c: {"kolom-2": "ignored"}, leaves="once_usedkey"
    ),
    "participants:keep_repairs": Case(
        "agency_staff", fields=lambda w, c: {"lewati": "2"}, leaves="once_usedkey"
    ),
}
