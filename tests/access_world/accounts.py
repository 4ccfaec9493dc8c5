"""The access matrix's addresses and forms of accounts, signing in and organizations."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from certify.accounts import tokens
from tests.access_world.world import NEW_PASSWORD, TODAY, World, picture

ADDRESSES: dict[str, Callable[[World], Any]] = {
    "accounts:organization": lambda w: w.cast.body.pk,
    "accounts:person": lambda w: w.cast.hadi.pk,
    "accounts:signatory": lambda w: w.signatory.pk,
    "accounts:enable:person": lambda w: w.former.pk,
    "accounts:link": lambda w: w.link.pk,
    "accounts:grant": lambda w: w.grant.pk,
    "accounts:reset": lambda w: w.reset.pk,
    "accounts:logo:organization": lambda w: w.body_with_logo.pk,
    "accounts:token": lambda w: tokens.make(w.link.nonce),
    "accounts:password_arrival:token": lambda w: tokens.make(w.password_link.nonce),
    "accounts:set_password:token": lambda w: tokens.make(w.password_link.nonce),
}

BODIES: dict[str, Callable[[World], dict[str, Any]]] = {
    "accounts:save_letterhead": lambda w: {
        "name": "LSP Baru",
        "short_name": "LB",
        "city": "Kediri",
    },
    "accounts:add_signatory": lambda w: {
        "name": "Nama Baru",
        "position": "Ketua",
        "starts_on": "2026-01-02",
    },
    "accounts:save_signatory": lambda w: {
        "name": "Nama Baru",
        "position": "Ketua",
        "starts_on": "2026-01-02",
    },
    "accounts:replace_logo": lambda w: {"logo": SimpleUploadedFile("logo.png", picture())},
    "accounts:create_organization": lambda w: {
        "kind": "agency",
        "name": "Dinas Baru",
        "short_name": "DB",
        "city": "Kediri",
        "full_name": "Orang Pertama",
        "roles": ["agency_staff"],
    },
    "accounts:invite": lambda w: {"full_name": "Orang Baru", "roles": ["organization_admin"]},
    "accounts:grant_role": lambda w: {"role": "body_admin", "starts_on": str(TODAY())},
    "accounts:end_role": lambda w: {f"peran-{w.grant.pk}-ends_on": str(TODAY())},
    "accounts:disable": lambda w: {"nonaktif-reason": "Pindah tugas"},
    "accounts:request_factor_reset": lambda w: {"reason": "Ponsel hilang"},
    "accounts:accept_invitation": lambda w: {
        "username": "orang.baru",
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD,
    },
    "accounts:set_password": lambda w: {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
}
