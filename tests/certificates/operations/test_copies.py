"""Sheets of paper: one at a time, a duplicate by two people, every hand-over tied to its sheet."""

import pytest
from django.utils import timezone

from certificates import operations
from certificates.enums import CertificateStatus, CopyKind, CopyStatus, ProposalKind
from certificates.models import STANDING, CopyChange, Handover, PhysicalCopy
from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from tests.factories import certificates

pytestmark = pytest.mark.django_db


def _sheets(certificate) -> list[tuple[int, str, str]]:
    rows = PhysicalCopy.objects.filter(certificate=certificate)
    return list(rows.values_list("copy_number", "status", "reason"))


def test_printing_is_recorded_with_person_and_moment(stage):
    certificate = certificates.issued_many(stage, 1)[0]

    sheet = certificates.printed(stage, certificate)

    assert (sheet.copy_number, sheet.kind, sheet.status) == (1, "overprint", CopyStatus.PRINTED)
    assert sheet.printed_by == stage.cast.sari
    assert sheet.printed_at is not None
    assert (sheet.reason, sheet.proposal) == ("", None)


def test_office_and_agency_keep_papers_and_nobody_else(stage, strangers):
    certificate = certificates.issued_many(stage, 1)[0]
    act = {"certificate": certificate, "kind": CopyKind.DIGITAL, "at": timezone.now()}
    for person in (stage.cast.head, stage.cast.tuti, stage.cast.bagas, strangers.dewi):
        with pytest.raises(NotAllowedError):
            operations.print_copy(by=person, **act)

    sheet = operations.print_copy(by=stage.cast.dewi, **act)

    with pytest.raises(NotAllowedError):
        operations.move_copy(
            sheet=sheet, move="lose", reason="hilang", by=stage.cast.tuti, at=timezone.now()
        )
    operations.move_copy(
        sheet=sheet, move="lose", reason="hilang", by=stage.cast.sari, at=timezone.now()
    )


@pytest.mark.parametrize("state", [s for s in CertificateStatus if s != CertificateStatus.ISSUED])
def test_only_a_certificate_in_force_is_printed(stage, state):
    certificate = certificates.certificate_at(state, stage, with_file=False)

    with pytest.raises(NotNowError):
        certificates.printed(stage, certificate)


def test_there_is_one_sheet_at_a_time(stage):
    certificate = certificates.issued_many(stage, 1)[0]
    sheet = certificates.printed(stage, certificate)

    with pytest.raises(NotNowError, match="Lembar 1 masih ada: di kantor"):
        certificates.printed(stage, certificate)
    certificates.sheet_moved(stage, sheet, "spoil")
    certificates.printed(stage, certificate)

    assert _sheets(certificate) == [
        (1, CopyStatus.SPOILED, ""),
        (2, CopyStatus.PRINTED, "Lembar 1 rusak"),
    ]


def test_handing_over_uses_the_sheet_that_is_there(stage):
    certificate = certificates.issued_many(stage, 1)[0]
    certificates.sheet_moved(stage, certificates.printed(stage, certificate), "spoil")
    second = certificates.printed(stage, certificate)

    handover = certificates.handed_over(stage, certificate)

    second.refresh_from_db()
    assert (handover.copy, second.status) == (second, CopyStatus.HANDED_OVER)


def test_a_sheet_nobody_recorded_is_recorded_by_its_handover(stage):
    certificate = certificates.issued_many(stage, 1)[0]

    sheet = certificates.handed_over(stage, certificate).copy

    sheet.refresh_from_db()
    assert (sheet.copy_number, sheet.status) == (1, CopyStatus.HANDED_OVER)
    assert (sheet.printed_by, sheet.printed_at) == (None, None)


@pytest.mark.parametrize("move", ["lose", "spoil"])
def test_no_sheet_no_handover(stage, move):
    certificate = certificates.issued_many(stage, 1)[0]
    certificates.sheet_moved(stage, certificates.printed(stage, certificate), move)

    with pytest.raises(NotNowError, match="Catat dulu lembar yang baru"):
        certificates.handed_over(stage, certificate)


def test_a_returned_sheet_goes_out_again(stage):
    """Suspended, the paper comes back; lifted, it is handed over again: two true records."""
    certificate = certificates.issued_many(stage, 1)[0]
    first = certificates.handed_over(stage, certificate)
    certificates.changed(stage, certificate, ProposalKind.SUSPEND)
    certificates.sheet_moved(stage, first.copy, "return")
    with pytest.raises(NotNowError):
        certificates.handed_over(stage, certificate)
    certificates.changed(stage, certificate, ProposalKind.LIFT)

    second = certificates.handed_over(stage, certificate)

    first.refresh_from_db()
    moves = CopyChange.objects.filter(copy=first.copy).values_list("source", "target")
    assert first.ended_at is not None
    assert first.canceled_at is None
    assert list(Handover.objects.filter(STANDING)) == [second]
    assert second.copy == first.copy
    assert list(moves) == [
        ("printed", "handed_over"),
        ("handed_over", "returned"),
        ("returned", "handed_over"),
    ]


def test_an_ended_handover_is_not_canceled(stage):
    handover = certificates.handed_over(stage, certificates.issued_many(stage, 1)[0])
    certificates.sheet_moved(stage, handover.copy, "lose")

    with pytest.raises(NotNowError, match="sudah kembali atau hilang"):
        operations.cancel_handover(
            handover=handover, reason="salah catat", by=stage.cast.dewi, at=timezone.now()
        )


def test_nothing_is_noted_without_a_reason(stage):
    sheet = certificates.printed(stage, certificates.issued_many(stage, 1)[0])

    with pytest.raises(InvalidInputError):
        operations.move_copy(
            sheet=sheet, move="lose", reason=" ", by=stage.cast.sari, at=timezone.now()
        )


# Duplicates ----------------------------------------------------------------------------------


def test_a_duplicate_is_only_for_a_lost_paper(stage):
    certificate = certificates.issued_many(stage, 1)[0]
    with pytest.raises(NotNowError, match="Catat dulu kehilangannya"):
        certificates.proposed(stage, certificate, ProposalKind.DUPLICATE)
    certificates.sheet_moved(stage, certificates.printed(stage, certificate), "spoil")

    with pytest.raises(NotNowError, match="Catat dulu kehilangannya"):
        certificates.proposed(stage, certificate, ProposalKind.DUPLICATE)


def test_a_lost_paper_is_not_printed_again_without_two_people(stage):
    certificate = certificates.issued_many(stage, 1)[0]
    certificates.sheet_moved(stage, certificates.printed(stage, certificate), "lose")
    with pytest.raises(NotNowError, match="menyetujui duplikat lebih dulu"):
        certificates.printed(stage, certificate)
    proposal = certificates.proposed(stage, certificate, ProposalKind.DUPLICATE)
    with pytest.raises(NotNowError, match="menyetujui duplikat lebih dulu"):
        certificates.printed(stage, certificate)
    certificates.approved(stage, proposal)

    sheet = certificates.printed(stage, certificate)

    certificate.refresh_from_db()
    assert (sheet.copy_number, sheet.proposal, sheet.reason) == (2, proposal, proposal.reason)
    assert certificate.status == CertificateStatus.ISSUED
    assert not certificate.changes.exists()


def test_one_approval_is_one_sheet(stage):
    certificate = certificates.issued_many(stage, 1)[0]
    certificates.sheet_moved(stage, certificates.printed(stage, certificate), "lose")
    certificates.changed(stage, certificate, ProposalKind.DUPLICATE)
    with pytest.raises(NotNowError, match="Duplikat sudah disetujui"):
        certificates.proposed(stage, certificate, ProposalKind.DUPLICATE)
    certificates.sheet_moved(stage, certificates.printed(stage, certificate), "lose")

    with pytest.raises(NotNowError, match="menyetujui duplikat lebih dulu"):
        certificates.printed(stage, certificate)
    certificates.changed(stage, certificate, ProposalKind.DUPLICATE)
    certificates.printed(stage, certificate)

    assert [row[:2] for row in _sheets(certificate)] == [(1, "lost"), (2, "lost"), (3, "printed")]
    names = AuditEvent.objects.filter(name="certificates.duplicate_approved")
    assert names.count() == 2
