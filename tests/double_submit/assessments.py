"""Assessments, panels and decrees."""

from tests.double_submit.case import Case

ASSESSOR = (
    "confirm_ready",
    "decline_ready",
    "record_consent",
    "mark",
    "mark_seat",
    "mark_element",
    "unmark_element",
    "add_note",
    "add_photo",
    "remove_photo",
    "recommend",
    "record_absence",
    "undo_absence",
    "withdraw",
)
MANAGER = (
    "assign_people",
    "reassign",
    "return_to_assessor",
    "convene_panel",
    "cancel_panel",
    "draft_decree",
    "edit_decree",
    "set_pattern",
)

CASES = {
    **{f"assessments:{route}": Case("assessor") for route in ASSESSOR},
    **{f"assessments:{route}": Case("manager") for route in MANAGER},
    "assessments:mark_case": Case("committee"),
    "assessments:close_panel": Case("committee"),
    "assessments:sign_decree": Case("director"),
}
