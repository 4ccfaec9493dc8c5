"""The access matrix's addresses and forms of assessments, panels and decrees."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments import queries
from tests.access_world.world import TODAY, World, picture

ADDRESSES: dict[str, Callable[[World], Any]] = {
    "assessments:pk": lambda w: w.assigned.pk,
    "assessments:program": lambda w: w.stage.program.pk,
    "assessments:mine:program": lambda w: w.assigned.program_id,
    "assessments:assign:program": lambda w: w.accepted.enrollment.program_id,
    "assessments:assign_people:program": lambda w: w.accepted.enrollment.program_id,
    "assessments:convene:program": lambda w: w.recommended.program_id,
    "assessments:convene_panel:program": lambda w: w.recommended.program_id,
    "assessments:body": lambda w: w.stage.body.pk,
    "assessments:panel": lambda w: w.undrafted.pk,
    "assessments:case": lambda w: w.case.pk,
    "assessments:position": lambda w: 1,
    "assessments:criterion": lambda w: w.line.criterion.pk,
    "assessments:day": lambda w: w.consented.scheduled_on.isoformat(),
    "assessments:scheme": lambda w: w.consented.scheme_id,
    "assessments:element": lambda w: w.line.criterion.element_id,
    "assessments:unmark_element:element": lambda w: w.line.criterion.element_id,
    **{
        f"assessments:{route}:pk": pk
        for routes, pk in (
            (("consent", "record_consent"), lambda w: w.ready.pk),
            (("undo_absence",), lambda w: w.absent.pk),
            (
                (
                    "sheet",
                    "unit",
                    "line",
                    "mark",
                    "mark_element",
                    "add_note",
                    "add_photo",
                    "seat",
                    "mark_seat",
                ),
                lambda w: w.consented.pk,
            ),
            (("photo", "remove_photo"), lambda w: w.photo.pk),
            (("summary", "recommend", "unmark_element"), lambda w: w.marked.pk),
            (("returning", "return_to_assessor"), lambda w: w.recommended.pk),
            (
                (
                    "panel",
                    "panel_list",
                    "mark_case",
                    "closing",
                    "close_panel",
                    "canceling",
                    "cancel_panel",
                ),
                lambda w: w.case.panel_id,
            ),
            (("minutes",), lambda w: w.undrafted.pk),
            (
                ("decree", "decree_paper", "mending", "edit_decree", "signing", "sign_decree"),
                lambda w: w.draft.pk,
            ),
        )
        for route in routes
    },
}

BODIES: dict[str, Callable[[World], dict[str, Any]]] = {
    "assessments:assign_people": lambda w: {
        "people": [w.accepted.pk],
        "assessor": w.stage.rahma.pk,
        "scheduled_on": str(TODAY()),
    },
    "assessments:reassign": lambda w: {
        "assessor": w.stage.rahma.pk,
        "scheduled_on": str(TODAY()),
    },
    "assessments:decline_ready": lambda w: {"note": "Bukti kurang"},
    "assessments:record_consent": lambda w: {
        "candidate_agrees": "on",
        "assessor_agrees": "on",
        "appeal_explained": "on",
        "means": "paper",
    },
    "assessments:mark": lambda w: {"value": "met", "version": "0"},
    "assessments:mark_seat": lambda w: {"value": "met", "version": "0"},
    "assessments:add_note": lambda w: {"text": "Rapi"},
    "assessments:add_photo": lambda w: {"photo": SimpleUploadedFile("foto.png", picture())},
    "assessments:recommend": lambda w: {
        "outcome": "competent",
        "candidate_answer": "agrees",
        **{f"unit_{sheet.unit.pk}": "competent" for sheet in queries.sheet(w.marked)},
    },
    "assessments:return_to_assessor": lambda w: {"reason": "Lengkapi alasan"},
    "assessments:record_absence": lambda w: {"reason": "Tidak ada kabar"},
    "assessments:withdraw": lambda w: {"reason": "Pindah kota"},
    "assessments:convene_panel": lambda w: {
        "held_on": str(TODAY()),
        "place": "Kantor LSP",
        "chair": w.cast.wulan.pk,
        "members": [user.pk for user in w.cast.panel],
    },
    "assessments:mark_case": lambda w: {"choice": "postponed", "version": w.case.version},
    "assessments:close_panel": lambda w: {"seen": queries.state_of(queries.cases(w.case.panel))},
    "assessments:cancel_panel": lambda w: {"reason": "Kurang anggota"},
    "assessments:draft_decree": lambda w: {"number": "7/SK", "decided_on": str(TODAY())},
    "assessments:edit_decree": lambda w: {"number": "8/SK", "decided_on": str(TODAY())},
    "assessments:set_pattern": lambda w: {"pattern": "{seq}/SK/{year}"},
}
