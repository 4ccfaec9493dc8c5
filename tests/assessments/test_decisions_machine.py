"""A committee at its laptops, in any order that anybody thinks of (reliability.md A3).

Hypothesis convenes, notes, looks, closes, cancels and gives back; pages are as old as the last
look. Beside the database runs a model in plain Python that foretells the end of every act: done,
or refused by which error with which words. After each step everything kept must be what the model
knows. The controls take one guard away each; the same machine must then find a counterexample.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from assessments import operations, queries
from assessments.enums import Part
from assessments.models import Assessment, Decision, Panel, PanelCase, PanelMember, Participation
from assessments.rules import PANEL_QUORUM
from certify.accounts.models import User
from certify.accounts.roles import Role
from certify.lib.errors import (
    ConflictError,
    DomainError,
    InvalidInputError,
    NotAllowedError,
    NotNowError,
)
from tests.factories import accounts, participants
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO, Stage

CANDIDATES = 3
COMMITTEE = ("Wulan", "Hadi", "Ratna", "Umi", "Budi")
LATER = "postponed"
WORDS = {make.K: "Kompeten", make.BK: "Belum kompeten", LATER: "Tunda"}
FEW, MANY = (8, 12), (400, 30)
LEAST = 5
EVERY_END = {
    f"{act}: {end}"
    for act, ends in {
        "convene": ("done", "NotAllowedError", "InvalidInputError", "NotNowError"),
        "note": ("done", "NotAllowedError", "InvalidInputError", "NotNowError", "ConflictError"),
        "close": ("done", "NotAllowedError", "NotNowError", "ConflictError"),
        "cancel": ("done", "NotAllowedError", "InvalidInputError", "NotNowError"),
        "give back": ("done", "NotNowError"),
    }.items()
    for end in ends
}
COUNTS = [
    pytest.param(*FEW, id="8 stories of 12 steps"),
    pytest.param(*MANY, id="400 stories of 30 steps", marks=pytest.mark.drill),
]
Refusal = tuple[type[DomainError], str]
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Setting:
    """Who waits for a panel, and who is there."""

    stage: Stage
    waiting: Mapping[int, Assessment]
    people: Mapping[str, User]
    # Who assessed and who trained whom: they must not decide.
    tied: Mapping[int, frozenset[str]]


@dataclass(frozen=True)
class Noted:
    """What stands beside one name."""

    choice: str = ""
    reason: str = ""
    follow_up: str = ""
    version: int = 0
    by: str = ""
    at: dt.datetime | None = None


@dataclass
class Meeting:
    """One panel as the model knows it."""

    panel: Panel
    members: frozenset[str]
    noted: dict[int, Noted]
    status: str = "open"
    ended: str = ""


@dataclass(frozen=True)
class Page:
    """What a laptop shows: as old as its last look, but for what was noted on it since.

    The check page does not follow what is noted: whoever closes carries ``seen``, of ``checked``.
    """

    meeting: Meeting
    shown: dict[int, Noted]
    seen: str
    checked: dict[int, Noted]


@dataclass
class Known:
    """Everything that should be kept."""

    status: dict[int, str]
    meetings: list[Meeting] = field(default_factory=list)
    decided: dict[int, tuple[object, ...]] = field(default_factory=dict)
    deciders: set[tuple[int, str]] = field(default_factory=set)

    def standing(self) -> set[int]:
        """Who stands before an open panel."""
        return {key for one in self.meetings if one.status == "open" for key in one.noted}

    def ready(self) -> set[int]:
        """Who waits for a panel."""
        return {k for k, s in self.status.items() if s == "recommended"} - self.standing()


def at_time(moment: dt.datetime | None) -> str:
    assert moment is not None
    return f"pukul {timezone.localtime(moment):%H.%M} WIB"


def shown_by(case: queries.Case) -> Noted:
    row = case.row
    by = row.marked_by.full_name if row.marked_by else ""
    return Noted(case.mark, row.reason, row.follow_up, row.version, by, row.marked_at)


who = st.sampled_from([*COMMITTEE, "Wulan", "Ratna", "Umi", "Tuti", "Sari"])
choices = st.sampled_from([make.K, make.K, make.BK, LATER])


class Committee(RuleBasedStateMachine):
    """One story; everything it did is taken back at its end."""

    def __init__(self, setting: Setting, ends: Counter[str]) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.setting, self.ends, self.now = setting, ends, LONG_AGO
        self.known = Known(dict.fromkeys(setting.waiting, "recommended"))
        self.pages: dict[str, Page] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # The acts; a control is a careless way of one of them.

    def convene_as(self, **fields: object) -> Panel:
        return operations.convene(**fields)

    def note_as(self, **fields: object) -> PanelCase:
        return operations.mark_case(**fields)

    def close_as(self, **fields: object) -> list[Decision]:
        return operations.close_panel(**fields)

    # The rules.

    @rule(absent=st.sets(st.sampled_from(COMMITTEE), max_size=3))
    def convene(self, absent: set[str]) -> None:
        self._convene(absent, by="Tuti")

    @rule(by=who)
    def anybody_convenes(self, by: str) -> None:
        self._convene(set(), by=by)

    def _convene(self, absent: set[str], *, by: str) -> None:
        sitting = [name for name in COMMITTEE if name not in absent]
        ready = self.known.ready()
        panel = self._ends(
            "convene",
            lambda: self.convene_as(
                body=self.setting.stage.body,
                program=self.setting.stage.program,
                held_on=LONG_AGO.date(),
                place="Kantor LSP",
                chair=self.setting.people[sitting[0]],
                members=[self.setting.people[name] for name in sitting],
                by=self.setting.people[by],
                at=self._tick(),
            ),
            self._may_convene(by, sitting, ready),
        )
        if panel is not None:
            noted = {key: Noted() for key in ready}
            self.known.meetings.append(Meeting(panel, frozenset(sitting), noted))
            for name in sitting:  # everybody opens the laptop; who looks no more has an old page
                self._look(name)

    @precondition(lambda self: self.known.meetings)
    @rule(by=who, back=st.sampled_from([1, 1, 1, 2]))
    def look(self, by: str, back: int) -> None:
        self._look(by, back)

    def _look(self, by: str, back: int = 1) -> None:
        meeting = self.known.meetings[-min(back, len(self.known.meetings))]
        listed = queries.cases(meeting.panel)
        shown = {case.row.assessment_id: shown_by(case) for case in listed}
        assert shown == meeting.noted
        self.pages[by] = Page(meeting, shown, queries.state_of(listed), dict(shown))

    @precondition(lambda self: self.pages)
    @rule(by=who, place=st.integers(0, CANDIDATES - 1), choice=choices, says_why=st.booleans())
    def note(self, by: str, place: int, choice: str, says_why: bool) -> None:
        page = self._page_of(by)
        key = sorted(page.shown)[place % len(page.shown)]
        words = ("Goresan putus", "Latih lagi") if says_why else ("", "")
        self._note(by, page, key, choice, words)

    @precondition(lambda self: self.pages)
    @rule(
        by=who,
        looks=st.booleans(),
        wanted=st.lists(choices, min_size=CANDIDATES, max_size=CANDIDATES),
    )
    def note_everybody(self, by: str, looks: bool, wanted: list[str]) -> None:
        if looks:
            self._look(by)
        page = self._page_of(by)
        for key, choice in zip(sorted(page.shown), wanted, strict=False):
            self._note(by, page, key, choice, ("Goresan putus", "Latih lagi"))

    @precondition(lambda self: self.pages)
    @rule(by=who, looks=st.booleans())
    def close(self, by: str, looks: bool) -> None:
        if looks:
            self._look(by)
        page, moment = self._page_of(by), self._tick()
        meeting = page.meeting
        decisions = self._ends(
            "close",
            lambda: self.close_as(
                panel=meeting.panel, seen=page.seen, by=self.setting.people[by], at=moment
            ),
            self._may_close(by, page),
        )
        if decisions is None:
            return
        self._end(meeting, "closed", f"ditetapkan oleh {by} {at_time(moment)}")
        for key, noted in page.checked.items():  # what this member saw, and nothing else
            if noted.choice in (make.K, make.BK):
                assert key not in self.known.decided
                ruling = (noted.choice, noted.reason, noted.follow_up, noted.by)
                self.known.decided[key] = (*ruling, meeting.panel.pk, moment)
                self.known.status[key] = "decided"
                self.known.deciders |= {(key, name) for name in self._eligible(meeting, key)}
        assert {row.assessment_id: row.outcome for row in decisions} == {
            key: noted.choice
            for key, noted in page.checked.items()
            if noted.choice in (make.K, make.BK)
        }

    @precondition(lambda self: self.pages)
    @rule(by=st.sampled_from(["Tuti", "Tuti", "Wulan"]), reason=st.sampled_from(["Sakit", " "]))
    def cancel(self, by: str, reason: str) -> None:
        meeting, moment = self._page_of(by).meeting, self._tick()
        canceled = self._ends(
            "cancel",
            lambda: operations.cancel_panel(
                panel=meeting.panel, reason=reason, by=self.setting.people[by], at=moment
            ),
            self._may_cancel(by, meeting, reason),
        )
        if canceled is not None:
            self._end(meeting, "canceled", f"dibatalkan oleh {by} {at_time(moment)}")

    @rule(place=st.integers(0, CANDIDATES - 1))
    def give_back_and_recommend_anew(self, place: int) -> None:
        key = sorted(self.setting.waiting)[place]
        row = self.setting.waiting[key]
        is_free = key in self.known.ready()
        given_back = self._ends(
            "give back",
            lambda: operations.return_to_assessor(
                assessment=row, reason="Kurang jelas", by=self.setting.people["Tuti"], at=self.now
            ),
            None if is_free else (NotNowError, ""),
        )
        if given_back is not None:
            make.recommended(Assessment.objects.get(pk=key))

    # What must hold after each step.

    @invariant()
    def nothing_else_is_kept(self) -> None:
        known = self.known
        rulings = Decision.objects.values_list(
            *("assessment", "outcome", "reason", "follow_up"),
            *("decided_by__full_name", "panel", "decided_at"),
        )
        assert sorted(rulings) == sorted((key, *rest) for key, rest in known.decided.items())
        standing = PanelCase.objects.filter(is_open=True).values_list("assessment", flat=True)
        assert sorted(standing) == sorted(known.standing())
        assert dict(Assessment.objects.values_list("pk", "status")) == known.status
        deciders = Participation.objects.filter(part=Part.DECIDER)
        assert set(deciders.values_list("assessment", "user__full_name")) == known.deciders
        assert [one.status for one in known.meetings] == list(
            Panel.objects.order_by("pk").values_list("status", flat=True)
        )

    # The model's own judgement.

    def _tick(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=1)
        return self.now

    def _page_of(self, by: str) -> Page:
        if by not in self.pages:
            self._look(by)
        return self.pages[by]

    def _eligible(self, meeting: Meeting, key: int) -> frozenset[str]:
        return meeting.members - self.setting.tied[key]

    def _has_quorum(self, meeting: Meeting, key: int) -> bool:
        return len(self._eligible(meeting, key)) >= PANEL_QUORUM

    def _may_convene(self, by: str, sitting: list[str], ready: set[int]) -> Refusal | None:
        if by != "Tuti":
            return NotAllowedError, "Hanya manajer sertifikasi"
        if len(sitting) < PANEL_QUORUM:
            return InvalidInputError, f"Baru {len(sitting)}."
        return None if ready else (NotNowError, "Belum ada rekomendasi")

    def _may_note(
        self, by: str, page: Page, key: int, choice: str, words: tuple[str, str]
    ) -> Refusal | None:
        meeting, now = page.meeting, page.meeting.noted[key]
        if by in meeting.members & self.setting.tied[key]:
            return NotAllowedError, "tidak ikut memutuskan"
        if by not in meeting.members:
            return NotAllowedError, "Hanya anggota pleno ini"
        if meeting.status != "open":
            return NotNowError, meeting.ended
        if choice != LATER and not self._has_quorum(meeting, key):
            return NotNowError, f"Baru {len(self._eligible(meeting, key))} anggota"
        if choice == make.BK and not all(words):
            return InvalidInputError, "alasan dan langkah berikutnya"
        if page.shown[key].version != now.version:
            name = self.setting.waiting[key].application.full_name
            told = f"{now.by} sudah mencatat “{WORDS[now.choice]}” untuk {name} {at_time(now.at)}"
            return ConflictError, told
        return None

    def _may_close(self, by: str, page: Page) -> Refusal | None:
        meeting = page.meeting
        if by not in meeting.members:
            return NotAllowedError, "Hanya anggota pleno ini"
        if meeting.status != "open":
            return NotNowError, meeting.ended
        decided = {k for k, noted in meeting.noted.items() if noted.choice in (make.K, make.BK)}
        if any(by in self.setting.tied[key] for key in decided):
            return NotAllowedError, "Anda punya hubungan dengan"
        silent = [k for k, noted in meeting.noted.items() if not noted.choice]
        if waiting := [key for key in silent if self._has_quorum(meeting, key)]:
            return NotNowError, f"Masih ada {len(waiting)} orang"
        if not decided:
            return NotNowError, "Belum ada keputusan"
        if page.checked != meeting.noted:
            return ConflictError, "Periksa sekali lagi"
        return None

    def _may_cancel(self, by: str, meeting: Meeting, reason: str) -> Refusal | None:
        if by != "Tuti":
            return NotAllowedError, "Hanya manajer sertifikasi"
        if meeting.status != "open":
            return NotNowError, meeting.ended
        return None if reason.strip() else (InvalidInputError, "Tulis mengapa")

    def _note(self, by: str, page: Page, key: int, choice: str, words: tuple[str, str]) -> None:
        meeting, moment = page.meeting, self._tick()
        case = meeting.panel.cases.get(assessment=key)
        noted = self._ends(
            "note",
            lambda: self.note_as(
                case=case,
                choice=choice,
                reason=words[0],
                follow_up=words[1],
                version=page.shown[key].version,
                by=self.setting.people[by],
                at=moment,
            ),
            self._may_note(by, page, key, choice, words),
        )
        if noted is not None:
            now = Noted(choice, *words, page.shown[key].version + 1, by, moment)
            meeting.noted[key] = page.shown[key] = now

    def _end(self, meeting: Meeting, status: str, ended: str) -> None:
        meeting.status, meeting.ended = status, ended

    def _ends(self, name: str, act: Callable[[], Answer], told: Refusal | None) -> Answer | None:
        """Try an act: it must end as the model foretold, and by nothing but our own refusals."""
        try:
            answer: Answer | None = act()
        except DomainError as refusal:
            end: DomainError | None = refusal
            answer = None
        else:
            end = None
        ended = f"{name}: {type(end).__name__ if end else 'done'}"
        if told is None:
            assert end is None, f"{ended} ({end}), where the model foretold nothing of it"
        else:
            assert isinstance(end, told[0]), f"{ended}, where the model foretold {told}"
            assert told[1] in end.sentence, (end.sentence, told)
        self.ends[ended] += 1
        return answer


class Forgetful(Committee):
    """Notes whatever is pressed, however old the page is."""

    def note_as(self, **fields: object) -> PanelCase:
        case = fields["case"]
        assert isinstance(case, PanelCase)
        return super().note_as(**fields | {"version": case.version})


class Hasty(Committee):
    """Makes final what is noted now, whatever the check page showed."""

    def close_as(self, **fields: object) -> list[Decision]:
        panel = fields["panel"]
        assert isinstance(panel, Panel)
        return super().close_as(**fields | {"seen": queries.state_of(queries.cases(panel))})


class Greedy(Committee):
    """Convenes over everybody recommended, also over who stands before another panel."""

    def convene_as(self, **fields: object) -> Panel:
        sitting = fields["members"]
        assert isinstance(sitting, list)
        waiting = Assessment.objects.filter(status="recommended")
        may = fields["by"] == self.setting.people["Tuti"] and len(sitting) >= PANEL_QUORUM
        if not may or not waiting:
            return super().convene_as(**fields)
        kept = ("body", "program", "held_on", "place")
        panel = Panel.objects.create(
            **{name: fields[name] for name in kept},
            convened_by=fields["by"],
            convened_at=fields["at"],
        )
        PanelMember.objects.bulk_create(PanelMember(panel=panel, user=user) for user in sitting)
        PanelCase.objects.bulk_create(PanelCase(panel=panel, assessment=row) for row in waiting)
        return panel


@pytest.fixture
def setting(stage: Stage) -> Setting:
    """Three who wait, the first of them trained by Hadi; five of the committee, one an assessor."""
    rows = make.many("recommended", stage, CANDIDATES)
    cast = stage.cast
    umi = accounts.member("Umi", Role.COMMITTEE_MEMBER, cast.body)
    accounts.grant(cast.budi, Role.COMMITTEE_MEMBER, cast.body)
    trained = rows[0].application.enrollment.person
    participants.training(trained, by=cast.dewi, trainer=cast.hadi)
    people = (*cast.panel, umi, cast.budi, cast.tuti, cast.sari)
    tied = {row.pk: frozenset({"Budi"}) for row in rows}
    return Setting(
        stage=stage,
        waiting={row.pk: row for row in rows},
        people={person.full_name: person for person in people},
        tied=tied | {rows[0].pk: frozenset({"Budi", "Hadi"})},
    )


def tell(
    kind: type[Committee], setting: Setting, stories: int, steps: int, *, by_chance: bool = True
) -> Counter[str]:
    """Let a committee live through so many stories; count how its acts ended."""
    ends: Counter[str] = Counter()
    run_state_machine_as_test(
        lambda: kind(setting, ends),
        settings=settings(
            max_examples=stories,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=not by_chance,
            report_multiple_bugs=False,
            phases=(Phase.generate,),  # to shorten a story takes minutes, to read it does not
            suppress_health_check=list(HealthCheck),
        ),
    )
    return ends


def forget_the_second_guard() -> None:
    """Drop the index that keeps an assessment out of two panels, so that a control can go wrong."""
    connection.check_constraints()  # PostgreSQL drops no index while foreign keys wait
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX assessment_stands_before_one_open_panel")


@pytest.mark.parametrize(("stories", "steps"), COUNTS)
def test_no_story_of_a_committee_ends_in_two_decisions(
    setting: Setting, stories: int, steps: int, record_property: Callable[[str, object], None]
):
    ends = tell(Committee, setting, stories, steps)

    record_property("figures", ", ".join(f"{end} {ends[end]}" for end in sorted(ends)))
    if stories == MANY[0]:  # so many stories come to every end, so none of it was foretold idly
        assert {end for end, count in ends.items() if count >= LEAST} >= EVERY_END


@pytest.mark.control
@pytest.mark.parametrize(
    ("careless", "found"),
    [
        pytest.param(Forgetful, "note: done", id="notes without the version"),
        pytest.param(Hasty, "close: done", id="closes without what was seen"),
    ],
)
def test_control_a_careless_committee_is_found(
    setting: Setting, careless: type[Committee], found: str
):
    with pytest.raises(AssertionError, match=f"{found}, where the model foretold .*ConflictError"):
        tell(careless, setting, 1000, 30, by_chance=False)


@pytest.mark.control
def test_control_whoever_convenes_twice_is_stopped_by_the_database(setting: Setting):
    with pytest.raises(IntegrityError):
        tell(Greedy, setting, 1000, 30, by_chance=False)


@pytest.mark.control
def test_control_without_the_index_two_panels_hold_one_person(setting: Setting):
    forget_the_second_guard()

    with pytest.raises(AssertionError, match="convene: done, where the model foretold"):
        tell(Greedy, setting, 1000, 30, by_chance=False)
