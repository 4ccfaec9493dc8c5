"""Constraints by name, and rows that stay as they are (reliability B1, B2)."""

import datetime as dt
import hashlib

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from certificates import operations
from certificates.enums import CertificateStatus as C
from certificates.models import (
    AccessLink,
    Certificate,
    Handover,
    IssueItem,
    NameReport,
    OfficialNumber,
    StatusChange,
)
from certify.audit.models import AppendOnlyError
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
    certificates.operations.revoke(
        certificate=new, reason="alasan jelas", by=stage.cast.tuti, at=timezone.now()
    )

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
    slip = {"certificate": row, "handed_on": now.date(), "handed_by": dewi, "handed_at": now}
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
    other = certificates.competent(stage)[0]
    _refused(
        "official_numbers_are_both_given",
        lambda: OfficialNumber.objects.create(assessment=other, **number),
    )
    _refused(
        "assessment_stands_once_in_a_run",
        lambda: IssueItem.objects.create(run=row.run, assessment=row.assessment),
    )


FROZEN = {
    "holder_name": "Orang Lain",
    "qualification": "Tukang Cap",
    "certificate_number": "1",
    "registration_number": "1",
    "is_example": False,
    "register_year": 1999,
    "register_number": 77,
    "code": "Y" * 12,
    "content": "{}",
    "content_sha256": "0" * 64,
    "issued_on": dt.date(2001, 1, 1),
    "valid_until": dt.date(2099, 1, 1),
    "pdf": "lain.pdf",
    "pdf_sha256": "0" * 64,
}


@pytest.mark.parametrize("column", FROZEN)
def test_the_database_keeps_what_was_issued(stage, column):
    row = certificates.issued(stage)[0]

    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=row.pk).update(**{column: FROZEN[column]})


def test_the_database_deletes_no_certificate_change_or_slip(stage):
    row = certificates.certificate_at(C.SUSPENDED, stage)
    now = timezone.now()
    slip = Handover.objects.create(
        certificate=row,
        recipient_kind="holder",
        recipient_name="Siti",
        handed_on=now.date(),
        handed_by=stage.cast.dewi,
        handed_at=now,
    )

    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=row.pk)._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        Handover.objects.filter(pk=slip.pk)._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        Handover.objects.filter(pk=slip.pk).update(recipient_name="Orang Lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        StatusChange.objects.all()._raw_delete("default")
    with pytest.raises(AppendOnlyError):
        StatusChange.objects.update(reason="lain")


def _change_everything(stage, certificate) -> None:
    """Edit every text of every master that a certificate is made of."""
    assessment = certificate.assessment
    application = assessment.application
    masters = [
        stage.body,
        stage.body.organization,
        stage.agency.organization,
        stage.program,
        stage.scheme,
        stage.scheme.standard,
        application,
        application.enrollment.person,
        assessment.official_number,
        *stage.body.organization.signatories.all(),
        *(row.unit for row in stage.scheme.scheme_units.select_related("unit")),
    ]
    for master in masters:
        changed = {
            field.attname: f"Lain {field.attname} {master.pk}"[: field.max_length or 60]
            for field in master._meta.concrete_fields
            if field.get_internal_type() in {"CharField", "TextField"}
            and not field.choices
            and not field.unique
            and field.name not in {"nik", "nik_hash", "state"}
        }
        type(master).objects.filter(pk=master.pk).update(**changed)


def test_an_issued_certificate_does_not_change_with_its_masters(stage, media, client):
    from tests.factories import accounts

    certificate = certificates.issued(stage)[0]
    before = certificates.stored(certificate, media)
    accounts.sign_in(client, stage.cast.sari)

    _change_everything(stage, certificate)
    downloaded = client.get(f"/sertifikat/{certificate.pk}/unduh/").content
    again = operations.make_pdf(Certificate.objects.get(pk=certificate.pk))
    public = client.get(f"/v/{certificate.code}").content.decode()

    assert before == downloaded == again
    assert hashlib.sha256(downloaded).hexdigest() == certificate.pdf_sha256
    assert certificate.holder_name in public
    assert "Lain " not in public
