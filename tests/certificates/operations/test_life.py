"""Revoke, suspend, lift, void, replace: reasons, chains, numbers."""

import datetime as dt

import pytest
from django.utils import timezone

from assessments.enums import Part
from certificates import operations, queries
from certificates.enums import CertificateStatus, PublicState
from certificates.models import Certificate, OfficialNumber
from certify.accounts.roles import Role
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from tests.factories import accounts, certificates

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("operation", ["revoke", "suspend"])
def test_only_the_bodys_manager_or_director_may(stage, strangers, operation):
    certificate = certificates.issued(stage)[0]
    act = getattr(operations, operation)
    for person in (stage.cast.sari, stage.cast.dewi, stage.cast.budi, strangers.tuti):
        with pytest.raises(NotAllowedError):
            act(certificate=certificate, reason="alasan jelas", by=person, at=timezone.now())

    act(certificate=certificate, reason="alasan jelas", by=stage.cast.bagas, at=timezone.now())


@pytest.mark.parametrize("reason", ["", "    ", "abc"])
def test_no_move_without_a_reason(stage, reason):
    certificate = certificates.issued(stage)[0]

    with pytest.raises(InvalidInputError):
        operations.revoke(
            certificate=certificate, reason=reason, by=stage.cast.tuti, at=timezone.now()
        )

    certificate.refresh_from_db()
    assert certificate.status == CertificateStatus.ISSUED


def test_replacement_carries_the_new_name_and_keeps_the_rest(stage):
    old = certificates.issued(stage)[0]

    new = certificates.replace(stage, old, full_name="  Siti   Romlah Ningsih ")

    old.refresh_from_db()
    content = new.frozen
    assert old.status == CertificateStatus.REPLACED
    assert (new.status, new.replaces) == (CertificateStatus.ISSUED, old)
    assert new.holder_name == content.holder_name == "Siti Romlah Ningsih"
    assert new.assessment.application.full_name == "Siti Romlah Ningsih"
    assert content.replaces_number == str(old)
    assert new.certificate_number == old.certificate_number
    assert new.register_number == old.register_number + 1
    assert new.valid_until == old.valid_until
    assert old.frozen.holder_name != new.holder_name


def test_both_codes_answer_after_a_replacement(stage):
    old = certificates.issued(stage)[0]
    new = certificates.replace(stage, old)
    today = timezone.localdate()

    first, second = (queries.answer(code, today=today) for code in (old.code, new.code))

    assert first.state is PublicState.REPLACED
    assert first.certificate.successor == queries.Successor(new.code, str(new))
    assert timezone.localdate(first.certificate.changed_at) == today
    assert second.state is PublicState.SAMPLE
    assert (second.certificate.successor, second.certificate.changed_at) == (None, None)


def test_replacement_may_retype_the_official_numbers(stage):
    old = certificates.issued(stage)[0]

    new = certificates.replace(stage, old, certificate_number="13134 7318 3 7654321 2026")

    kept = OfficialNumber.objects.get(assessment=old.assessment)
    assert new.certificate_number == kept.certificate_number == "13134 7318 3 7654321 2026"
    assert old.certificate_number != new.certificate_number


def test_replacement_refuses_a_number_of_somebody_else(stage):
    old, other = certificates.issued(stage, 2)

    with pytest.raises(NotNowError):
        certificates.replace(stage, old, certificate_number=other.certificate_number)

    old.refresh_from_db()
    assert old.status == CertificateStatus.ISSUED


def test_replacement_that_cannot_be_printed_takes_no_number(stage):
    old = certificates.issued(stage)[0]

    with pytest.raises(NotNowError, match="huruf yang tidak dapat dicetak"):
        certificates.replace(stage, old, full_name="佐藤")

    old.refresh_from_db()
    assert old.status == CertificateStatus.ISSUED
    assert Certificate.objects.count() == 1
    assert old.assessment.application.full_name != "佐藤"


def test_expired_certificates_are_renewed_not_replaced(stage):
    old = certificates.issued(stage, issued_on=timezone.localdate() - dt.timedelta(days=400))[0]

    with pytest.raises(NotNowError):
        operations.replace(
            certificate=old,
            correction=certificates.correction(old),
            by=stage.cast.tuti,
            at=timezone.now(),
            today=old.valid_until,
        )


def test_who_assessed_or_decided_does_not_replace(stage):
    old = certificates.issued(stage)[0]
    accounts.grant(stage.cast.wulan, Role.CERTIFICATION_MANAGER, stage.cast.body)

    with pytest.raises(NotAllowedError):
        operations.replace(
            certificate=old,
            correction=certificates.correction(old),
            by=stage.cast.wulan,
            at=timezone.now(),
            today=timezone.localdate(),
        )


def test_replacing_makes_the_replacer_an_issuer(stage):
    old = certificates.issued(stage)[0]
    certificates.replace(stage, old)

    parts = old.assessment.participations.filter(part=Part.ISSUER)
    assert {row.user for row in parts} == {stage.cast.sari, stage.cast.tuti}


def test_a_voided_successor_leaves_room_for_another(stage):
    old = certificates.issued(stage)[0]
    run = operations.replace(
        certificate=old,
        correction=certificates.correction(old),
        by=stage.cast.tuti,
        at=timezone.now(),
        today=timezone.localdate(),
    )
    operations.void(
        certificate=run.certificates.get(),
        reason="kertas rusak",
        by=stage.cast.tuti,
        at=timezone.now(),
    )

    again = certificates.run_of(stage, [old.assessment])
    operations.carry_out(run=again, clock=timezone.now)

    new = again.certificates.get()
    assert (new.status, new.replaces) == (CertificateStatus.ISSUED, old)


def test_a_revoked_certificate_is_not_issued_again(stage):
    old = certificates.certificate_at(CertificateStatus.REVOKED, stage)
    run = certificates.run_of(stage, [old.assessment])

    operations.carry_out(run=run, clock=timezone.now)

    assert not run.certificates.exists()
    assert run.items.get().problem == "Sertifikatnya sudah dicabut. Pencabutan berlaku tetap."
