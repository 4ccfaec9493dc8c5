"""Proposer, approver, assessor, decider: whoever holds which roles, never one person twice (A4)."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.enums import Part
from certificates import operations
from certificates.enums import ProposalKind, ProposalStatus
from certificates.models import Proposal, StatusChange
from certify.accounts.models import User
from certify.accounts.roles import ROLES, Permission, Role
from certify.lib.errors import DomainError
from tests.factories import accounts, certificates
from tests.factories.programs import Stage

pytestmark = pytest.mark.django_db
PEOPLE = ("budi", "wulan", "sari", "tuti", "bagas")
MIXED = [
    Role.ASSESSOR,
    Role.COMMITTEE_MEMBER,
    Role.CERTIFICATION_MANAGER,
    Role.BODY_DIRECTOR,
    Role.BODY_ADMIN,
    Role.ORGANIZATION_ADMIN,
]
who = st.integers(0, len(PEOPLE) - 1)
worlds = st.fixed_dictionaries(
    {
        "roles": st.lists(
            st.sets(st.sampled_from(MIXED)), min_size=len(PEOPLE), max_size=len(PEOPLE)
        ),
        "kind": st.sampled_from([ProposalKind.REVOKE, ProposalKind.SUSPEND, ProposalKind.REPLACE]),
        "order": st.permutations(range(len(PEOPLE))),
        "late_role": st.none() | st.tuples(who, st.sampled_from(MIXED)),
    }
)


def attempt(act) -> object:
    """Try an act as a person would: refusals are part of the day."""
    try:
        with transaction.atomic():
            return act()
    except DomainError:
        return None


def fresh(person: User) -> User:
    """The same person on the next request."""
    return User.objects.get(pk=person.pk)


def may(person: User, permission: Permission) -> bool:
    roles = fresh(person).grants.values_list("role", flat=True)
    return any(permission in ROLES[Role(role)].permissions for role in roles)


def grant(person: User, role: Role, stage: Stage) -> None:
    if not person.grants.filter(role=role).exists():
        accounts.grant(person, role, stage.cast.body)


def live_through(stage: Stage, certificate, world: dict) -> None:
    """Everybody proposes, everybody answers everything, in some order."""
    people = [getattr(stage.cast, PEOPLE[place]) for place in world["order"]]
    for person, roles in zip(people, world["roles"], strict=True):
        for role in roles:
            grant(person, role, stage)
    for person in people:
        by = fresh(person)
        attempt(lambda by=by: certificates.proposed(stage, certificate, world["kind"], by=by))
    if world["late_role"]:
        number, role = world["late_role"]
        grant(people[number], role, stage)
    act = {"reason": "tidak perlu", "at": timezone.now()}
    for row in Proposal.objects.all():
        for by in [fresh(person) for person in people]:
            attempt(lambda by=by, row=row: certificates.approved(stage, row, by=by))
        for by in [fresh(person) for person in people]:
            attempt(lambda by=by, row=row: operations.decline(proposal=row, by=by, **act))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(world=worlds)
def test_no_mix_of_roles_lets_one_person_change_a_certificate(stage: Stage, world: dict):
    with transaction.atomic():
        certificate = certificates.issued_many(stage, 1)[0]
        live_through(stage, certificate, world)
        parts = dict(certificate.assessment.participations.values_list("user", "part"))
        for proposal in Proposal.objects.exclude(status=ProposalStatus.OPEN):
            assert proposal.decided_by_id != proposal.proposed_by_id
            assert may(proposal.proposed_by, Permission.PROPOSE_CHANGE)
            assert may(proposal.decided_by, Permission.APPROVE_CHANGE)
            if proposal.status == ProposalStatus.APPROVED and proposal.run:
                assert parts[proposal.decided_by_id] == Part.ISSUER
        for change in StatusChange.objects.filter(certificate=certificate):
            assert change.changed_by == change.proposal.decided_by
        transaction.set_rollback(True)


def test_one_person_with_every_role_changes_nothing_alone(stage: Stage):
    everything = accounts.user("Serba Bisa")
    for role in MIXED:
        accounts.grant(everything, role, stage.cast.body)
    certificate = certificates.issued_many(stage, 1)[0]

    proposal = certificates.proposed(stage, certificate, by=everything)

    for act in (
        lambda: certificates.approved(stage, proposal, by=everything),
        lambda: operations.decline(
            proposal=proposal, reason="tidak perlu", by=everything, at=timezone.now()
        ),
    ):
        with pytest.raises(DomainError, match="orang lain yang harus memutuskan"):
            act()
    certificate.refresh_from_db()
    assert certificate.status == "issued"
