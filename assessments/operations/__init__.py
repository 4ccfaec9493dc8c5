"""Every change of an assessment, a panel or a decree, one function each."""

from assessments.operations.assigning import assign, assign_many, reassign
from assessments.operations.attending import (
    confirm_ready,
    decline_ready,
    record_absence,
    record_consent,
    undo_absence,
    withdraw,
)
from assessments.operations.decreeing import draft_decree, edit_decree, set_pattern, sign_decree
from assessments.operations.evidence import add_photo, remove_photo
from assessments.operations.marking import add_note, mark, mark_element, unmark_element, words_of
from assessments.operations.paneling import cancel_panel, close_panel, convene, mark_case
from assessments.operations.recommending import recommend, return_to_assessor

__all__ = [
    "add_note",
    "add_photo",
    "assign",
    "assign_many",
    "cancel_panel",
    "close_panel",
    "confirm_ready",
    "convene",
    "decline_ready",
    "draft_decree",
    "edit_decree",
    "mark",
    "mark_case",
    "mark_element",
    "reassign",
    "recommend",
    "record_absence",
    "record_consent",
    "remove_photo",
    "return_to_assessor",
    "set_pattern",
    "sign_decree",
    "undo_absence",
    "unmark_element",
    "withdraw",
    "words_of",
]
