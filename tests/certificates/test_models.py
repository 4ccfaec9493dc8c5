"""Constraints by name; what stays as it is stands in test_immutability.py."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.enums import CertificateStatus as C
from certificates.enums import CopyStatus as K
from certificates.enums import ProposalKind
from certificates.enums import ProposalStatus as P
from certificates.models import (
    AccessLink,
    Certificate,
    CopyChange,
    Handover,
    IssueItem,
    NameReport,
    OfficialNumber,
    Proposal,
    StatusChange,
)
from tests.factories import certificates

pytestmark = pytest.mark.django_db


def _refused(name: str, act) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    text = str(refusal.value)
    assert name in text or "UNIQUE constraint failed" in text, text


def _copy(row, **fields):
    row.pk = None
    row._state.adding = True
    for field, value in fields.items():
        setattr(row, field, value)
    return row


def test_register_number_is_unique_in_body_and_year(stage):
    row = certificates.certificate_at(C.VOID, stage)

    _refused(
        "register_number_is_unique_in_body_and_year",
        lambda: _copy(row, code="Z" * 12).save(),
    )


def test_one_living_certificate_per_assessment(stage):
    row = certificates.issued(stage)[0]

    _refused(
        "one_living_certificate_per_assessment",
        lambda: _copy(row, code="Z" * 12, register_number=99).save(),
    )


def test_certificate_is_replaced_once(stage):
    old = certificates.certificate_at(C.REPLACED, stage)
    new = Certificate.objects.get(replaces=old)
    certificates.changed(stage, new, ProposalKind.REVOKE)

    _refused(
        "certificate_is_replaced_once",
        lambda: _copy(new, code="Z" * 12, register_number=99, status=C.REVOKED).save(),
    )


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("certificate_is_valid_after_its_issue", {"valid_until": dt.date(2000, 1, 1)}),
        ("certificate_status_is_known", {"status": "lost", "pdf_sha256": "x"}),
        ("issued_certificate_has_its_file", {"status": C.REVOKED, "pdf_sha256": ""}),
        ("void_number_has_a_reason", {"status": C.VOID, "void_reason": ""}),
        ("register_number_starts_at_one", {"status": C.REVOKED, "register_number": 0}),
    ],
)
def test_constraints_of_a_certificate(stage, name, fields):
    row = certificates.issued(stage)[0]
    values = {"code": "Z" * 12, "register_number": 99, "status": C.REVOKED} | fields

    _refused(name, lambda: _copy(row, **values).save())


def test_constraints_of_the_other_tables(stage):
    row = certificates.issued(stage)[0]
    enrollment = row.assessment.application.enrollment
    now, dewi = timezone.now(), stage.cast.dewi
    link = {"enrollment": enrollment, "channel": "card", "created_by": dewi, "created_at": now}
    sheet = certificates.printed(stage, row)
    slip = {
        "certificate": row,
        "copy": sheet,
        "handed_on": now.date(),
        "handed_by": dewi,
        "handed_at": now,
    }
    report = {"enrollment": enrollment, "proposed_name": "Siti", "reported_at": now}
    number = {"recorded_by": dewi, "recorded_at": now}
    changed = {"changed_by": dewi, "changed_at": now, "source": C.ISSUED, "target": C.REVOKED}

    _refused(
        "revoked_link_has_person_moment_and_reason",
        lambda: AccessLink.objects.create(**link, token_sha256="a", revoked_at=now),
    )
    _refused(
        "proxy_recipient_states_the_relation",
        lambda: Handover.objects.create(**slip, recipient_kind="proxy", recipient_name="Budi"),
    )
    _refused(
        "canceled_handover_has_person_moment_and_reason",
        lambda: Handover.objects.create(**slip, recipient_kind="holder", canceled_at=now),
    )
    Handover.objects.create(**slip, recipient_kind="holder")
    _refused(
        "certificate_is_handed_over_once",
        lambda: Handover.objects.create(**slip, recipient_kind="holder"),
    )
    _refused(
        "name_report_answer_has_person_and_moment",
        lambda: NameReport.objects.create(**report, answered_at=now),
    )
    NameReport.objects.create(**report)
    _refused("one_open_name_report_per_enrollment", lambda: NameReport.objects.create(**report))
    _refused(
        "certificate_state_change_has_a_reason",
        lambda: StatusChange.objects.create(**changed, certificate=row, reason=""),
    )
    _refused(
        "change_of_an_issued_certificate_was_proposed",
        lambda: StatusChange.objects.create(**changed, certificate=row, reason="sendiri"),
    )
    other = certificates.competent(stage)[0]
    _refused(
        "official_numbers_are_both_given",
        lambda: OfficialNumber.objects.create(assessment=other, **number),
    )
    _refused(
        "assessment_stands_once_in_a_run",
        lambda: IssueItem.objects.create(run=row.run, assessment=row.assessment),
    )


def test_the_database_refuses_one_person_in_both_parts(stage):
    """A4: whatever the code above it allows, proposer and approver are two."""
    row = certificates.issued_many(stage, 1)[0]
    now, tuti = timezone.now(), stage.cast.tuti
    values = {"certificate": row, "kind": "revoke", "reason": "alasan", "proposed_at": now}

    for status in (P.APPROVED, P.DECLINED):
        _refused(
            "proposer_and_approver_are_different_people",
            lambda status=status: Proposal.objects.create(
                **values,
                status=status,
                decline_reason="tidak" if status == P.DECLINED else "",
                proposed_by=tuti,
                decided_by=tuti,
                decided_at=now,
            ),
        )
    Proposal.objects.create(
        **values, status=P.APPROVED, proposed_by=tuti, decided_by=stage.cast.bagas, decided_at=now
    )


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("proposal_has_a_reason", {"reason": ""}),
        ("proposal_kind_is_known", {"kind": "erase"}),
        ("proposal_status_is_known", {"status": "lost"}),
        ("proposed_correction_has_a_name", {"kind": "replace"}),
        ("answered_proposal_has_person_and_moment", {"status": P.APPROVED}),
        ("withdrawn_proposal_has_its_moment", {"status": P.WITHDRAWN}),
        ("declined_proposal_has_a_reason", {"decline_reason": "tidak"}),
    ],
)
def test_constraints_of_a_proposal(stage, name, fields):
    row = certificates.issued_many(stage, 1)[0]
    values = {"kind": "revoke", "reason": "alasan", "proposed_by": stage.cast.tuti} | fields

    _refused(
        name,
        lambda: Proposal.objects.create(certificate=row, proposed_at=timezone.now(), **values),
    )


def test_one_open_proposal_per_certificate(stage):
    row = certificates.proposed(stage, certificates.issued_many(stage, 1)[0])

    _refused("one_open_proposal_per_certificate", lambda: _copy(row).save())


FURTHER = {"copy_number": 2, "reason": "rusak", "status": K.LOST}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("copy_number_is_unique_per_certificate", {"status": K.LOST}),
        ("one_current_copy_per_certificate", {"copy_number": 2, "reason": "hilang"}),
        ("copy_number_starts_at_one", {"copy_number": 0, "status": K.LOST, "reason": "x"}),
        ("further_copy_has_a_reason", {"copy_number": 2, "status": K.LOST}),
        ("printing_has_person_and_moment", FURTHER | {"printed_at": None}),
        ("copy_kind_is_known", FURTHER | {"kind": "stone"}),
        ("copy_status_is_known", FURTHER | {"status": "eaten"}),
    ],
)
def test_constraints_of_a_sheet(stage, name, fields):
    row = certificates.printed(stage, certificates.issued_many(stage, 1)[0])

    _refused(name, lambda: _copy(row, **fields).save())


def test_a_sheet_that_ends_has_a_reason(stage):
    row = certificates.printed(stage, certificates.issued_many(stage, 1)[0])
    change = {"changed_by": stage.cast.sari, "changed_at": timezone.now(), "source": K.PRINTED}

    _refused(
        "ended_copy_has_a_reason",
        lambda: CopyChange.objects.create(copy=row, target=K.LOST, **change),
    )


def test_a_certificate_has_one_living_renewal(stage):
    old, first = certificates.issued_many(stage, 2)
    third = certificates.competent(stage)[0]

    def renewal(number: int, assessment) -> None:
        row = Certificate.objects.get(pk=first.pk)
        _copy(
            row,
            assessment=assessment,
            renews=old,
            code=f"{number:012}",
            register_number=90 + number,
            status=C.RESERVED,
            status_list=None,
            status_index=None,
        ).save()

    renewal(1, third)
    _refused(
        "certificate_has_one_living_renewal",
        lambda: renewal(2, certificates.competent(stage)[0]),
    )
