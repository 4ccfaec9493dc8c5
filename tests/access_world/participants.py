"""The access matrix's addresses and forms of people, enrollments, applications and imports."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access_world.world import World, picture
from tests.factories import imports

PERSON = {
    "full_name": "Orang Contoh",
    "birth_place": "Jombang",
    "birth_date": "1980-05-17",
    "sex": "female",
    "address": "Dusun Contoh",
    "sure": "on",
}

ADDRESSES: dict[str, Callable[[World], Any]] = {
    **{
        f"participants:{route}:pk": pk
        for routes, pk in (
            (
                (
                    "import_columns",
                    "keep_columns",
                    "import_repairs",
                    "keep_repairs",
                    "import_review",
                    "commit_import",
                    "discard_import",
                    "rejected_rows",
                ),
                lambda w: w.import_draft.pk,
            ),
            (
                ("import", "import_file", "confirm_undo_import", "undo_import"),
                lambda w: w.saved_import.pk,
            ),
        )
        for route in routes
    },
    "participants:program": lambda w: w.stage.program.pk,
    "participants:person": lambda w: w.person.pk,
    "participants:pk": lambda w: w.person.pk,
    "participants:remove_training:pk": lambda w: w.training.pk,
    **{
        f"participants:{name}:pk": lambda w: w.enrollment.pk
        for name in ("enrollment", "change_scheme", "confirm_withdraw", "withdraw_enrollment")
    },
    "participants:rejoin_enrollment:pk": lambda w: w.left.pk,
    "participants:resubmit_application:pk": lambda w: w.returned.enrollment_id,
    "participants:withdraw_application:pk": lambda w: w.application.enrollment_id,
    **{
        f"participants:{name}:pk": lambda w: w.application.pk
        for name in (
            "application",
            "application_photo",
            "accept_application",
            "ask_return",
            "return_application",
            "ask_reject",
            "reject_application",
            "reveal_application",
            "revealed_application",
            "declare_tie_here",
        )
    },
    **{f"participants:{name}:pk": lambda w: w.stage.budi.pk for name in ("ties", "declare_tie")},
    "participants:remove_tie:pk": lambda w: w.tie.pk,
}

BODIES: dict[str, Callable[[World], dict[str, Any]]] = {
    "participants:save_person": lambda w: PERSON,
    "participants:set_photo": lambda w: {"photo": SimpleUploadedFile("foto.png", picture())},
    "participants:reveal_person": lambda w: {"reason": "mencocokkan KTP"},
    "participants:reveal_application": lambda w: {"reason": "mencocokkan KTP"},
    "participants:record_training": lambda w: {
        "title": "Membatik",
        "trainer_name": "Pelatih Contoh",
        "held_on": "2024-05-06",
    },
    "participants:enroll_person": lambda w: {"quota": w.quota.pk},
    "participants:add_participant": lambda w: (
        PERSON | {"nik": "9901015705809999", "scheme": w.stage.scheme.pk}
    ),
    "participants:enroll_same_person": lambda w: {"scheme": w.stage.scheme.pk},
    "participants:assign_wave": lambda w: {"pilih": w.enrollment.pk, "wave": w.stage.wave.pk},
    "participants:submit_applications": lambda w: {"pilih": w.enrollment.pk},
    "participants:change_scheme": lambda w: {"scheme": w.stage.scheme.pk},
    "participants:accept_applications": lambda w: {"pilih": w.application.pk},
    "participants:return_application": lambda w: {"note": "Foto belum ada"},
    "participants:reject_application": lambda w: {"note": "Di luar skema"},
    "participants:declare_tie": lambda w: {"nik": "9901015705809998", "tie": "sepupu"},
    "participants:declare_tie_here": lambda w: {"assessor": w.stage.rahma.pk, "tie": "sepupu"},
    "participants:start_import": lambda w: {"tempelan": imports.csv(imports.line(9003)).decode()},
}
