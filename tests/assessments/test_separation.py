"""Assessor, trainer and deciders are different people, whoever holds which roles (A4)."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import strategies as st

from assessments import operations, queries
from assessments.enums import Part
from assessments.models import Assessment, Decision, Participation
from certify.accounts.models import User
from certify.accounts.roles import Role
from certify.lib.errors import DomainError
from tests.factories import accounts, participants, programs
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage
from tests.worlds import every_world

PEOPLE = 5
MIXED = [
    Role.ASSESSOR,
    Role.COMMITTEE_MEMBER,
    Role.CERTIFICATION_MANAGER,
    Role.BODY_DIRECTOR,
    Role.BODY_ADMIN,
    Role.SYSTEM_ADMIN,
]
EXAMPLES = [11, pytest.param(200, marks=pytest.mark.drill)]
who = st.integers(0, PEOPLE - 1)
worlds = st.fixed_dictionaries(
    {
        "roles": st.lists(st.sets(st.sampled_from(MIXED)), min_size=PEOPLE, max_size=PEOPLE),
        "assessor": who,
        "second": st.none() | who,
        "trainer": st.none() | who,
        "members": st.sets(who),
        # An account with every role, which several people use.
        "shared": st.none() | who,
        "late_role": st.none() | st.tuples(who, st.sampled_from(MIXED)),
    }
)


def fresh(people: list[User]) -> list[User]:
    """The same people on their next request."""
    return list(User.objects.filter(pk__in=[p.pk for p in people]).order_by("pk"))


def attempt(act) -> object:
    """Try an act as a person would: refusals are part of the day."""
    try:
        with transaction.atomic():
            return act()
    except DomainError:
        return None


def grant(person: User, role: Role, stage: Stage) -> None:
    """Give a role where it is held: the system's administrator in no organization."""
    accounts.grant(person, role, None if role == Role.SYSTEM_ADMIN else stage.cast.body)


def assigned(stage: Stage, people: list[User], world: dict) -> Assessment:
    """Have a candidate assigned to one of the people, or to Budi where a tie forbids it."""
    assessors = [programs.assessor(stage.body, p, by=stage.cast.tuti) for p in people]
    application = participants.accepted(stage)
    if world["trainer"] is not None:
        person = application.enrollment.person
        participants.training(person, by=stage.cast.dewi, trainer=people[world["trainer"]])
    first = assessors[world["assessor"]]
    row = attempt(lambda: make.assigned(stage, application, assessor=first))
    if row is None:
        return make.assigned(stage, application)
    if world["second"] is not None:
        row = operations.decline_ready(assessment=row, note="x", by=row.assessor.user, at=AT)
        attempt(
            lambda: operations.reassign(
                assessment=row,
                assessor=assessors[world["second"]],
                scheduled_on=AT.date(),
                by=stage.cast.tuti,
                at=AT,
            )
        )
    return row


def live_through(stage: Stage, people: list[User], world: dict) -> Assessment:
    """Walk one candidate down the road, everybody trying everything they could."""
    row = assigned(stage, people, world)
    everybody = [*people, stage.cast.budi, stage.cast.tuti, *stage.cast.panel]
    for person in everybody:
        attempt(lambda p=person: operations.confirm_ready(assessment=row, by=p, at=AT))
    row.refresh_from_db()
    row = make.recommended(make.marked(make.consented(row)))
    if world["late_role"]:
        number, role = world["late_role"]
        if not people[number].grants.filter(role=role).exists():
            grant(people[number], role, stage)
    everybody = fresh(everybody)
    members = [*stage.cast.panel, *(people[number] for number in world["members"])]
    meeting = attempt(lambda: make.panel(stage, members=members)) or make.panel(stage)
    for person in everybody:
        attempt(lambda p=person: make.mark_case(meeting, row, make.K, by=p))
    for person in everybody:
        attempt(lambda p=person: make.close(meeting, by=p))
    return row


def forbidden(row: Assessment) -> set[int]:
    parts = row.participations.exclude(part=Part.DECIDER).values_list("user", flat=True)
    trainings = row.application.enrollment.person.trainings.values_list("trainer", flat=True)
    return {key for key in (*parts, *trainings) if key}


@pytest.mark.parametrize("examples", EXAMPLES)
def test_no_mix_of_roles_lets_an_assessor_or_trainer_decide(stage: Stage, examples: int):
    every_world(examples, worlds, lambda world: nobody_takes_two_parts(stage, world))


def nobody_takes_two_parts(stage: Stage, world: dict) -> None:
    """Let a world live, and look at who decided."""
    people = []
    for number, roles in enumerate(world["roles"]):
        person = accounts.user(f"Campuran {number}")
        for role in {Role.ASSESSOR, *roles, *(MIXED if number == world["shared"] else ())}:
            grant(person, role, stage)
        people.append(person)
    row = live_through(stage, people, world)
    decision = Decision.objects.filter(assessment=row).first()
    deciders = set(row.participations.filter(part=Part.DECIDER).values_list("user", flat=True))
    assert not deciders & forbidden(row)
    if decision:
        assert len(deciders) >= 3
        assert decision.decided_by_id in deciders
        assert decision.panel.closed_by_id not in forbidden(row)


@pytest.mark.parametrize("part", [Part.DECIDER, Part.ISSUER])
def test_the_database_refuses_the_assessor_any_other_part(stage: Stage, part: str):
    row = make.assessment_at("recommended", stage)

    with pytest.raises(IntegrityError):
        Participation.objects.create(assessment=row, user=stage.cast.budi, part=part)


def test_the_database_refuses_a_decider_as_issuer(stage: Stage):
    row = make.assessment_at("decided", stage)
    for member in stage.cast.panel:
        with pytest.raises(IntegrityError), transaction.atomic():
            Participation.objects.create(assessment=row, user=member, part=Part.ISSUER)


def test_closing_fails_whole_when_a_member_already_issued(stage: Stage):
    """Even if the permission were wrong: the constraint stops the transaction."""
    row = make.assessment_at("recommended", stage)
    meeting = make.panel(stage)
    make.mark_case(meeting, row, make.K, by=stage.cast.wulan)
    Participation.objects.create(assessment=row, user=stage.cast.ratna, part=Part.ISSUER)
    case = queries.cases(meeting)[0]

    assert case.barred == {stage.cast.ratna.pk: "Ratna menerbitkan sertifikat orang ini"}
    with pytest.raises(DomainError, match="Baru 2 anggota"):
        make.close(meeting, by=stage.cast.wulan)
    assert Decision.objects.count() == 0
