"""Two members at once, on real commits: one decision, and the other is told (reliability.md A3)."""

import threading
import time

import pytest
from django.db import connection

from assessments import operations, queries
from assessments.models import Decision, Panel, PanelCase
from certify.accounts.models import User
from certify.lib.errors import ConflictError, DomainError, NotNowError
from tests.conftest import Cast
from tests.factories import assessments as make
from tests.factories import participants, programs
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage
from tests.racing import PATIENCE, Act, at_once

LINGER_SECONDS = 0.002
ROUNDS = [25, pytest.param(10_000, marks=pytest.mark.drill)]


@pytest.fixture
def setting(committed_cast: Cast, django_db_blocker) -> Stage:
    with django_db_blocker.unblock():
        yield programs.stage(committed_cast)


def press(case: PanelCase, choice: str, *, version: int, by: object) -> Act:
    """Press a key on a laptop whose page shows ``version``."""
    return lingering(
        lambda: operations.mark_case(
            case=case,
            choice=choice,
            reason="Putus",
            follow_up="Latih lagi",
            version=version,
            by=by,
            at=AT,
        )
    )


def lingering(act: Act) -> Act:
    """Sleep inside the critical section: the case was read, and is not written yet."""

    def linger(execute, sql, params, many, context):
        if sql.startswith('UPDATE "assessments_panelcase"'):
            time.sleep(LINGER_SECONDS)
        return execute(sql, params, many, context)

    def slowly() -> object:
        with connection.execute_wrapper(linger):
            return act()

    return slowly


def close(meeting: Panel, seen: str, *, by: User) -> Act:
    """Press "Tetapkan" on a check page that shows ``seen``."""
    return lambda: operations.close_panel(panel=meeting, seen=seen, by=by, at=AT)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_two_members_press_k_and_b_at_once(setting: Stage, rounds: int):
    make.assessment_at("recommended", setting)
    case = make.panel(setting).cases.get()
    wulan, hadi = setting.cast.wulan, setting.cast.hadi
    for version in range(rounds):
        ends = at_once(
            press(case, make.K, version=version, by=wulan),
            press(case, make.BK, version=version, by=hadi),
        )
        case.refresh_from_db()
        losers = [end for end in ends if isinstance(end, ConflictError)]
        winners = [end for end in ends if isinstance(end, PanelCase)]
        assert (len(winners), len(losers), case.version) == (1, 1, version + 1)
        assert losers[0].sentence.startswith(f"{case.marked_by.full_name} sudah mencatat")
        assert losers[0].theirs == case.get_outcome_display()


def test_control_without_the_version_both_are_noted(setting: Stage):
    """The same race against code that reads, waits and writes: the first choice is lost."""
    make.assessment_at("recommended", setting)
    case = make.panel(setting).cases.get()
    both_have_read = threading.Barrier(2, timeout=PATIENCE)

    def careless(choice: str, by: object) -> Act:
        def act() -> str:
            row = PanelCase.objects.get(pk=case.pk)
            both_have_read.wait()
            row.outcome, row.reason, row.follow_up = choice, "Putus", "Latih"
            row.marked_by, row.marked_at, row.version = by, AT, row.version + 1
            row.save()
            return choice

        return act

    ends = at_once(careless(make.K, setting.cast.wulan), careless(make.BK, setting.cast.hadi))

    case.refresh_from_db()
    assert (set(ends), case.version) == ({make.K, make.BK}, 1)


@pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.drill)])
def test_two_members_close_at_once(setting: Stage, rounds: int):
    programs.quota(setting.program, setting.scheme, by=setting.cast.dewi, places=rounds)
    for number in range(1, rounds + 1):
        row = make.assessment_at("recommended", setting)
        meeting = make.panel(setting)
        make.mark_case(meeting, row, make.K, by=setting.cast.ratna)
        seen = queries.state_of(queries.cases(meeting))

        ends = at_once(
            *(close(meeting, seen, by=by) for by in (setting.cast.wulan, setting.cast.hadi))
        )

        meeting.refresh_from_db()
        losers = [end for end in ends if isinstance(end, NotNowError)]
        assert [loser.sentence.split(" pukul")[0] for loser in losers] == [
            f"Pleno ini sudah ditetapkan oleh {meeting.closed_by.full_name}"
        ]
        assert Decision.objects.count() == number
        setting.budi.assessments.filter(pk=row.pk).update(scheduled_on="2000-01-01")


def test_two_managers_assign_the_last_place_at_once(setting: Stage):
    type(setting.budi).objects.filter(pk=setting.budi.pk).update(daily_capacity=1)
    first, second = participants.accepted_many(setting, 2)

    ends = at_once(
        *(
            lambda application=application: make.assigned(setting, application)
            for application in (first, second)
        )
    )

    refused = [end.sentence for end in ends if isinstance(end, NotNowError)]
    assert len(refused) == 1
    assert "paling banyak 1 sehari" in refused[0]
    assert setting.budi.assessments.count() == 1


def test_two_devices_tap_one_criterion_at_once(setting: Stage):
    row = make.assessment_at("consented", setting)
    budi = setting.cast.budi
    for line in queries.sheet(row)[0].lines[:4]:
        ends = at_once(
            *(
                lambda value=value, reason=reason, line=line: operations.mark(
                    assessment=row,
                    criterion=line.criterion,
                    value=value,
                    reason=reason,
                    version=0,
                    by=budi,
                    at=AT,
                )
                for value, reason in (("met", ""), ("not_yet", "putus"))
            )
        )
        assert sum(isinstance(end, ConflictError) for end in ends) == 1
    assert row.mark_changes.count() == 4


def test_an_assessor_confirms_while_the_manager_reassigns(setting: Stage):
    """Whoever comes second acts on what the first one did, not on what the page showed."""
    for _ in range(4):
        row = make.assessment_at("assigned", setting)
        ends = at_once(
            lambda row=row: operations.reassign(
                assessment=row,
                assessor=setting.rahma,
                scheduled_on=AT.date(),
                by=setting.cast.tuti,
                at=AT,
            ),
            lambda row=row: operations.confirm_ready(assessment=row, by=setting.cast.budi, at=AT),
        )
        row.refresh_from_db()
        parts = make.parts_in(row)
        assert (row.assessor, row.status) == (setting.rahma, "assigned")
        if isinstance(ends[1], DomainError):
            assert parts == {"Rahma": "assessor"}
        else:
            assert parts == {"Budi": "former_assessor", "Rahma": "assessor"}
