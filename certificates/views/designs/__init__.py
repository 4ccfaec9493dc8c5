"""Designs of a body's certificate: the list, a version, the form with its picture, the moves."""

from certificates.views.designs.editing import (
    design_form,
    save_design,
    try_design,
)
from certificates.views.designs.moves import (
    activate_design,
    copy_design,
    design_freezing,
    design_retirement,
    freeze_design,
    retire_design,
)
from certificates.views.designs.pages import (
    create_design,
    design,
    design_pdf,
    design_picture,
    designs,
    new_design,
)

__all__ = [
    "activate_design",
    "copy_design",
    "create_design",
    "design",
    "design_form",
    "design_freezing",
    "design_pdf",
    "design_picture",
    "design_retirement",
    "designs",
    "freeze_design",
    "new_design",
    "retire_design",
    "save_design",
    "try_design",
]
