"""Who may do what: every role against every act, with the sentence that is shown."""

import pytest

from assessments import permissions, queries
from certify.accounts.roles import Role
from tests.conftest import Cast
from tests.factories import accounts, participants
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage

ROLES = (
    "dewi",
    "head",
    "sari",
    "tuti",
    "budi",
    "rahma",
    "wulan",
    "bagas",
    "keeper",
)
NOBODY: frozenset[str] = frozenset()


def allowed(cast: Cast, ask) -> set[str]:
    return {name for name in ROLES if ask(getattr(cast, name))}


def test_who_assigns(stage: Stage, strangers: Cast):
    application = participants.accepted(stage)

    assert allowed(stage.cast, lambda u: permissions.may_assign(u, application)) == {"tuti"}
    assert allowed(strangers, lambda u: permissions.may_assign(u, application)) == set()


@pytest.mark.parametrize(
    ("act", "status", "who"),
    [
        ("may_reassign", "assigned", {"tuti"}),
        ("may_confirm_ready", "assigned", {"budi"}),
        ("may_decline_ready", "assigned", {"budi"}),
        ("may_record_consent", "ready", {"budi"}),
        ("may_mark", "consented", {"budi"}),
        ("may_recommend", "consented", set()),
        ("may_return_to_assessor", "recommended", {"tuti"}),
        ("may_record_absence", "assigned", {"tuti", "budi"}),
        ("may_undo_absence", "absent", {"tuti", "budi"}),
        ("may_withdraw", "consented", {"tuti", "budi"}),
    ],
)
def test_who_acts_on_an_assessment(
    stage: Stage, strangers: Cast, act: str, status: str, who: set[str]
):
    row = make.assessment_at(status, stage)
    may = getattr(permissions, act)

    assert allowed(stage.cast, lambda u: may(u, row)) == who
    assert allowed(strangers, lambda u: may(u, row)) == set()


def test_the_assessor_recommends_once_every_criterion_is_marked(stage: Stage):
    row = make.assessment_at("consented", stage)
    before = permissions.may_recommend(stage.cast.budi, row)
    make.marked(row)

    assert (bool(before), before.reason) == (False, "Masih ada 17 kriteria yang belum dinilai.")
    assert allowed(stage.cast, lambda u: permissions.may_recommend(u, row)) == {"budi"}


def test_an_assessor_without_the_role_any_more_does_nothing(stage: Stage):
    row = make.assessment_at("consented", stage)
    stage.cast.budi.grants.update(ends_on="2020-06-01")
    budi = type(stage.cast.budi).objects.get(pk=stage.cast.budi.pk)

    assert permissions.may_mark(budi, row).reason == permissions.NOT_ASSESSOR


def test_who_convenes_drafts_and_signs(stage: Stage, strangers: Cast):
    row = make.assessment_at("recommended", stage)
    meeting = make.panel(stage)
    for people, manager in ((stage.cast, {"tuti"}), (strangers, set())):
        assert allowed(people, lambda u: permissions.may_convene(u, stage.body)) == manager
        assert allowed(people, lambda u: permissions.may_cancel_panel(u, meeting)) == manager
        assert allowed(people, lambda u: permissions.may_set_pattern(u, stage.body)) == manager
        assert allowed(people, lambda u: permissions.may_draft_decree(u, meeting)) == set()
    make.mark_case(meeting, row, make.K, by=stage.cast.wulan)
    closed = make.close(meeting, by=stage.cast.wulan)
    assert allowed(stage.cast, lambda u: permissions.may_draft_decree(u, closed)) == {"tuti"}
    decree = make.drafted(stage, closed)
    assert allowed(stage.cast, lambda u: permissions.may_draft_decree(u, closed)) == set()
    for people, manager, director in (
        (stage.cast, {"tuti"}, {"bagas"}),
        (strangers, set(), set()),
    ):
        assert allowed(people, lambda u: permissions.may_edit_decree(u, decree)) == manager
        assert allowed(people, lambda u: permissions.may_sign_decree(u, decree)) == director


def test_who_decides_on_a_case(stage: Stage):
    accounts.grant(stage.cast.budi, Role.COMMITTEE_MEMBER, stage.cast.body)
    row = make.assessment_at("recommended", stage)
    participants.training(
        row.application.enrollment.person, by=stage.cast.dewi, trainer=stage.cast.ratna
    )
    extra = accounts.member("Umi", Role.COMMITTEE_MEMBER, stage.cast.body)
    meeting = make.panel(stage, members=[*stage.cast.panel, stage.cast.budi, extra])
    case = queries.cases(meeting)[0]

    said = {
        user.full_name: permissions.may_mark_case(user, meeting, case).reason
        for user in (
            stage.cast.budi,
            stage.cast.ratna,
            stage.cast.wulan,
            stage.cast.tuti,
            extra,
        )
    }

    assert said == {
        "Budi": "Budi menilai orang ini – tidak ikut memutuskan.",
        "Ratna": "Ratna melatih orang ini – tidak ikut memutuskan.",
        "Wulan": "",
        "Tuti": "Hanya anggota pleno ini yang memutuskan.",
        "Umi": "",
    }


def test_a_case_without_three_untied_members_waits(stage: Stage):
    row = make.assessment_at("recommended", stage)
    participants.training(
        row.application.enrollment.person, by=stage.cast.dewi, trainer=stage.cast.ratna
    )
    meeting = make.panel(stage)
    case = queries.cases(meeting)[0]

    assert permissions.may_mark_case(stage.cast.wulan, meeting, case).reason == (
        f"Baru 2 anggota yang boleh memutuskan {row.application.full_name}, perlu 3. "
        "Tunda orang ini ke pleno berikutnya."
    )
    assert permissions.may_close(stage.cast.wulan, meeting, [case]).reason == (
        "Belum ada keputusan yang bisa ditetapkan."
    )


def test_a_member_tied_to_somebody_decided_does_not_close(stage: Stage):
    accounts.grant(stage.cast.rahma, Role.COMMITTEE_MEMBER, stage.cast.body)
    row = make.assessment_at("recommended", stage, assessor=stage.rahma)
    meeting = make.panel(stage, members=[*stage.cast.panel, stage.cast.rahma])
    waiting = permissions.may_close(stage.cast.wulan, meeting, queries.cases(meeting))
    make.mark_case(meeting, row, make.K, by=stage.cast.wulan)
    cases = queries.cases(meeting)

    assert waiting.reason == "Masih ada 1 orang yang belum diputuskan atau ditunda."
    assert permissions.may_close(stage.cast.rahma, meeting, cases).reason == (
        f"Anda punya hubungan dengan 1 orang di daftar ini ({row.application.full_name}). "
        "Penetapan dilakukan anggota lain."
    )
    assert permissions.may_close(stage.cast.tuti, meeting, cases).reason == (
        "Hanya anggota pleno ini yang boleh menetapkan keputusan."
    )
    assert permissions.may_close(stage.cast.hadi, meeting, cases)


def test_a_director_who_assessed_does_not_sign(stage: Stage):
    accounts.grant(stage.cast.budi, Role.BODY_DIRECTOR, stage.cast.body)
    row = make.assessment_at("recommended", stage)
    decree = make.drafted(stage, make.decided(stage, {row.pk: make.K}), at=AT)

    assert permissions.may_sign_decree(stage.cast.budi, decree).reason == (
        "Anda ikut menilai orang di daftar ini. SK ditandatangani pejabat lain yang berwenang."
    )
