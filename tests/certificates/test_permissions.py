"""Every role × every state × every change: who may ask, who may answer (A5)."""

import pytest

from certificates import permissions
from certificates.enums import CertificateStatus as C
from certificates.enums import ProposalKind, ProposalStatus
from certificates.models import Proposal
from certificates.workflow import CERTIFICATE
from certify.accounts.roles import ROLES, OrganizationKind, Permission, Role
from tests.factories import accounts, certificates

pytestmark = pytest.mark.django_db
ASKING = {Role.BODY_ADMIN, Role.CERTIFICATION_MANAGER, Role.BODY_DIRECTOR}
ANSWERING = {Role.CERTIFICATION_MANAGER, Role.BODY_DIRECTOR}
MOVES = [kind for kind in ProposalKind if kind != ProposalKind.DUPLICATE]


def test_the_table_of_roles_says_who_asks_and_who_answers():
    def holders(permission: Permission) -> set[Role]:
        return {role for role, row in ROLES.items() if permission in row.permissions}

    assert holders(Permission.PROPOSE_CHANGE) == ASKING
    assert holders(Permission.APPROVE_CHANGE) == ANSWERING


def test_every_role_in_every_state(stage, strangers):
    certificate = certificates.issued_many(stage, 1)[0]
    tuti = stage.cast.tuti
    people = {}
    for role, row in ROLES.items():
        if OrganizationKind.BODY in row.kinds:
            people[role] = accounts.member(f"Orang {role}", role, stage.cast.body)
        elif OrganizationKind.AGENCY in row.kinds:
            people[role] = accounts.member(f"Orang {role}", role, stage.cast.agency)
    wrong = []
    for state in C:
        certificate.status = state
        for kind in MOVES:
            legal = CERTIFICATE.allows(kind, source=state)
            proposal = Proposal(
                certificate=certificate,
                kind=kind,
                status=ProposalStatus.OPEN,
                proposed_by=tuti,
            )
            for role, person in people.items():
                asks = bool(permissions.may_propose(person, certificate, kind))
                answers = bool(permissions.may_approve(person, proposal))
                if (asks, answers) != (role in ASKING and legal, role in ANSWERING and legal):
                    wrong.append((state, kind, role))
            wrong += [
                (state, kind, "stranger")
                for person in (strangers.sari, strangers.tuti, strangers.bagas)
                if permissions.may_propose(person, certificate, kind)
                or permissions.may_approve(person, proposal)
            ]
            assert not permissions.may_approve(tuti, proposal)

    assert len(people) == len(ROLES) - 1
    assert wrong == []
