"""Who received what: once, by the agency, in bulk or one by one."""

import datetime as dt

import pytest
from django.utils import timezone

from certificates import operations
from certificates.enums import CertificateStatus, RecipientKind
from certificates.models import Handover
from certificates.operations import Recipient
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from tests.factories import certificates

pytestmark = pytest.mark.django_db


def _hand_over(stage, certificate, recipient=None, *, by=None, on=None):
    today = timezone.localdate()
    return operations.hand_over(
        certificate=certificate,
        recipient=recipient or Recipient(),
        on=on or today,
        by=by or stage.cast.dewi,
        at=timezone.now(),
        today=today,
    )


def test_the_holder_takes_the_paper(stage):
    certificate = certificates.issued(stage)[0]

    handover = _hand_over(stage, certificate)

    assert handover.recipient_name == certificate.holder_name
    assert (handover.recipient_kind, handover.relation) == (RecipientKind.HOLDER, "")


def test_a_proxy_has_name_and_relation(stage):
    certificate = certificates.issued(stage)[0]
    for recipient in (
        Recipient(RecipientKind.PROXY, "Budi", ""),
        Recipient(RecipientKind.PROXY, "", "anak"),
    ):
        with pytest.raises(InvalidInputError):
            _hand_over(stage, certificate, recipient)

    handover = _hand_over(stage, certificate, Recipient(RecipientKind.PROXY, "Budi", "anak"))

    assert (handover.recipient_name, handover.relation) == ("Budi", "anak")


def test_an_event_hands_over_many_at_once(stage):
    rows = certificates.issued(stage, 3)
    today = timezone.localdate()

    count = operations.hand_over_all(
        certificates=rows, on=today, by=stage.cast.dewi, at=timezone.now(), today=today
    )

    assert count == 3
    assert {h.certificate for h in Handover.objects.all()} == set(rows)


def test_a_paper_is_handed_over_once(stage):
    first, second = certificates.issued(stage, 2)
    _hand_over(stage, first)
    today = timezone.localdate()

    with pytest.raises(NotNowError):
        operations.hand_over_all(
            certificates=[first, second],
            on=today,
            by=stage.cast.dewi,
            at=timezone.now(),
            today=today,
        )

    assert Handover.objects.count() == 1


def test_a_slip_is_canceled_and_kept(stage):
    certificate = certificates.issued(stage)[0]
    slip = _hand_over(stage, certificate)

    operations.cancel_handover(
        handover=slip, reason="salah orang", by=stage.cast.dewi, at=timezone.now()
    )
    again = _hand_over(stage, certificate)

    slip.refresh_from_db()
    assert (slip.cancel_reason, slip.canceled_by) == ("salah orang", stage.cast.dewi)
    assert list(Handover.objects.filter(canceled_at__isnull=True)) == [again]


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_lies_between_issue_and_today(stage, days):
    certificate = certificates.issued(stage)[0]

    with pytest.raises(InvalidInputError):
        _hand_over(stage, certificate, on=timezone.localdate() + dt.timedelta(days=days))


@pytest.mark.parametrize("state", [s for s in CertificateStatus if s != CertificateStatus.ISSUED])
def test_only_a_certificate_in_force_is_handed_over(stage, state):
    certificate = certificates.certificate_at(state, stage)

    with pytest.raises(NotNowError):
        _hand_over(stage, certificate)


def test_only_the_programs_agency_hands_over(stage, strangers):
    certificate = certificates.issued(stage)[0]

    for person in (stage.cast.sari, stage.cast.head, strangers.dewi):
        with pytest.raises(NotAllowedError):
            _hand_over(stage, certificate, by=person)
