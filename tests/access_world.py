"""One world for the access matrix: every object once, made by the real operations.

``address`` gives the arguments of a route, ``body`` what a well-formed form would send. The
objects are all ours, so that for the strangers (the same roles in another agency and another
body) every one of them is foreign.
"""

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from certify.accounts import tokens
from certify.accounts.models import User
from certify.accounts.operations import organizations
from certify.accounts.roles import Role
from certify.jobs import queue
from certify.jobs.models import Job
from certify.jobs.registry import JobType
from tests.conftest import Cast, make_cast
from tests.factories import accounts, programs

TODAY = timezone.localdate
NEW_PASSWORD = "canting-baru-untuk-malam"


@dataclass
class World:
    """Everything the routes point at."""

    cast: Cast
    stage: programs.Stage
    root: User
    agency_keeper: User
    second_keeper: User
    strangers: dict[str, User]

    @property
    def people(self) -> dict[str, User]:
        """One person for each role of ours, by the name of its column."""
        cast = self.cast
        return {
            "system_admin": self.root,
            "agency_staff": cast.dewi,
            "agency_head": cast.head,
            "agency_keeper": self.agency_keeper,
            "body_admin": cast.sari,
            "manager": cast.tuti,
            "assessor": cast.budi,
            "committee": cast.wulan,
            "director": cast.bagas,
            "body_keeper": cast.keeper,
        }

    # --- accounts ---------------------------------------------------------------------------------

    @cached_property
    def link(self):
        return accounts.invitation(self.cast.body, by=self.cast.keeper)

    @cached_property
    def password_link(self):
        return accounts.password_link(self.cast.hadi, self.cast.body, by=self.cast.keeper)

    @cached_property
    def reset(self):
        return accounts.factor_reset(self.cast.ratna, self.cast.body, by=self.second_keeper)

    @cached_property
    def signatory(self):
        return self.cast.body.signatories.get()

    @cached_property
    def body_with_logo(self):
        return organizations.replace_logo(
            organization=self.cast.body, data=picture(), by=self.cast.keeper, at=timezone.now()
        )

    @cached_property
    def grant(self):
        return self.cast.hadi.grants.get()

    # --- jobs -------------------------------------------------------------------------------------

    @cached_property
    def job(self) -> Job:
        kind = JobType("test.matrix", lambda job: None, 3, None)
        return queue.enqueue(
            kind,
            key="matriks",
            by=self.cast.sari,
            organization=self.cast.body,
            title="Menerbitkan 40",
        )


def picture() -> bytes:
    """Give a small PNG."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(data, format="PNG")
    return data.getvalue()


def make_world() -> World:
    """Make our two organizations, the strangers', and one system administrator."""
    cast, others = make_cast(), make_cast()
    return World(
        cast=cast,
        stage=programs.stage(cast),
        root=accounts.member("Rudi", Role.SYSTEM_ADMIN),
        agency_keeper=accounts.member("Nani", Role.ORGANIZATION_ADMIN, cast.agency),
        second_keeper=accounts.member("Nurul", Role.ORGANIZATION_ADMIN, cast.body),
        strangers={
            "agency_staff": others.dewi,
            "agency_head": others.head,
            "agency_keeper": accounts.member("Nina", Role.ORGANIZATION_ADMIN, others.agency),
            "body_admin": others.sari,
            "manager": others.tuti,
            "assessor": others.budi,
            "committee": others.wulan,
            "director": others.bagas,
            "body_keeper": others.keeper,
        },
    )


# What stands in an address: the argument of a route in a room, or of one route alone.
ADDRESSES: dict[str, Callable[[World], Any]] = {
    "accounts:organization": lambda w: w.cast.body.pk,
    "accounts:person": lambda w: w.cast.hadi.pk,
    "accounts:signatory": lambda w: w.signatory.pk,
    "accounts:link": lambda w: w.link.pk,
    "accounts:grant": lambda w: w.grant.pk,
    "accounts:reset": lambda w: w.reset.pk,
    "accounts:logo:organization": lambda w: w.body_with_logo.pk,
    "accounts:token": lambda w: tokens.make(w.link.nonce),
    "accounts:password_arrival:token": lambda w: tokens.make(w.password_link.nonce),
    "accounts:set_password:token": lambda w: tokens.make(w.password_link.nonce),
    "jobs:pk": lambda w: w.job.pk,
    "desk:program": lambda w: w.stage.program.pk,
}

# What a well-formed form of a route sends; routes that are not here send only their one-use key.
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
    "accounts:invite": lambda w: {"full_name": "Orang Baru", "roles": ["organization_admin"]},
    "accounts:grant_role": lambda w: {"role": "body_admin", "starts_on": str(TODAY())},
    "accounts:end_role": lambda w: {f"peran-{w.grant.pk}-ends_on": str(TODAY())},
    "accounts:request_factor_reset": lambda w: {"reason": "Ponsel hilang"},
    "accounts:accept_invitation": lambda w: {
        "username": "orang.baru",
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD,
    },
    "accounts:set_password": lambda w: {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
}


def address(world: World, route: str, arguments: list[str]) -> dict[str, Any]:
    """Give the arguments of a route; the most particular entry of ADDRESSES wins.

    Raises KeyError when an argument of a new route is not in ADDRESSES.
    """
    room = route.partition(":")[0]
    found = {}
    for argument in arguments:
        particular = f"{route}:{argument}"
        name = particular if particular in ADDRESSES else f"{room}:{argument}"
        found[argument] = ADDRESSES[name](world)
    return found


def body(world: World, route: str) -> dict[str, Any]:
    """Give what the form of a route sends, with a fresh one-use key."""
    fields = BODIES[route](world) if route in BODIES else {}
    return {"_kunci": str(uuid.uuid4()), **fields}
