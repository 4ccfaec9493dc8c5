"""Every change of programs, one function each."""

from programs.operations.assessors import AssessorFacts, edit_assessor, register_assessor
from programs.operations.profiles import agency_for, body_for, update_body
from programs.operations.programs import (
    ProgramFacts,
    close_program,
    create_program,
    edit_program,
    open_program,
    reopen_program,
)
from programs.operations.regions import load_regions
from programs.operations.rounds import (
    VenueFacts,
    WaveFacts,
    add_venue,
    add_wave,
    edit_venue,
    edit_wave,
    remove_quota,
    remove_wave,
    set_quota,
)
from programs.operations.schemes import (
    SchemeFacts,
    WorkGroup,
    create_scheme,
    edit_scheme,
    new_scheme_version,
    publish_scheme,
    retire_scheme,
)
from programs.operations.standards import import_catalogue, import_standard, remove_standard

__all__ = [
    "AssessorFacts",
    "ProgramFacts",
    "SchemeFacts",
    "VenueFacts",
    "WaveFacts",
    "WorkGroup",
    "add_venue",
    "add_wave",
    "agency_for",
    "body_for",
    "close_program",
    "create_program",
    "create_scheme",
    "edit_assessor",
    "edit_program",
    "edit_scheme",
    "edit_venue",
    "edit_wave",
    "import_catalogue",
    "import_standard",
    "load_regions",
    "new_scheme_version",
    "open_program",
    "publish_scheme",
    "register_assessor",
    "remove_quota",
    "remove_standard",
    "remove_wave",
    "reopen_program",
    "retire_scheme",
    "set_quota",
    "update_body",
]
