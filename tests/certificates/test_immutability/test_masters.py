"""B1: every column of every master table changes, pictures are deleted; the certificate stays."""

import hashlib

import pytest
from django.utils import timezone

from assessments.models import Assessment
from certificates import operations, queries
from certificates.models import Certificate
from certify.accounts.models import Signatory
from certify.lib.errors import DomainError
from programs import operations as programming
from programs.models import CertificationBody
from tests.certificates.test_immutability.altering import change_every_master, delete_pictures
from tests.factories import certificates

pytestmark = pytest.mark.django_db


def _public(client, certificate: Certificate) -> str:
    page = client.get(f"/v/{certificate.code}").content.decode()
    return page.split("Diperiksa")[0]


def test_an_issued_certificate_does_not_change_with_its_masters(illustrated, media, client):
    stage = illustrated
    old, plain = certificates.issued(stage, 2)
    new = certificates.replace(stage, old)
    old.refresh_from_db()
    shown = (old, plain, new)
    files = [certificates.stored(row, media) for row in shown]
    answers = [queries.answer(row.code, today=timezone.localdate()) for row in shown]
    pages = [_public(client, row) for row in shown]

    taken = change_every_master()
    deleted = delete_pictures(media)

    fresh = list(Certificate.objects.filter(pk__in=[row.pk for row in shown]).order_by("pk"))
    assert len(taken) > 100
    assert {
        "Scheme.qualification",
        "Signatory.name",
        "Organization.name",
        "Unit.title",
        "Application.full_name",
        "OfficialNumber.certificate_number",
        "CertificationBody.digital_line",
        "Organization.logo",
    } <= taken
    assert deleted >= 2
    assert [queries.stored_pdf(row) for row in fresh] == files
    assert [operations.make_pdf(row) for row in fresh] == files
    assert [hashlib.sha256(pdf).hexdigest() for pdf in files] == [r.pdf_sha256 for r in fresh]
    assert [queries.answer(r.code, today=timezone.localdate()) for r in shown] == answers
    assert [_public(client, row) for row in shown] == pages


def test_control_what_is_drawn_from_the_masters_does_change(illustrated, media):
    """The same changes against the draft, which reads them: nearly every value differs."""
    row = certificates.issued(illustrated)[0]
    today = timezone.localdate()

    def draft():
        rows = queries.with_masters(Assessment.objects.filter(pk=row.assessment_id))
        return queries.draft(rows.get(), masters=queries.Masters(today))

    before = draft()
    change_every_master()
    delete_pictures(media)
    Signatory.objects.update(starts_on=today, ends_on=None)
    CertificationBody.objects.update(issues_for_bnsp=True)

    after = draft()

    for name in ("holder_name", "qualification", "signatory_name", "body_name", "logo_body"):
        assert getattr(before, name) != getattr(after, name), name
    assert before.units != after.units


def test_the_prefix_is_fixed_by_the_first_certificate(stage):
    """Register numbers are written in many places with the body's prefix."""

    def save(prefix: str) -> CertificationBody:
        return programming.update_body(
            body=stage.body,
            licence_number="LSP-1",
            licence_until=None,
            issues_for_bnsp=True,
            digital_line="Salinan digital",
            register_prefix=prefix,
            by=stage.cast.sari,
            at=timezone.now(),
        )

    assert save("LSB").register_prefix == "LSB"
    certificates.reserved(stage)

    with pytest.raises(DomainError, match="tidak bisa diubah lagi"):
        save("XYZ")
    assert save("LSB").register_prefix == "LSB"
