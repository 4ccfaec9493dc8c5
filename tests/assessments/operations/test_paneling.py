"""Panels: convened, marked under a version guard, closed into decisions all at once."""

import pytest

from assessments import operations, queries
from assessments.models import Assessment, Decision, Panel, PanelCase, Participation
from certify.accounts.roles import Role
from certify.audit import trail
from certify.lib.errors import ConflictError, InvalidInputError, NotAllowedError, NotNowError
from tests.conftest import Cast
from tests.factories import accounts, participants
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage


@pytest.fixture
def row(stage: Stage) -> Assessment:
    return make.assessment_at("recommended", stage)


def choose(meeting: Panel, row: Assessment, choice: str, **fields: object) -> PanelCase:
    case = meeting.cases.get(assessment=row)
    values = {"version": case.version, "at": AT}
    return operations.mark_case(case=case, choice=choice, **(values | fields))


def test_a_panel_takes_everybody_who_waits(stage: Stage, row: Assessment):
    other = make.assessment_at("recommended", stage)
    make.assessment_at("consented", stage)

    meeting = make.panel(stage)

    assert {case.assessment for case in meeting.cases.all()} == {row, other}
    assert [(m.user.full_name, m.is_chair) for m in meeting.members.all()] == [
        ("Wulan", True),
        ("Hadi", False),
        ("Ratna", False),
    ]
    assert make.chair_of(meeting).user == stage.cast.wulan
    with pytest.raises(NotNowError, match="Belum ada rekomendasi"):
        make.panel(stage)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["wulan", "hadi"], "paling sedikit 3 anggota. Baru 2"),
        (["wulan", "hadi", "hadi"], "paling sedikit 3 anggota. Baru 2"),
        (["wulan", "hadi", "budi"], "Budi bukan anggota komite teknis"),
    ],
)
def test_a_panel_is_three_of_the_committee(
    stage: Stage, row: Assessment, names: list[str], sentence: str
):
    members = [getattr(stage.cast, name) for name in names]

    with pytest.raises(InvalidInputError, match=sentence):
        make.panel(stage, members=members)
    assert Panel.objects.count() == 0


def test_only_the_manager_convenes(stage: Stage, row: Assessment, strangers: Cast):
    for user in (stage.cast.sari, stage.cast.wulan, strangers.tuti):
        with pytest.raises(NotAllowedError):
            operations.convene(
                body=stage.body,
                program=stage.program,
                held_on=AT.date(),
                place="Kantor",
                chair=stage.cast.wulan,
                members=stage.cast.panel,
                by=user,
                at=AT,
            )


def test_a_choice_may_change_until_the_panel_closes(stage: Stage, row: Assessment):
    meeting = make.panel(stage)
    choose(meeting, row, make.K, by=stage.cast.wulan)
    case = choose(meeting, row, make.BK, reason="Putus", follow_up="Latih lagi", by=stage.cast.hadi)

    assert (case.outcome, case.reason, case.follow_up, case.version, case.marked_by) == (
        "not_yet_competent",
        "Putus",
        "Latih lagi",
        2,
        stage.cast.hadi,
    )
    case = choose(meeting, row, "postponed", by=stage.cast.hadi)
    assert (case.outcome, case.is_postponed) == ("", True)
    row.refresh_from_db()
    assert (row.status, Decision.objects.count()) == ("recommended", 0)


@pytest.mark.parametrize(("reason", "step"), [("", ""), ("Putus", " "), ("", "Latih")])
def test_belum_kompeten_needs_reason_and_next_step(
    stage: Stage, row: Assessment, reason: str, step: str
):
    meeting = make.panel(stage)

    with pytest.raises(InvalidInputError, match="alasan dan langkah berikutnya"):
        choose(meeting, row, make.BK, reason=reason, follow_up=step, by=stage.cast.wulan)


def test_the_second_laptop_is_told_who_decided_what_and_when(stage: Stage, row: Assessment):
    meeting = make.panel(stage)
    choose(meeting, row, make.K, by=stage.cast.wulan)

    with pytest.raises(ConflictError) as refusal:
        choose(
            meeting,
            row,
            make.BK,
            reason="Putus",
            follow_up="Latih",
            version=0,
            by=stage.cast.hadi,
        )

    assert (refusal.value.sentence, refusal.value.theirs, refusal.value.yours) == (
        (
            f"Wulan sudah mencatat “Kompeten” untuk {row.application.full_name} "
            "pukul 10.00 WIB. Pilihan Anda belum tersimpan."
        ),
        "Kompeten",
        "Belum kompeten",
    )


def test_a_version_that_never_was_is_refused(stage: Stage, row: Assessment):
    meeting = make.panel(stage)

    with pytest.raises(ConflictError, match="tidak cocok lagi dengan pleno"):
        choose(meeting, row, make.K, version=7, by=stage.cast.wulan)


def test_whoever_is_tied_does_not_decide(stage: Stage, row: Assessment):
    accounts.grant(stage.cast.budi, Role.COMMITTEE_MEMBER, stage.cast.body)
    meeting = make.panel(stage, members=[*stage.cast.panel, stage.cast.budi])

    with pytest.raises(NotAllowedError, match="Budi menilai orang ini – tidak ikut memutuskan"):
        choose(meeting, row, make.K, by=stage.cast.budi)
    with pytest.raises(NotAllowedError, match="Hanya anggota pleno ini"):
        choose(meeting, row, make.K, by=stage.cast.sari)


def test_closing_makes_decisions_and_deciders(stage: Stage, row: Assessment):
    accounts.grant(stage.cast.budi, Role.COMMITTEE_MEMBER, stage.cast.body)
    late = make.assessment_at("recommended", stage)
    meeting = make.panel(stage, members=[*stage.cast.panel, stage.cast.budi])
    choose(meeting, row, make.BK, reason="Putus", follow_up="Latih", by=stage.cast.hadi)
    choose(meeting, late, "postponed", reason="Bukti menyusul", by=stage.cast.hadi)

    make.close(meeting, by=stage.cast.wulan)

    decision = make.decision_on(row)
    assert (decision.outcome, decision.reason, decision.follow_up, decision.decided_by) == (
        "not_yet_competent",
        "Putus",
        "Latih",
        stage.cast.hadi,
    )
    row.refresh_from_db()
    late.refresh_from_db()
    assert (row.status, late.status) == ("decided", "recommended")
    assert make.parts_in(row) == {
        "Budi": "assessor",
        "Hadi": "decider",
        "Ratna": "decider",
        "Wulan": "decider",
    }
    assert make.parts_in(late) == {"Budi": "assessor"}
    assert (meeting.status, meeting.closed_by) == ("closed", stage.cast.wulan)
    assert (meeting.chain_sequence, meeting.chain_hash) == trail.head()
    assert [case.assessment for case in make.panel(stage).cases.all()] == [late]


def test_an_open_case_keeps_the_panel_open(stage: Stage, row: Assessment):
    meeting = make.panel(stage)

    with pytest.raises(NotNowError, match="Masih ada 1 orang"):
        make.close(meeting, by=stage.cast.wulan)


def test_what_changed_since_the_check_page_is_looked_at_again(stage: Stage, row: Assessment):
    meeting = make.panel(stage)
    choose(meeting, row, make.K, by=stage.cast.wulan)
    seen = queries.state_of(queries.cases(meeting))
    choose(meeting, row, make.BK, reason="a", follow_up="b", by=stage.cast.hadi)

    with pytest.raises(ConflictError, match="Periksa sekali lagi"):
        operations.close_panel(panel=meeting, seen=seen, by=stage.cast.wulan, at=AT)
    assert Decision.objects.count() == 0


def test_the_second_closing_is_told_who_closed(stage: Stage, row: Assessment):
    meeting = make.panel(stage)
    choose(meeting, row, make.K, by=stage.cast.wulan)
    make.close(meeting, by=stage.cast.wulan)

    with pytest.raises(NotNowError, match=r"sudah ditetapkan oleh Wulan pukul 10\.00 WIB"):
        make.close(meeting, by=stage.cast.hadi)
    with pytest.raises(NotNowError, match="sudah ditetapkan oleh Wulan"):
        choose(meeting, row, make.K, by=stage.cast.hadi)


def test_a_case_that_lost_its_quorum_waits_for_another_panel(stage: Stage, row: Assessment):
    other = make.assessment_at("recommended", stage)
    participants.training(
        other.application.enrollment.person, by=stage.cast.dewi, trainer=stage.cast.ratna
    )
    meeting = make.panel(stage)
    choose(meeting, row, make.K, by=stage.cast.wulan)
    with pytest.raises(NotNowError, match="Baru 2 anggota"):
        choose(meeting, other, make.K, by=stage.cast.wulan)

    make.close(meeting, by=stage.cast.wulan)

    assert [d.assessment for d in Decision.objects.all()] == [row]
    other.refresh_from_db()
    assert other.status == "recommended"


def test_a_choice_of_somebody_who_became_tied_is_not_closed(stage: Stage, row: Assessment):
    extra = accounts.member("Umi", Role.COMMITTEE_MEMBER, stage.cast.body)
    meeting = make.panel(stage, members=[*stage.cast.panel, extra])
    choose(meeting, row, make.K, by=stage.cast.ratna)
    participants.training(
        row.application.enrollment.person, by=stage.cast.dewi, trainer=stage.cast.ratna
    )

    with pytest.raises(NotNowError, match="tidak lagi boleh memutuskannya"):
        make.close(meeting, by=stage.cast.wulan)
    assert (Decision.objects.count(), Participation.objects.filter(part="decider").count()) == (
        0,
        0,
    )


def test_a_panel_whose_quorum_fell_before_closing_decides_nothing(stage: Stage, row: Assessment):
    meeting = make.panel(stage)
    choose(meeting, row, make.K, by=stage.cast.wulan)
    stage.cast.ratna.grants.update(ends_on="2024-01-01")

    with pytest.raises(NotNowError, match="Baru 2 anggota"):
        make.close(meeting, by=stage.cast.wulan)
    choose(meeting, row, "postponed", by=stage.cast.wulan)
    with pytest.raises(NotNowError, match="Belum ada keputusan"):
        make.close(meeting, by=stage.cast.wulan)
    assert Decision.objects.count() == 0


def test_a_canceled_panel_lets_everybody_go(stage: Stage, row: Assessment):
    meeting = make.panel(stage)
    choose(meeting, row, make.K, by=stage.cast.wulan)
    with pytest.raises(InvalidInputError, match="Tulis mengapa"):
        operations.cancel_panel(panel=meeting, reason=" ", by=stage.cast.tuti, at=AT)

    canceled = operations.cancel_panel(
        panel=meeting, reason="Kurang orang", by=stage.cast.tuti, at=AT
    )

    assert (canceled.status, canceled.cancel_reason) == ("canceled", "Kurang orang")
    assert [case.assessment for case in make.panel(stage).cases.all()] == [row]
    with pytest.raises(NotNowError, match="sudah dibatalkan oleh Tuti"):
        operations.cancel_panel(panel=meeting, reason="Lagi", by=stage.cast.tuti, at=AT)
