"""Two people at once about one certificate, on real commits: one answer counts (A3, A4)."""

import threading

import pytest
from django.utils import timezone

from certificates import operations
from certificates.enums import CertificateStatus, ProposalKind, ProposalStatus
from certificates.models import Certificate, PhysicalCopy, Proposal, StatusChange
from certify.accounts.roles import Role
from certify.audit import trail
from certify.audit.models import AuditEvent
from certify.lib.errors import DomainError, NotNowError
from tests.factories import accounts, certificates, programs
from tests.factories.programs import Stage
from tests.racing import PATIENCE, Act, at_once

ROUNDS = [4, pytest.param(500, marks=pytest.mark.drill)]


@pytest.fixture
def stage(committed_cast) -> Stage:
    committed_cast.body.name_en = "Example Professional Certification Body"
    committed_cast.body.save()
    return programs.stage(committed_cast, places=2000)


@pytest.fixture
def second_director(stage):
    return accounts.member("Darma", Role.BODY_DIRECTOR, stage.cast.body)


def _refusals(ends: list[object]) -> list[str]:
    return [end.sentence for end in ends if isinstance(end, DomainError)]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_two_directors_approve_at_once(stage, second_director, rounds):
    certificate = certificates.issued_many(stage, 1)[0]
    for number in range(rounds):
        kind = ProposalKind.LIFT if number % 2 else ProposalKind.SUSPEND
        proposal = certificates.proposed(stage, certificate, kind)

        ends = at_once(
            *(
                lambda by=by, proposal=proposal: certificates.approved(stage, proposal, by=by)
                for by in (stage.cast.bagas, second_director)
            )
        )

        proposal.refresh_from_db()
        (refusal,) = _refusals(ends)
        assert refusal.startswith(f"Usulan ini sudah selesai oleh {proposal.decided_by.full_name}")
        assert StatusChange.objects.filter(proposal=proposal).count() == 1
    assert StatusChange.objects.count() == rounds
    assert trail.first_fault() is None


@pytest.mark.parametrize("rounds", ROUNDS)
def test_one_approves_while_the_proposer_withdraws(stage, rounds):
    certificate = certificates.issued_many(stage, 1)[0]
    for _ in range(rounds):
        certificate.refresh_from_db()
        is_suspended = certificate.status == CertificateStatus.SUSPENDED
        kind = ProposalKind.LIFT if is_suspended else ProposalKind.SUSPEND
        proposal = certificates.proposed(stage, certificate, kind)

        ends = at_once(
            lambda proposal=proposal: certificates.approved(stage, proposal),
            lambda proposal=proposal: operations.withdraw(
                proposal=proposal, by=stage.cast.tuti, at=timezone.now()
            ),
        )

        proposal.refresh_from_db()
        changed = StatusChange.objects.filter(proposal=proposal).count()
        assert len(_refusals(ends)) == 1
        assert (proposal.status, changed) in (
            (ProposalStatus.APPROVED, 1),
            (ProposalStatus.WITHDRAWN, 0),
        )


def test_two_people_propose_at_once(stage):
    certificate = certificates.issued_many(stage, 1)[0]

    ends = at_once(
        lambda: certificates.proposed(stage, certificate, ProposalKind.REVOKE),
        lambda: certificates.proposed(stage, certificate, ProposalKind.SUSPEND, by=stage.cast.sari),
    )

    assert Proposal.objects.filter(status=ProposalStatus.OPEN).count() == 1
    assert len(_refusals(ends)) == 1


def test_two_directors_approve_one_replacement_at_once(stage, second_director):
    """One successor, one register number: the loser's numbers go back with its transaction."""
    certificate = certificates.issued_many(stage, 1)[0]
    proposal = certificates.proposed(stage, certificate, ProposalKind.REPLACE)

    ends = at_once(
        *(
            lambda by=by: certificates.approved(stage, proposal, by=by)
            for by in (stage.cast.bagas, second_director)
        )
    )

    numbers = Certificate.objects.order_by("register_number").values_list("register_number")
    assert [number for (number,) in numbers] == [1, 2]
    assert Certificate.objects.filter(replaces=certificate).count() == 1
    assert len(_refusals(ends)) == 1


def test_two_clerks_record_one_printing_at_once(stage):
    certificate = certificates.issued_many(stage, 1)[0]

    ends = at_once(*(lambda: certificates.printed(stage, certificate) for _ in range(2)))

    assert PhysicalCopy.objects.count() == 1
    assert [type(end) for end in ends if isinstance(end, DomainError)] == [NotNowError]


def test_control_without_the_lock_both_answers_count(stage, second_director):
    """The same race against code that reads, waits and writes: two changes, two events."""
    certificate = certificates.issued_many(stage, 1)[0]
    proposal = certificates.proposed(stage, certificate, ProposalKind.SUSPEND)
    both_have_read = threading.Barrier(2, timeout=PATIENCE)
    before = AuditEvent.objects.count()

    def careless(by: object) -> Act:
        def act() -> str:
            row = Proposal.objects.get(pk=proposal.pk)
            assert row.status == ProposalStatus.OPEN
            both_have_read.wait()
            StatusChange.objects.create(
                certificate=certificate,
                source=CertificateStatus.ISSUED,
                target=CertificateStatus.SUSPENDED,
                reason="tanpa kunci",
                proposal=row,
                changed_by=by,
                changed_at=timezone.now(),
            )
            return "approved"

        return act

    ends = at_once(careless(stage.cast.bagas), careless(second_director))

    assert ends == ["approved", "approved"]
    assert StatusChange.objects.filter(proposal=proposal).count() == 2
    assert AuditEvent.objects.count() == before
