"""The meeting, its end, and the decree: pages, papers and the second factor."""

import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader

from assessments import queries
from assessments.models import Assessment, Decision, Panel
from participants.models import Application
from tests.factories import accounts, participants
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def rows(stage: Stage) -> list[Assessment]:
    return [make.assessment_at("recommended", stage) for _ in range(3)]


@pytest.fixture
def meeting(stage: Stage, rows: list[Assessment]) -> Panel:
    return make.panel(stage)


@pytest.fixture
def wulan(stage: Stage, visit):
    return visit(stage.cast.wulan)


def case(meeting: Panel, row: Assessment):
    return meeting.cases.get(assessment=row)


def test_a_panel_is_convened_with_three(stage: Stage, rows: list[Assessment], visit):
    participants.training(
        rows[0].application.enrollment.person, by=stage.cast.dewi, trainer=stage.cast.ratna
    )
    tuti = visit(stage.cast.tuti)
    page = text(tuti.get("convene", stage.program.pk))
    assert f"<dt>Ratna</dt> <dd>1. {rows[0].application.full_name}</dd>" in page
    fields = {"held_on": "2025-01-07", "place": "Kantor", "chair": stage.cast.wulan.pk}
    few = tuti.post("convene_panel", stage.program.pk, members=[stage.cast.wulan.pk], **fields)
    assert few.status_code == 422
    assert "Pleno perlu paling sedikit 3 anggota. Baru 1." in text(few)

    done = tuti.post(
        "convene_panel",
        stage.program.pk,
        members=[user.pk for user in stage.cast.panel],
        **fields,
    )

    assert done.url == f"/pleno/{Panel.objects.get().pk}/"


def test_the_first_open_person_is_shown_with_the_keys(meeting: Panel, rows, wulan):
    page = text(wulan.get("panel", meeting.pk))

    assert f"1. {rows[0].application.full_name}" in page
    assert set(re.findall(r'data-key="(\w+)"', page)) == {"k", "b", "t", "f", "arrowdown"}
    assert "<strong>3</strong> terbuka" in page
    assert "Masih ada 3 orang yang belum diputuskan atau ditunda." in page


def test_a_choice_leads_to_the_next_open_person(meeting: Panel, rows, wulan):
    first, second, third = (case(meeting, row) for row in rows)

    done = wulan.post("mark_case", meeting.pk, first.pk, choice="competent", version=0)
    assert done.url == f"/pleno/{meeting.pk}/?kasus={second.pk}"
    wulan.post("mark_case", meeting.pk, third.pk, choice="postponed", version=0)
    last = wulan.post(
        "mark_case",
        meeting.pk,
        second.pk,
        choice="not_yet_competent",
        reason="Putus",
        follow_up="Latih",
        version=0,
    )
    assert last.url == f"/pleno/{meeting.pk}/?kasus={second.pk}"
    page = text(wulan.get("panel", meeting.pk, kasus=second.pk))
    assert "Tetapkan 2 keputusan" in page
    assert "Putus" in page


def test_belum_kompeten_without_a_reason_is_asked_again(meeting: Panel, rows, wulan):
    page = wulan.post(
        "mark_case",
        meeting.pk,
        case(meeting, rows[1]).pk,
        choice="not_yet_competent",
        version=0,
    )

    assert page.status_code == 422
    assert "Keputusan belum kompeten perlu alasan dan langkah berikutnya." in text(page)
    assert f"2. {rows[1].application.full_name}" in text(page)


def test_the_second_laptop_gets_409_with_name_and_both_values(
    meeting: Panel, rows, wulan, visit, stage: Stage
):
    found = case(meeting, rows[0])
    visit(stage.cast.hadi).post("mark_case", meeting.pk, found.pk, choice="competent", version=0)

    page = wulan.post("mark_case", meeting.pk, found.pk, choice="postponed", version=0)

    assert page.status_code == 409
    assert "Hadi sudah mencatat “Kompeten” untuk" in text(page)
    assert "<dt>Pilihan Anda</dt> <dd>Tunda</dd>" in text(page)


def test_the_list_refreshes_only_when_something_changed(meeting: Panel, rows, wulan):
    state = queries.state_of(queries.cases(meeting))
    found = case(meeting, rows[0])
    assert wulan.get("panel_list", meeting.pk, keadaan=state).status_code == 204
    wulan.post("mark_case", meeting.pk, found.pk, choice="competent", version=0)

    page = wulan.get("panel_list", meeting.pk, keadaan=state, kasus=found.pk, versi=0)

    assert "<strong>1</strong> kompeten" in text(page)
    assert "Wulan baru mencatat" in text(page)
    assert wulan.get("panel_list", meeting.pk, kasus=999).status_code == 404


def decide_all(meeting: Panel, rows: list[Assessment], stage: Stage) -> None:
    make.mark_case(meeting, rows[0], make.K, by=stage.cast.hadi)
    make.mark_case(meeting, rows[1], make.BK, by=stage.cast.hadi)
    make.mark_case(meeting, rows[2], "postponed", by=stage.cast.hadi)


def test_closing_is_checked_first_and_asks_for_the_code(meeting: Panel, rows, wulan, stage: Stage):
    decide_all(meeting, rows, stage)
    tired = accounts.sign_in(Client(), stage.cast.wulan, verified_seconds_ago=601)
    asked = tired.get(f"/pleno/{meeting.pk}/tetapkan/")
    assert (asked.status_code, asked.url.split("?")[0]) == (302, "/akun/pastikan/")
    page = text(wulan.get("closing", meeting.pk))
    assert "1 kompeten, 1 belum kompeten, 1 ditunda" in page
    state = re.search(r'name="seen" value="(\w+)"', page).group(1)
    assert wulan.post("close_panel", meeting.pk, seen="").status_code == 422
    stale = wulan.post("close_panel", meeting.pk, seen="lama")
    assert stale.status_code == 409
    assert "Periksa sekali lagi." in text(stale)

    done = wulan.post("close_panel", meeting.pk, seen=state)

    assert done.url == f"/pleno/{meeting.pk}/"
    assert Decision.objects.count() == 2
    ended = text(wulan.get("panel", meeting.pk))
    assert "2 keputusan ditetapkan." in ended
    assert "keputusan ini belum berlaku" in ended
    gone = wulan.get("panel_list", meeting.pk)
    assert gone.headers["HX-Redirect"] == f"/pleno/{meeting.pk}/"


def test_calling_a_panel_off(meeting: Panel, visit, stage: Stage):
    tuti = visit(stage.cast.tuti)
    assert "Batalkan pleno ini?" in text(tuti.get("canceling", meeting.pk))
    assert tuti.post("cancel_panel", meeting.pk, reason="").status_code == 422
    assert tuti.post("cancel_panel", meeting.pk, reason="Kurang orang").url == "/pleno/"
    assert "Kurang orang" in text(tuti.get("panel", meeting.pk))


def words(response) -> str:
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(re.sub(r"\s+", " ", page.extract_text()) for page in pages)


def test_minutes_hold_what_the_database_holds(meeting: Panel, rows, wulan, stage: Stage):
    early = wulan.get("minutes", meeting.pk)
    assert early.status_code == 409
    decide_all(meeting, rows, stage)
    make.close(meeting, by=stage.cast.wulan)

    response = wulan.get("minutes", meeting.pk)

    said = words(response)
    assert response.headers["Content-Type"] == "application/pdf"
    for row in rows:
        assert row.application.full_name in said
    for expected in (
        "1 kompeten, 1 belum kompeten",
        "Goresan belum rata",
        "Wulan Ketua",
        f"baris {meeting.chain_sequence}, {meeting.chain_hash}",
        "CONTOH",
    ):
        assert expected in said
    assert wulan.get("minutes", meeting.pk).content == response.content


def renamed(row: Assessment, name: str) -> None:
    Application.objects.filter(pk=row.application_id).update(full_name=name)


def test_the_road_shows_names_as_they_are_until_a_paper_is_final(
    meeting: Panel, rows, wulan, stage: Stage, visit
):
    row, tuti = rows[0], visit(stage.cast.tuti)
    renamed(row, "Nama Sebelum Pleno")
    assert "1. Nama Sebelum Pleno" in text(wulan.get("panel", meeting.pk))
    decide_all(meeting, rows, stage)
    assert "Nama Sebelum Pleno" in text(wulan.get("closing", meeting.pk))

    make.close(meeting, by=stage.cast.wulan)
    renamed(row, "Nama Sebelum SK")
    draft = make.drafted(stage, meeting)
    assert "Nama Sebelum SK" in text(tuti.get("decree", draft.pk))
    assert "Nama Sebelum SK" in words(tuti.get("decree_paper", draft.pk))
    make.operations.sign_decree(decree=draft, by=stage.cast.bagas, at=AT)
    renamed(row, "Nama Sesudah SK")

    names = ("Nama Sebelum Pleno", "Nama Sebelum SK", "Nama Sesudah SK")
    said = {
        paper: [name in words(tuti.get(paper, pk)) for name in names]
        for paper, pk in (("minutes", meeting.pk), ("decree_paper", draft.pk))
    }
    assert said == {"minutes": [True, False, False], "decree_paper": [False, True, False]}


def test_a_decree_from_draft_to_signature(meeting: Panel, rows, stage: Stage, visit):
    decide_all(meeting, rows, stage)
    make.close(meeting, by=stage.cast.wulan)
    tuti, bagas = visit(stage.cast.tuti), visit(stage.cast.bagas)
    assert 'value="001/LSP/SK-HASIL/I/2025"' in text(tuti.get("drafting", meeting.pk))
    bad = tuti.post("draft_decree", meeting.pk, number="7/SK", decided_on="2024-01-01")
    assert "tidak bisa sebelum pleno" in text(bad)
    made = tuti.post("draft_decree", meeting.pk, number="7/SK", decided_on=str(AT.date()))
    pk = meeting.decree.pk
    assert made.url == f"/sk/{pk}/"
    assert "(RANCANGAN)" in words(tuti.get("decree_paper", pk))
    assert tuti.post("edit_decree", pk, number="", decided_on="").status_code == 422
    tuti.post("edit_decree", pk, number="8/SK", decided_on=str(AT.date()))
    assert tuti.get("signing", pk).status_code == 403
    assert "Tanda tangani SK 8/SK?" in text(bagas.get("signing", pk))

    signed = bagas.post("sign_decree", pk)

    assert signed.url == f"/sk/{pk}/"
    assert [row.pk for row in queries.competent_in_force()] == [rows[0].pk]
    paper = words(bagas.get("decree_paper", pk))
    assert ("(RANCANGAN)" in paper, "Nomor 8/SK" in paper, "oleh Bagas" in paper) == (
        False,
        True,
        True,
    )
    assert rows[2].application.full_name not in paper


def test_the_pattern_of_numbers(stage: Stage, visit):
    tuti = visit(stage.cast.tuti)
    assert tuti.post("set_pattern", stage.body.pk, pattern="SK").status_code == 422
    assert tuti.post("set_pattern", stage.body.pk, pattern="{seq}/SK").url == "/sk/"
    assert 'value="{seq}/SK"' in text(tuti.get("pattern", stage.body.pk))
