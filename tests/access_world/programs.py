"""The access matrix's addresses and forms of programs."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from programs.importing import SHIPPED_STANDARDS
from tests.access_world.world import World

PROGRAM = {"name": "Program Baru", "year": 2026, "funding_source": "apbd"}
WAVE = {"name": "Angkatan Baru", "starts_on": "2026-01-05", "ends_on": "2026-01-06"}
VENUE = {"name": "Balai Baru", "kind": "temporary", "address": "Jalan Contoh 2"}
SCHEME = {
    "code": "SKM-BARU",
    "name": "Skema Baru",
    "kind": "occupation",
    "field": "Industri Batik",
    "field_en": "Batik Industry",
    "qualification": "Pembatik Tulis",
    "qualification_en": "Batik Maker",
    "validity_months": 36,
}
ASSESSOR = {
    "met_number": "MET.000.009999.2026",
    "valid_until": "2099-01-01",
    "daily_capacity": 10,
    "is_active": "on",
}

ADDRESSES: dict[str, Callable[[World], Any]] = {
    "programs:pk": lambda w: w.stage.program.pk,
    "programs:body": lambda w: w.stage.body.pk,
    "programs:standard": lambda w: w.stage.scheme.standard_id,
    **{f"programs:{name}:pk": lambda w: w.quota.pk for name in ("edit_quota", "remove_quota")},
    **{
        f"programs:{name}:pk": lambda w: w.stage.wave.pk
        for name in ("edit_wave", "save_wave", "remove_wave")
    },
    **{
        f"programs:{name}:pk": lambda w: w.stage.wave.venue_id
        for name in ("edit_venue", "save_venue")
    },
    **{
        f"programs:{name}:pk": lambda w: w.stage.scheme.standard_id
        for name in ("standard", "remove_standard")
    },
    **{
        f"programs:{name}:pk": lambda w: w.stage.scheme.pk
        for name in ("scheme", "renew_scheme", "confirm_retire_scheme", "retire_scheme")
    },
    **{
        f"programs:{name}:pk": lambda w: w.draft_scheme.pk
        for name in ("edit_scheme", "save_scheme", "publish_scheme")
    },
    **{
        f"programs:{name}:pk": lambda w: w.stage.budi.pk
        for name in ("assessor", "edit_assessor", "save_assessor")
    },
    **{f"programs:{name}:pk": lambda w: w.stage.body.pk for name in ("body", "save_body")},
}

BODIES: dict[str, Callable[[World], dict[str, Any]]] = {
    "programs:create_program": lambda w: PROGRAM,
    "programs:save_program": lambda w: PROGRAM,
    "programs:set_quota": lambda w: {"scheme": w.stage.scheme.pk, "places": 50},
    "programs:add_wave": lambda w: WAVE | {"venue": w.stage.wave.venue_id},
    "programs:save_wave": lambda w: WAVE | {"venue": w.stage.wave.venue_id},
    "programs:add_venue": lambda w: VENUE,
    "programs:save_venue": lambda w: VENUE,
    "programs:import_standard": lambda w: {
        "file": SimpleUploadedFile("standar.json", SHIPPED_STANDARDS.read_bytes())
    },
    "programs:create_scheme": lambda w: SCHEME,
    "programs:save_scheme": lambda w: SCHEME,
    "programs:register_assessor": lambda w: ASSESSOR | {"user": w.new_assessor.pk},
    "programs:save_assessor": lambda w: ASSESSOR,
    "programs:save_body": lambda w: {"digital_line": "Salinan digital", "register_prefix": "BTK"},
}
