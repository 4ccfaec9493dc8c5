"""Certificates, their papers and the links of their holders; and the jobs that make them."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates import operations
from certify.jobs import operations as jobs
from certify.once.decorators import FIELD
from tests.access_world import World
from tests.double_submit.case import Case
from tests.factories import certificates


def _name_of_a_holder(world: World, client: Client) -> dict[str, Any]:
    """Come in through the door, as the holder of a certificate nothing was reported about."""
    link = certificates.link(world.stage, world.handed.certificate)
    door = reverse("certificates:open_door", kwargs={"token": operations.token_of(link)})
    client.post(door, {FIELD: str(uuid.uuid4())})
    return {"proposed_name": "Siti Aminah"}


def _failed_job(world: World) -> dict[str, Any]:
    job = jobs.start(job_id=world.job.pk, at=timezone.now())
    assert job is not None
    jobs.fail(job=job, sentence="Disk penuh.", at=timezone.now())
    return {"pk": job.pk}


def _door(world: World) -> dict[str, Any]:
    return {"token": operations.token_of(world.access_link)}


CASES = {
    "certificates:save_numbers": Case("body_admin"),
    "certificates:correct_name": Case("body_admin"),
    "certificates:make_print_file": Case("body_admin"),
    "certificates:start_issue": Case("body_admin"),
    "certificates:continue_run": Case("body_admin"),
    "certificates:propose": Case("manager"),
    "certificates:approve": Case("director"),
    "certificates:decline": Case("director"),
    "certificates:withdraw": Case("manager"),
    "certificates:print_copy": Case("body_admin"),
    "certificates:move_copy": Case("body_admin"),
    "certificates:void": Case("manager"),
    "certificates:make_credential_key": Case("director"),
    "certificates:hand_over": Case("agency_staff"),
    "certificates:hand_over_all": Case("agency_staff"),
    "certificates:cancel_handover": Case("agency_staff"),
    "certificates:choose_signing": Case("director"),
    "certificates:add_seal": Case("director"),
    "certificates:retire_seal": Case("director"),
    "certificates:declare_seal_compromised": Case("director"),
    "certificates:attach_signed_file": Case("body_admin"),
    "certificates:make_links": Case("agency_staff"),
    "certificates:revoke_link": Case("agency_staff"),
    "certificates:answer_name_report": Case("agency_staff"),
    "certificates:create_design": Case("body_admin"),
    "certificates:save_design": Case("body_admin"),
    "certificates:freeze_design": Case("manager"),
    "certificates:activate_design": Case("manager"),
    "certificates:retire_design": Case("manager"),
    "certificates:copy_design": Case("body_admin"),
    "certificates:open_door": Case(None, address=_door),
    "certificates:report_name": Case(None, fields=_name_of_a_holder),
    "jobs:retry": Case("body_admin", address=_failed_job),
}
