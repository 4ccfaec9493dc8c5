"""Many simultaneous identical posts of each changing route act once (A2).

The routes come from the resolver: one without a case fails, and so does a case without a route.
What one post does is seen first, in a transaction that is taken back: which tables grow by how
many rows, the trail among them. Twenty posts with one key must do exactly that.
"""

import uuid
from collections import Counter

import pytest

from certify.once.models import UsedKey
from tests.access_world import World
from tests.double_submit.case import Case
from tests.double_submit.filling import CASES, ROUTES, browser_of, filled
from tests.double_submit.twins import Answer, grown, rows

TWINS = 20
DRILL = 200
BUSY = 503


def test_every_changing_route_has_its_case():
    assert sorted(ROUTES) == sorted(CASES)


def is_late(answer: Answer, case: Case) -> bool:
    if case.late is None:
        return False
    status, beginning = case.late
    return answer.status == status and answer.location.startswith(beginning)


@pytest.fixture(autouse=True)
def without_limit(settings) -> None:
    """Twenty changes of a password at once would be taken for guessing."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"change_password": None}


@pytest.mark.parametrize("count", [TWINS, pytest.param(DRILL, marks=pytest.mark.drill)])
@pytest.mark.parametrize("route", sorted(CASES))
def test_twins_act_once(route: str, count: int, world: World, record_property):
    case, form, key = CASES[route], filled(route, world), uuid.uuid4()
    one, growth = form.rehearse()
    assert 200 <= one.status < 400
    assert growth[case.leaves] != 0
    before = rows()

    sent = form.send_together([key] * count)

    # Of hundreds some wait too long for the first one and are asked to send it again.
    answers = [answer for answer in sent if answer.status != BUSY or count < DRILL]
    [answer] = {answer for answer in answers if not is_late(answer, case)}
    assert answer.status == one.status
    assert grown(before) == growth
    asked_again = len(sent) - len(answers)
    waited = f", {asked_again} asked to send it again" if asked_again else ""
    record_property("figures", f"{count} posts, 1 act, 1 answer{waited}")
    assert UsedKey.objects.filter(key=key).count() == 1
    form.come_from(browser_of(case, world))
    again = form.send(key)  # refreshed, or gone back and pressed once more
    assert again == answer or is_late(again, case)
    assert form.send(key, lain="1").status == 409
    assert grown(before) == growth


@pytest.mark.control
def test_control_with_keys_of_their_own_twins_act_each(world: World):
    """Seen from the other side: what holds the act to one is the key, and the count tells."""
    form = filled("participants:record_training", world)
    _, growth = form.rehearse()
    before = rows()

    answers = form.send_together([uuid.uuid4() for _ in range(TWINS)])

    assert {answer.status for answer in answers} == {302}
    assert grown(before) == Counter({table: TWINS * count for table, count in growth.items()})
