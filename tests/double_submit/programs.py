"""Programs, standards, schemes and assessors."""

import dataclasses

from programs import operations
from tests.access_world import PROGRAM, World
from tests.double_submit.case import Case
from tests.factories import programs
from tests.factories.programs import LONG_AGO


def _planned(world: World) -> dict[str, int]:
    made = programs.program(world.cast.agency, by=world.cast.dewi)
    programs.quota(made, world.stage.scheme, by=world.cast.dewi)
    return {"pk": made.pk}


def _closed(world: World) -> dict[str, int]:
    operations.close_program(program=world.stage.program, by=world.cast.dewi, at=LONG_AGO)
    return {"pk": world.stage.program.pk}


def _empty_quota(world: World) -> dict[str, int]:
    made = programs.program(world.cast.agency, by=world.cast.dewi)
    return {"pk": programs.quota(made, world.stage.scheme, by=world.cast.dewi).pk}


def _empty_wave(world: World) -> dict[str, int]:
    return {"pk": programs.wave(world.stage.program, by=world.cast.dewi).pk}


def _unused_standard(world: World) -> dict[str, int]:
    text = dataclasses.replace(programs.example_standard(), code="BARU")
    body, by = world.stage.body, world.cast.tuti
    return {"pk": operations.import_standard(body=body, text=text, by=by, at=LONG_AGO).pk}


CASES = {
    "programs:create_program": Case("agency_staff"),
    "programs:save_program": Case("agency_staff", fields=lambda w, c: PROGRAM | {"year": 2027}),
    "programs:open_program": Case("agency_staff", address=_planned),
    "programs:close_program": Case("agency_staff"),
    "programs:reopen_program": Case("agency_staff", address=_closed),
    "programs:set_quota": Case("agency_staff"),
    "programs:remove_quota": Case("agency_staff", address=_empty_quota),
    "programs:add_wave": Case("agency_staff"),
    "programs:save_wave": Case("agency_staff"),
    "programs:remove_wave": Case("agency_staff", address=_empty_wave),
    "programs:add_venue": Case("agency_staff"),
    "programs:save_venue": Case("agency_staff"),
    "programs:import_standard": Case("manager"),
    "programs:remove_standard": Case("manager", address=_unused_standard),
    "programs:create_scheme": Case("manager"),
    "programs:save_scheme": Case("manager"),
    "programs:publish_scheme": Case("manager"),
    "programs:renew_scheme": Case("manager"),
    "programs:retire_scheme": Case("manager"),
    "programs:register_assessor": Case("manager"),
    "programs:save_assessor": Case("manager"),
    "programs:save_body": Case("manager"),
}
