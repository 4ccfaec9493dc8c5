import itertools

import pytest

from assessments.enums import AssessmentStatus as S
from assessments.enums import Outcome
from certificates.enums import CertificateStatus as C
from desk import rules
from desk.rules import Facts
from participants.enums import ApplicationStatus as A
from participants.enums import EnrollmentStatus as E

SENT = {"enrollment": E.REGISTERED, "application": A.ACCEPTED}
COMPETENT = SENT | {"assessment": S.IN_FORCE, "outcome": Outcome.COMPETENT}


@pytest.mark.parametrize(
    ("facts", "agency", "body"),
    [
        (Facts(E.REGISTERED, A.SUBMITTED), rules.WITH_BODY, rules.TO_ANSWER),
        (Facts(E.REGISTERED, A.RETURNED), rules.RETURNED, rules.WITH_AGENCY),
        (Facts(E.REGISTERED, A.REJECTED), rules.REJECTED, rules.BODY_REJECTED),
        (Facts(E.REGISTERED, A.WITHDRAWN), rules.WITHDRAWN, rules.WITHDRAWN),
        (Facts(E.WITHDRAWN, A.ACCEPTED), rules.WITHDRAWN, rules.WITHDRAWN),
        (Facts(**SENT), rules.UNASSESSED, rules.TO_ASSIGN),
        (Facts(**SENT, assessment=S.ASSIGNED), rules.UNASSESSED, rules.IN_ASSESSMENT),
        (Facts(**SENT, assessment=S.READY), rules.UNASSESSED, rules.IN_ASSESSMENT),
        (Facts(**SENT, assessment=S.NOT_READY), rules.UNASSESSED, rules.NOT_READY),
        (Facts(**SENT, assessment=S.CONSENTED), rules.UNASSESSED, rules.IN_ASSESSMENT),
        (Facts(**SENT, assessment=S.ABSENT), rules.ABSENT, rules.BODY_ABSENT),
        (Facts(**SENT, assessment=S.WITHDRAWN), rules.WITHDRAWN, rules.WITHDRAWN),
        (Facts(**SENT, assessment=S.RECOMMENDED), rules.AWAITS_DECISION, rules.AWAITS_PANEL),
        (
            Facts(**SENT, assessment=S.IN_FORCE, outcome=Outcome.NOT_YET_COMPETENT),
            rules.NOT_YET,
            rules.BODY_NOT_YET,
        ),
        (Facts(**COMPETENT), rules.AWAITS_NUMBER, rules.TO_NUMBER),
        (Facts(**COMPETENT, has_number=True), rules.AWAITS_ISSUE, rules.TO_ISSUE),
        (
            Facts(**COMPETENT, has_number=True, certificate=C.RESERVED),
            rules.AWAITS_ISSUE,
            rules.TO_ISSUE,
        ),
        (
            Facts(**COMPETENT, has_number=True, certificate=C.ISSUED),
            rules.TO_HAND_OVER,
            rules.ISSUED,
        ),
        (
            Facts(**COMPETENT, has_number=True, certificate=C.ISSUED, is_handed_over=True),
            rules.HANDED_OVER,
            rules.ISSUED,
        ),
        (
            Facts(**COMPETENT, has_number=True, certificate=C.REVOKED),
            rules.REVOKED,
            rules.BODY_REVOKED,
        ),
    ],
)
def test_each_side_sees_its_own_half(facts, agency, body):
    assert (rules.agency_stage(facts), rules.body_stage(facts)) == (agency, body)


def test_agency_alone_sees_who_was_not_sent():
    assert rules.agency_stage(Facts(E.REGISTERED)) == rules.UNSENT


@pytest.mark.parametrize("outcome", Outcome.values)
def test_agency_learns_no_outcome_before_the_decree(outcome):
    decided = Facts(**SENT, assessment=S.DECIDED, outcome=outcome)
    assert rules.agency_stage(decided) == rules.AWAITS_DECISION
    assert rules.body_stage(decided) == rules.AWAITS_DECREE


def test_every_combination_has_a_stage_of_the_side():
    for enrollment, application, assessment, outcome, certificate in itertools.product(
        E.values, A.values, [None, *S.values], [None, *Outcome.values], [None, *C.values]
    ):
        facts = Facts(enrollment, application, assessment, outcome, certificate=certificate)
        assert rules.agency_stage(facts) in rules.AGENCY_STAGES
        assert rules.body_stage(facts) in rules.BODY_STAGES


@pytest.mark.parametrize(
    ("stages", "steps"),
    [(rules.AGENCY_STAGES, rules.AGENCY_STEPS), (rules.BODY_STAGES, rules.BODY_STEPS)],
)
def test_stages_have_one_key_each_and_stay_on_the_strip(stages, steps):
    assert len({stage.key for stage in stages}) == len(stages)
    assert all(0 <= stage.reached <= len(steps) for stage in stages)


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (3, "Selamat malam"),
        (4, "Selamat pagi"),
        (10, "Selamat pagi"),
        (11, "Selamat siang"),
        (15, "Selamat sore"),
        (18, "Selamat malam"),
    ],
)
def test_greeting(hour, words):
    assert rules.greeting(hour) == words
