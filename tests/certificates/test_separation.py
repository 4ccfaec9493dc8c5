"""Proposer, approver, assessor, decider: whoever holds which roles, never one person twice (A4)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import strategies as st

from assessments import operations as assessing
from assessments.enums import Part
from assessments.models import Assessment, Decision, Participation
from certificates import operations, permissions
from certificates.enums import ProposalKind, ProposalStatus
from certificates.models import Certificate, IssueRun, Proposal, StatusChange
from certify.accounts.models import User
from certify.accounts.roles import ROLES, Permission, Role
from certify.lib.errors import DomainError
from certify.lib.verdict import ALLOWED
from tests.factories import accounts, assessments, certificates, programs
from tests.factories.programs import LONG_AGO, Stage
from tests.worlds import every_world

pytestmark = pytest.mark.django_db
PEOPLE = ("budi", "wulan", "sari", "tuti", "bagas")
MIXED = [
    Role.ASSESSOR,
    Role.COMMITTEE_MEMBER,
    Role.CERTIFICATION_MANAGER,
    Role.BODY_DIRECTOR,
    Role.BODY_ADMIN,
    Role.ORGANIZATION_ADMIN,
    Role.SYSTEM_ADMIN,
]
EXAMPLES = [20, pytest.param(200, marks=pytest.mark.drill)]
ROADS = [4, pytest.param(100, marks=pytest.mark.drill)]
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
        accounts.grant(person, role, None if role == Role.SYSTEM_ADMIN else stage.cast.body)


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


@pytest.mark.parametrize("examples", EXAMPLES)
def test_no_mix_of_roles_lets_one_person_change_a_certificate(stage: Stage, examples: int):
    def tried(world: dict) -> None:
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

    every_world(examples, worlds, tried)


roads = st.fixed_dictionaries(
    {
        "roles": st.lists(st.sets(st.sampled_from(MIXED)), min_size=4, max_size=4),
        # An account with every role, which several people use: it takes one part all the same.
        "shared": st.none() | st.integers(0, 3),
        "assessor": st.integers(0, 3),
        "late_role": st.none() | st.tuples(st.integers(0, 3), st.sampled_from(MIXED)),
        "order": st.permutations(range(4)),
    }
)


def walk(stage: Stage, people: list[User], world: dict) -> Assessment:
    """Bring one candidate to a certificate, everybody trying every act in some order."""
    cast = stage.cast
    assessor = programs.assessor(stage.body, people[world["assessor"]], by=cast.tuti)
    row = assessments.assigned(stage, assessor=assessor)
    row = assessments.consented(assessments.ready(row))
    row = assessments.recommended(assessments.marked(row))
    if world["late_role"]:
        number, role = world["late_role"]
        grant(people[number], role, stage)

    def everybody() -> list[User]:
        ours = [fresh(people[place]) for place in world["order"]]
        return [*ours, *(fresh(person) for person in (*cast.panel, cast.tuti, cast.bagas))]

    ours = [person for person in people if may(person, Permission.DECIDE)]
    meeting = assessments.panel(stage, members=[*cast.panel, *ours])
    for by in everybody():
        attempt(lambda by=by: assessments.mark_case(meeting, row, assessments.K, by=by))
    for by in everybody():
        attempt(lambda by=by: assessments.close(meeting, by=by))
    decree = assessments.drafted(stage, meeting)
    for by in everybody():
        attempt(lambda by=by: assessing.sign_decree(decree=decree, by=by, at=LONG_AGO))
    entries = certificates.numbers([row])
    operations.record_numbers(entries=entries, by=cast.sari, at=timezone.now())
    for by in [*everybody(), fresh(cast.sari)]:
        run = attempt(lambda by=by: run_asked_by(by, stage, row))
        if run is not None:
            operations.reserve(run=run, assessments=[row.pk], at=timezone.now())
    return row


def run_asked_by(by: User, stage: Stage, row: Assessment) -> IssueRun:
    today = timezone.localdate()
    return operations.ask_for_issue(
        body=stage.body,
        program=stage.program,
        assessments=[row.pk],
        issued_on=today,
        by=by,
        at=timezone.now(),
        today=today,
    )


@pytest.mark.parametrize("examples", ROADS)
def test_no_mix_of_roles_lets_one_person_assess_decide_and_issue(stage: Stage, examples: int):
    def tried(world: dict) -> None:
        people = [accounts.user(f"Campuran {number}") for number in range(4)]
        for number, person in enumerate(people):
            shared = MIXED if number == world["shared"] else ()
            for role in {Role.ASSESSOR, *world["roles"][number], *shared}:
                grant(person, role, stage)
        row = walk(stage, people, world)
        certificate, decision = Certificate.objects.get(), Decision.objects.get(assessment=row)
        parts = list(row.participations.values_list("user", "part"))
        by_part = {part: {user for user, its in parts if its == part} for part in Part}
        assert len({user for user, _ in parts}) == len(parts)
        assert by_part[Part.ASSESSOR] == {people[world["assessor"]].pk}
        assert decision.decided_by_id in by_part[Part.DECIDER]
        assert by_part[Part.ISSUER] == {certificate.issued_by_id}
        assert decision.panel.closed_by_id not in by_part[Part.ASSESSOR]
        assert decision.panel.decree.signed_by_id not in by_part[Part.ASSESSOR]

    every_world(examples, roads, tried)


@pytest.mark.parametrize("part", ["budi", "wulan"])
def test_control_without_the_permission_the_database_refuses_assessor_and_decider_as_issuer(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, part: str
):
    person = getattr(stage.cast, part)
    grant(person, Role.BODY_ADMIN, stage)
    (row,) = certificates.numbered(stage)
    monkeypatch.setattr(permissions, "may_issue", lambda user, assessment: ALLOWED)
    run = run_asked_by(fresh(person), stage, row)

    with pytest.raises(IntegrityError), transaction.atomic():
        operations.reserve(run=run, assessments=[row.pk], at=timezone.now())

    assert not Participation.objects.filter(part=Part.ISSUER).exists()
    assert not Certificate.objects.exists()


def test_one_person_with_every_role_changes_nothing_alone(stage: Stage):
    everything = accounts.user("Serba Bisa")
    for role in MIXED:
        grant(everything, role, stage)
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
