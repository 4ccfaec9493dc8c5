"""Four programs at four points of the road, told in the order in which they happened."""

import datetime as dt

from certify.demo import cast, life, road, stage
from programs.models import Program

PAST_BK = frozenset({9, 27})
THIS_YEAR_BK = frozenset({5, 18, 33})
MIXED_BK = frozenset({3})
RENEWING = 3  # certified in 2022, assessed again this year
HANDED_OVER_ON = dt.date(2023, 1, 26)


def tell(today: dt.date) -> stage.Stage:
    """Build the demo as it stands on ``today``, event after event."""
    begun = dt.date(2022, 1, 3)
    company = cast.gather(road.moment(begun, "08:00"))
    ready = stage.build(company, road.moment(begun, "09:00"))
    _finished_2022(ready)
    _finished_this_year(ready, today)
    _mixed(ready, today)
    _planned(ready, today)
    return ready


def _finished_2022(ready: stage.Stage) -> None:
    plan = road.Plan(
        name="Fasilitasi Sertifikasi Kompetensi Profesi Batik 2022",
        start=dt.date(2022, 8, 1),
        assessed_on=dt.date(2022, 10, 11),
        people=range(1, 41),
        places=40,
    )
    _finish(ready, plan, PAST_BK, issued_on=dt.date(2023, 1, 9), handed_on=HANDED_OVER_ON)


def _finished_this_year(ready: stage.Stage, today: dt.date) -> None:
    plan = road.Plan(
        name="Batik Jombang Kompeten: Diwek dan Jombang",
        start=today - dt.timedelta(days=210),
        assessed_on=today - dt.timedelta(days=150),
        people=(*range(41, 80), RENEWING),
        places=40,
    )
    program = _finish(
        ready,
        plan,
        THIS_YEAR_BK,
        issued_on=today - dt.timedelta(days=95),
        handed_on=today - dt.timedelta(days=80),
    )
    life.happen(ready, program, today - dt.timedelta(days=60))


def _finish(
    ready: stage.Stage,
    plan: road.Plan,
    not_yet: frozenset[int],
    *,
    issued_on: dt.date,
    handed_on: dt.date,
) -> Program:
    program, wave = road.announce(ready, plan)
    rows = road.enroll(ready, program, wave, plan)
    sent_on = plan.start + dt.timedelta(days=10)
    road.apply(ready, program, rows, sent_on)
    accepted = road.accept(ready, program, sent_on + dt.timedelta(days=5))
    made = road.assign(ready, accepted, sent_on + dt.timedelta(days=8), plan.assessed_on)
    road.begin(made)
    road.mark(made, not_yet=not_yet)
    road.recommend(made, not_yet=not_yet)
    panel = road.decide(ready, program, plan.assessed_on + dt.timedelta(days=7), not_yet=not_yet)
    road.decree(ready, panel, plan.assessed_on + dt.timedelta(days=9))
    competent = road.record_numbers(ready, program, issued_on - dt.timedelta(days=2))
    road.issue(ready, program, competent, issued_on)
    road.hand_over(ready, program, handed_on)
    road.close(ready, program, handed_on + dt.timedelta(days=1))
    return program


def _mixed(ready: stage.Stage, today: dt.date) -> None:
    plan = road.Plan(
        name="Batik Tulis Mojoagung dan Wonosalam",
        start=today - dt.timedelta(days=40),
        assessed_on=today - dt.timedelta(days=1),
        people=range(81, 111),
        places=30,
    )
    program, wave = road.announce(ready, plan)
    rows = road.enroll(ready, program, wave, plan)
    road.apply(ready, program, rows[:28], today - dt.timedelta(days=30))
    accepted = road.accept(ready, program, today - dt.timedelta(days=25), but=3)
    assigned_on = today - dt.timedelta(days=20)
    made = road.assign(ready, accepted[:18], assigned_on, plan.assessed_on)
    road.assign(ready, accepted[18:24], assigned_on, today)
    road.begin(made)
    road.mark(made[:12], not_yet=MIXED_BK)
    road.recommend(made[:9], not_yet=MIXED_BK)


def _planned(ready: stage.Stage, today: dt.date) -> None:
    plan = road.Plan(
        name="Fasilitasi Sertifikasi Batik Jombang",
        start=today,
        assessed_on=today + dt.timedelta(days=30),
        people=range(0),
        places=40,
    )
    road.announce(ready, plan)
